package dev.leakgate.image;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ProcMemory;
import dev.leakgate.linux.ProcPagemap;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessWord;
import dev.leakgate.units.WordSize;
import java.util.List;

/** Shows a process as it runs, without stopping it. */
final class LiveImages {

    private LiveImages() {}

    static Image open(int pid) {
        try (ProcReader proc = new ProcReader()) {
            WordSize wordSize = ProcessWord.check(pid, proc);
            LiveThreads threads = LiveThreads.begin(pid, wordSize, proc);
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
                    ProcessFacts.read(pid, wordSize == WordSize.BITS_32, proc),
                    ProcessFacts.mappings(pid, proc),
                    threads.all(),
                    List.of(
                            "the process ran on: what was read at two moments need not fit together",
                            "registers are not known, but the stack pointers of threads that wait"),
                    memory,
                    ProcPagemap.open(pid).orElse(null),
                    memory::close);
        }
    }
}
