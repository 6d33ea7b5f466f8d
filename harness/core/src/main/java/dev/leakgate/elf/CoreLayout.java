package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a core: ELF header, program headers, notes, then the memory of each segment in order, on
 * a page's boundary.
 */
public final class CoreLayout {

    private static final long MOST_OFFSET_32 = 0xffffffffL;

    private final WordSize wordSize;
    private final int pageSize;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Segment> unreachable = new ArrayList<>();
    private final byte[] notes;
    private final long noteOffset;
    private final long memoryOffset;

    /**
     * Gives each segment its place.
     *
     * @param loads in the order of their addresses; their offsets are ignored
     * @param notes the core's notes
     * @param pageSize in bytes, a power of two
     */
    public CoreLayout(WordSize wordSize, List<Segment> loads, List<Note> notes, int pageSize) {
        this.wordSize = wordSize;
        this.pageSize = pageSize;
        this.notes = NoteParser.encode(notes);
        int count = loads.size() + 1;
        boolean extended = count >= ElfConstants.PN_XNUM;
        noteOffset =
                ElfConstants.headerSize(wordSize)
                        + (long) count * ElfConstants.programHeaderSize(wordSize)
                        + (extended ? ElfConstants.sectionHeaderSize(wordSize) : 0);
        memoryOffset = aligned(noteOffset + this.notes.length);
        long offset = memoryOffset;
        for (Segment load : loads) {
            long size = load.fileSize();
            if (wordSize == WordSize.BITS_32 && offset + size > MOST_OFFSET_32) {
                unreachable.add(load);
                size = 0;
            }
            segments.add(
                    new Segment(
                            load.type(),
                            load.flags(),
                            size == 0 && offset > MOST_OFFSET_32 ? 0 : offset,
                            load.address(),
                            size,
                            load.memorySize()));
            offset = aligned(offset + size);
        }
    }

    private long aligned(long offset) {
        return (offset + pageSize - 1) & -pageSize;
    }

    /** Lists the segments with their offsets in the file. */
    public List<Segment> segments() {
        return segments;
    }

    /** Gives how many bytes a 32-bit core cannot reach, for its offsets end at 4 GiB. */
    public long unreachable() {
        return unreachable.stream().mapToLong(Segment::fileSize).sum();
    }

    /** Gives all that stands before the memory of the first segment. */
    public byte[] head() {
        byte[] head = new byte[Math.toIntExact(memoryOffset)];
        ByteBuffer into = Bytes.wrap(head);
        int count = segments.size() + 1;
        boolean extended = count >= ElfConstants.PN_XNUM;
        int header = ElfConstants.headerSize(wordSize);
        long sections = extended ? noteOffset - ElfConstants.sectionHeaderSize(wordSize) : 0;
        into.put(
                new ElfHeader(
                                wordSize,
                                ElfConstants.ET_CORE,
                                header,
                                sections,
                                Math.min(count, ElfConstants.PN_XNUM),
                                extended ? 1 : 0,
                                0)
                        .encode());
        put(into, new Segment(ElfConstants.PT_NOTE, 0, noteOffset, 0, notes.length, 0), 4);
        for (Segment segment : segments) {
            put(into, segment, pageSize);
        }
        if (extended) {
            int info = wordSize == WordSize.BITS_64 ? 44 : 28; /* sh_info */
            into.putInt(into.position() + info, count);
            into.position(into.position() + ElfConstants.sectionHeaderSize(wordSize));
        }
        into.put(notes);
        return head;
    }

    private void put(ByteBuffer into, Segment segment, int alignment) {
        boolean wide = wordSize == WordSize.BITS_64;
        into.putInt(segment.type());
        if (wide) {
            into.putInt(segment.flags());
        }
        Bytes.putWord(into, wordSize, segment.offset());
        Bytes.putWord(into, wordSize, segment.address());
        Bytes.putWord(into, wordSize, 0); /* p_paddr */
        Bytes.putWord(into, wordSize, segment.fileSize());
        Bytes.putWord(into, wordSize, segment.memorySize());
        if (!wide) {
            into.putInt(segment.flags());
        }
        Bytes.putWord(into, wordSize, alignment);
    }
}
