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
    private static final int MOST_SEGMENTS = 128;
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
        ByteBuffer magic = read(memory, base, Integer.BYTES);
        return magic.remaining() == Integer.BYTES && magic.getInt(0) == ElfConstants.MAGIC;
    }

    /**
     * Finds it in memory where the ELF header of a file is mapped.
     *
     * @param base address of the ELF header
     * @return empty when there is no ELF header, no build-id, or its page cannot be read
     */
    public static Optional<String> inMemory(Memory memory, long base, WordSize wordSize) {
        ByteBuffer header = read(memory, base, ElfConstants.headerSize(wordSize));
        int size = ElfConstants.programHeaderSize(wordSize);
        if (header.remaining() < ElfConstants.headerSize(wordSize)
                || header.getInt(0) != ElfConstants.MAGIC) {
            return Optional.empty();
        }
        boolean wide = wordSize == WordSize.BITS_64;
        long offset = Bytes.word(header, wide ? 32 : 28, wordSize);
        int count = Math.min(header.getShort(wide ? 56 : 44) & 0xffff, MOST_SEGMENTS);
        ByteBuffer segments = read(memory, base + offset, count * size);
        for (int at = 0; at + size <= segments.remaining(); at += size) {
            if (segments.getInt(at) == ElfConstants.PT_NOTE) {
                // Notes lie in the first segment, whose bytes stand at the same offset in memory.
                long place = Bytes.word(segments, at + (wide ? 8 : 4), wordSize);
                long length = Bytes.word(segments, at + (wide ? 32 : 16), wordSize);
                int room = (int) Math.max(0, Math.min(length, MOST_NOTE_BYTES));
                Optional<String> found = in(read(memory, base + place, room));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer read(Memory memory, long place, int size) {
        ByteBuffer bytes = Bytes.allocate(size);
        memory.read(place, bytes);
        return bytes.flip();
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
