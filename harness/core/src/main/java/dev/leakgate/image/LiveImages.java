package dev.leakgate.image;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ProcMemory;
import dev.leakgate.linux.ProcPagemap;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessWord;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Shows a process as it runs, without stopping it. */
final class LiveImages {

    private LiveImages() {}

    static Image open(int pid) {
        try (ProcReader proc = new ProcReader()) {
            boolean is32 = ProcessWord.check(pid, proc) == WordSize.BITS_32;
            ProcMemory memory =
                    ProcMemory.open(pid)
                            .orElseThrow(
                                    () ->
                                            new CaptureRefusedException(
                                                    "process " + pid + " ended meanwhile",
                                                    "start it again, or name another"));
            return new ProcessImage(
                    ImageSource.LIVE,
                    "process " + pid + ", running",
                    pid,
                    ProcessFacts.read(pid, is32, proc),
                    ProcessFacts.mappings(pid, proc),
                    threads(pid, is32 ? WordSize.BITS_32 : WordSize.BITS_64, proc),
                    List.of(
                            "the process ran on: what was read at two moments need not fit together",
                            "registers are not known, but the stack pointers of threads that wait"),
                    memory,
                    ProcPagemap.open(pid).orElse(null),
                    memory::close);
        }
    }

    private static List<ImageThread> threads(int pid, WordSize wordSize, ProcReader proc) {
        int sp = Registers.names(wordSize).indexOf(wordSize == WordSize.BITS_64 ? "rsp" : "esp");
        List<ImageThread> threads = new ArrayList<>();
        for (int tid : proc.tids(pid)) {
            OptionalLong pointer = proc.stackPointer(pid, tid);
            long[] values = new long[Registers.count(wordSize)];
            values[sp] = pointer.orElse(0);
            threads.add(
                    ImageThread.of(
                            tid,
                            proc.threadName(pid, tid).orElse(""),
                            Registers.of(wordSize, values),
                            ThreadStatus.UNKNOWN,
                            List.of()));
        }
        return threads;
    }
}
