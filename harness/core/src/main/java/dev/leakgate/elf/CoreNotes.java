package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the notes of a core by what they tell of the process and of each thread. Cores of the
 * kernel, of gdb and of ours order them alike: a thread's notes follow its NT_PRSTATUS.
 */
public final class CoreNotes {

    /* A thread's notes are some 4 kB, so this is some 30,000 threads. */
    private static final int MOST_BYTES = 128 << 20;
    private static final int NT_GDB_TDESC = 0xff000000; /* gdb: include/elf/common.h */

    private final WordSize wordSize;
    private final List<CoreThread> threads = new ArrayList<>();
    private final List<Note> ours = new ArrayList<>();
    private @Nullable PrPsInfo process;
    private List<MappedFile> files = List.of();
    private byte[] auxv = {};
    private boolean whole = true;

    private CoreNotes(WordSize wordSize) {
        this.wordSize = wordSize;
    }

    /** Reads the notes of a core as far as they go. */
    public static CoreNotes read(ElfFile core) {
        CoreNotes notes = new CoreNotes(core.wordSize());
        int left = MOST_BYTES;
        for (Segment segment : core.segments()) {
            if (segment.isNote()) {
                var bytes = core.piece(segment.offset(), segment.fileSize(), left);
                notes.whole &= bytes.remaining() == segment.fileSize();
                left -= bytes.remaining();
                NoteParser parser = NoteParser.parse(bytes);
                notes.whole &= parser.whole();
                notes.sort(parser.notes());
            }
        }
        return notes;
    }

    private void sort(List<Note> notes) {
        List<Note> sets = new ArrayList<>();
        for (Note note : notes) {
            boolean core = note.owner().equals(NoteType.CORE);
            if (core && note.type() == NoteType.NT_PRSTATUS) {
                sets = new ArrayList<>();
                List<Note> own = sets;
                PrStatus.parse(note.bytes(), wordSize)
                        .ifPresentOrElse(
                                status -> threads.add(new CoreThread(status, own)),
                                () -> whole = false);
            } else if (core && note.type() == NoteType.NT_PRPSINFO) {
                process = PrPsInfo.parse(note.bytes(), wordSize).orElse(null);
            } else if (core && note.type() == NoteType.NT_AUXV) {
                auxv = note.bytes();
            } else if (core && note.type() == NoteType.NT_FILE) {
                files = FileNote.parse(note.bytes(), wordSize);
            } else if (note.owner().equals(NoteType.LEAKGATE)) {
                ours.add(note);
            } else if (note.type() != NT_GDB_TDESC) {
                sets.add(note);
            }
        }
    }

    /** Lists the threads in the core's order: the one that crashed first. */
    public List<CoreThread> threads() {
        return threads;
    }

    /** Gives what the core says of the process. */
    public Optional<PrPsInfo> process() {
        return Optional.ofNullable(process);
    }

    /** Lists the mapped files. */
    public List<MappedFile> files() {
        return files;
    }

    /** Gives the auxiliary vector; empty when there is none. */
    public byte[] auxv() {
        return Arrays.copyOf(auxv, auxv.length);
    }

    /** Gives a text of ours, {@code ""} when the core has none, as those of others. */
    public String ours(int type) {
        StringBuilder text = new StringBuilder();
        for (Note note : ours) {
            if (note.type() == type) {
                text.append(new String(note.bytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    /** Tells whether all notes could be read. */
    public boolean whole() {
        return whole;
    }
}
