package dev.leakgate.elf;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Finds the build-id of an ELF file, in a file or in memory. */
public final class BuildId {

    private static final int MOST_NOTE_BYTES = 1 << 16;
    private static final int LONGEST = 64;

    private BuildId() {}

    /** Finds it in a file, in hexadecimal digits. */
    public static Optional<String> of(ElfFile file) {
        for (Segment segment : file.segments()) {
            if (segment.isNote()) {
                Optional<String> found =
                        in(file.piece(segment.offset(), segment.fileSize(), MOST_NOTE_BYTES));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (Section section : file.sections()) {
            if (section.type() == ElfConstants.SHT_NOTE) {
                Optional<String> found = in(Bytes.wrap(file.content(section, MOST_NOTE_BYTES)));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Tells whether an ELF header can be read at a place. */
    public static boolean isElf(Memory memory, long base) {
        ByteBuffer magic = MappedSegments.piece(memory, base, Integer.BYTES);
        return magic.remaining() == Integer.BYTES && magic.getInt(0) == ElfConstants.MAGIC;
    }

    /**
     * Finds it in memory where the ELF header of a file is mapped.
     *
     * @param base address of the ELF header
     * @return empty when there is no ELF header, no build-id, or its page cannot be read
     */
    public static Optional<String> inMemory(Memory memory, long base, WordSize wordSize) {
        for (Segment segment : MappedSegments.read(memory, base, wordSize)) {
            if (segment.isNote()) {
                // Notes lie in the first segment, whose bytes stand at the same offset in memory.
                int room = (int) Math.max(0, Math.min(segment.fileSize(), MOST_NOTE_BYTES));
                Optional<String> found =
                        in(MappedSegments.piece(memory, base + segment.offset(), room));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> in(ByteBuffer bytes) {
        List<Note> notes = NoteParser.parse(bytes).notes();
        for (Note note : notes) {
            if (note.owner().equals(NoteType.GNU)
                    && note.type() == NoteType.NT_GNU_BUILD_ID
                    && note.bytes().length > 0
                    && note.bytes().length <= LONGEST) {
                return Optional.of(HexFormat.of().formatHex(note.bytes()));
            }
        }
        return Optional.empty();
    }
}
