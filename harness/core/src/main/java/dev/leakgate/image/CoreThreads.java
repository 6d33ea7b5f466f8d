package dev.leakgate.image;

import dev.leakgate.elf.CoreNotes;
import dev.leakgate.elf.CoreThread;
import dev.leakgate.elf.Note;
import dev.leakgate.elf.NoteType;
import dev.leakgate.elf.PrStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes threads of a core's notes. */
final class CoreThreads {

    private CoreThreads() {}

    /** Lists them in the core's order; names are known in cores of ours, and of the main thread. */
    static List<ImageThread> of(CoreNotes notes, Image image) {
        Map<Integer, String> names = names(notes.ours(NoteType.LEAKGATE_THREADS));
        notes.process().ifPresent(process -> names.putIfAbsent(process.pid(), process.name()));
        List<ImageThread> threads = new ArrayList<>();
        for (CoreThread thread : notes.threads()) {
            PrStatus status = thread.status();
            List<RegisterSet> sets = new ArrayList<>();
            for (Note note : thread.sets()) {
                sets.add(new RegisterSet(note.owner(), note.type(), note.bytes()));
            }
            threads.add(
                    ImageThread.of(
                            status.tid(),
                            names.getOrDefault(status.tid(), ""),
                            Registers.of(image.wordSize(), status.registers()),
                            new ThreadStatus(
                                    status.signal(),
                                    status.pending(),
                                    status.blocked(),
                                    status.micros()[0],
                                    status.micros()[1],
                                    status.micros()[2],
                                    status.micros()[3]),
                            sets));
        }
        return threads;
    }

    private static Map<Integer, String> names(String text) {
        Map<Integer, String> names = new HashMap<>();
        text.lines()
                .forEach(
                        line -> {
                            int space = line.indexOf(' ');
                            if (space > 0 && line.substring(0, space).matches("[0-9]{1,9}")) {
                                names.put(
                                        Integer.valueOf(line.substring(0, space)),
                                        line.substring(space + 1));
                            }
                        });
        return names;
    }
}
