package dev.leakgate.image;

import dev.leakgate.elf.FileNote;
import dev.leakgate.elf.MappedFile;
import dev.leakgate.elf.Note;
import dev.leakgate.elf.NoteType;
import dev.leakgate.elf.PrPsInfo;
import dev.leakgate.elf.PrStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes a core's notes of an image, in the kernel's order, and ours behind them. */
final class CoreNoteWriter {

    private final Image image;
    private final List<Note> notes = new ArrayList<>();

    private CoreNoteWriter(Image image) {
        this.image = image;
    }

    static List<Note> notes(Image image, int pageSize, List<String> losses) {
        CoreNoteWriter writer = new CoreNoteWriter(image);
        List<ImageThread> threads = image.threads();
        for (int i = 0; i < threads.size(); i++) {
            writer.thread(threads.get(i), i == 0, pageSize);
        }
        if (threads.isEmpty()) {
            writer.process();
            writer.files(pageSize);
        }
        writer.ours(losses);
        return writer.notes;
    }

    private void thread(ImageThread thread, boolean first, int pageSize) {
        ImageProcess process = image.process();
        ThreadStatus status = thread.status();
        boolean floatingPoint =
                thread.sets().stream().anyMatch(set -> set.type() == RegisterSet.NT_FPREGSET);
        notes.add(
                new PrStatus(
                                status.signal(),
                                status.pendingSignals(),
                                status.blockedSignals(),
                                thread.tid(),
                                process.parent(),
                                process.group(),
                                process.session(),
                                new long[] {
                                    status.userMicros(),
                                    status.systemMicros(),
                                    status.childUserMicros(),
                                    status.childSystemMicros()
                                },
                                thread.registers().values(),
                                floatingPoint)
                        .toNote(image.wordSize()));
        // The kernel puts the first thread's signal between what it says of the process.
        if (first) {
            process();
            sets(thread, true);
            files(pageSize);
            sets(thread, false);
        } else {
            sets(thread, true);
            sets(thread, false);
        }
    }

    private void sets(ImageThread thread, boolean signals) {
        for (RegisterSet set : thread.sets()) {
            if (signals == (set.type() == RegisterSet.NT_SIGINFO)) {
                notes.add(new Note(set.owner(), set.type(), set.bytes()));
            }
        }
    }

    private void process() {
        ImageProcess process = image.process();
        notes.add(
                new PrPsInfo(
                                process.state(),
                                process.nice(),
                                process.flags(),
                                process.uid(),
                                process.gid(),
                                image.pid(),
                                process.parent(),
                                process.group(),
                                process.session(),
                                process.name(),
                                process.arguments())
                        .toNote(image.wordSize()));
    }

    private void files(int pageSize) {
        notes.add(new Note(NoteType.CORE, NoteType.NT_AUXV, image.auxv()));
        List<MappedFile> files = new ArrayList<>();
        for (ImageMapping mapping : image.mappings()) {
            if (mapping.hasFile()) {
                files.add(
                        new MappedFile(
                                mapping.start(), mapping.end(), mapping.offset(), mapping.name()));
            }
        }
        notes.add(FileNote.of(files, pageSize, image.wordSize()));
    }

    private void ours(List<String> losses) {
        StringBuilder names = new StringBuilder();
        for (ImageThread thread : image.threads()) {
            if (!thread.name().isEmpty()) {
                String name = thread.name().replace('\n', ' ');
                names.append(thread.tid()).append(' ').append(name).append('\n');
            }
        }
        ours(NoteType.LEAKGATE_MAPS, MapsText.print(image.mappings()));
        ours(NoteType.LEAKGATE_THREADS, names.toString());
        ours(NoteType.LEAKGATE_LIMITS, image.limits());
        ours(NoteType.LEAKGATE_LOSSES, String.join("\n", losses));
        ours(NoteType.LEAKGATE_KERNEL_HELD, KernelHeldText.print(image.kernelHeld()));
    }

    private void ours(int type, String text) {
        if (!text.isEmpty()) {
            notes.add(new Note(NoteType.LEAKGATE, type, text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
