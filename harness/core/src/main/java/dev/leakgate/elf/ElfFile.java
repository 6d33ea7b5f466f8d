package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads an ELF file of x86: its segments, its sections, and bytes at any offset.
 *
 * <p>Takes what is there of a file that ends too early. Not thread-safe.
 */
public final class ElfFile implements AutoCloseable {

    /* Far above any vm.max_map_count; 60 MB of headers. */
    private static final int MOST_SEGMENTS = 1 << 20;
    private static final int MOST_SECTIONS = 1 << 16;
    private static final int MOST_NAME_BYTES = 1 << 24;
    private static final int LONGEST_NAME = 256;
    private static final byte[] NONE = {};

    private final InputFile file;
    private final ElfHeader header;
    private final List<Segment> segments = new ArrayList<>();
    private long statedSegments;

    private ElfFile(InputFile file, ElfHeader header) {
        this.file = file;
        this.header = header;
        readSegments();
    }

    /**
     * Opens an ELF file.
     *
     * @throws ElfException when it cannot be read, is no ELF file, or one of another machine than
     *     i386 or x86-64
     */
    public static ElfFile open(Path path) throws ElfException {
        return open(InputFile.open(path));
    }

    private static ElfFile open(InputFile file) throws ElfException {
        boolean opened = false;
        try {
            int most = ElfConstants.headerSize(WordSize.BITS_64);
            ElfHeader header = ElfHeader.read(file.path(), file.piece(0, most, most));
            ElfFile elf = new ElfFile(file, header);
            opened = true;
            return elf;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /**
     * Opens a core, also one that is compressed by gzip: it is unpacked to a file without a name in
     * the folder that {@code java.io.tmpdir} names.
     *
     * @throws ElfException also when it is a program or a library
     */
    public static ElfFile openCore(Path path) throws ElfException {
        ElfFile file = open(InputFile.openUnpacked(path));
        int type = file.header.type();
        if (type != ElfConstants.ET_CORE) {
            file.close();
            throw new ElfException(
                    path,
                    type == ElfConstants.ET_EXEC || type == ElfConstants.ET_DYN
                            ? "is a program or a library, not a core; name the core that it left"
                            : "is an ELF file of type " + type + ", not a core (4)");
        }
        return file;
    }

    private void readSegments() {
        statedSegments = header.segmentCount();
        if (statedSegments == ElfConstants.PN_XNUM && header.sectionOffset() != 0) {
            ByteBuffer first = sectionHeader(0);
            if (first.remaining() > 0) {
                int info = header.wordSize() == WordSize.BITS_64 ? 44 : 28; /* sh_info */
                statedSegments = Integer.toUnsignedLong(first.getInt(info));
            }
        }
        int size = ElfConstants.programHeaderSize(header.wordSize());
        int count = (int) Math.min(statedSegments, MOST_SEGMENTS);
        ByteBuffer bytes = file.piece(header.segmentOffset(), (long) count * size, count * size);
        while (bytes.remaining() >= size) {
            segments.add(Segment.read(bytes, header.wordSize()));
        }
    }

    private ByteBuffer sectionHeader(int index) {
        int size = ElfConstants.sectionHeaderSize(header.wordSize());
        long offset = header.sectionOffset() + (long) index * size;
        ByteBuffer bytes = file.piece(offset, size, size);
        return bytes.remaining() == size ? bytes : Bytes.allocate(0);
    }

    /** Lists the sections that the file has room for, with their names; none in most cores. */
    List<Section> sections() {
        WordSize wordSize = header.wordSize();
        int size = ElfConstants.sectionHeaderSize(wordSize);
        int count = Math.min(header.sectionCount(), MOST_SECTIONS);
        ByteBuffer bytes = file.piece(header.sectionOffset(), (long) count * size, count * size);
        int[] nameOffsets = new int[count];
        List<Section> unnamed = new ArrayList<>();
        while (bytes.remaining() >= size) {
            nameOffsets[unnamed.size()] = bytes.getInt();
            int type = bytes.getInt();
            long flags = Bytes.word(bytes, wordSize);
            long address = Bytes.word(bytes, wordSize);
            long offset = Bytes.word(bytes, wordSize);
            long length = Bytes.word(bytes, wordSize);
            int link = bytes.getInt();
            bytes.getInt(); /* sh_info */
            Bytes.word(bytes, wordSize); /* sh_addralign */
            long entrySize = Bytes.word(bytes, wordSize);
            unnamed.add(new Section("", type, flags, address, offset, length, link, entrySize));
        }
        int names = header.sectionNames();
        byte[] texts = names < unnamed.size() ? content(unnamed.get(names), MOST_NAME_BYTES) : NONE;
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < unnamed.size(); i++) {
            int at = nameOffsets[i];
            boolean there = at >= 0 && at < texts.length;
            sections.add(unnamed.get(i).named(there ? Bytes.text(texts, at, LONGEST_NAME) : ""));
        }
        return Collections.unmodifiableList(sections);
    }

    /** Reads a section's bytes, at most so many; none of one that has none in the file. */
    byte[] content(Section section, int limit) {
        if (section.type() == ElfConstants.SHT_NOBITS) {
            return NONE;
        }
        ByteBuffer bytes = piece(section.offset(), section.size(), limit);
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        return content;
    }

    /**
     * Gives the content of a section of debug information, unpacked if it is compressed by zlib;
     * empty when the file has none. It stays readable when this is closed.
     *
     * @param name {@code ".debug_info"}
     */
    public ByteBuffer debugSection(String name) {
        return DebugContent.of(this, name);
    }

    /** Reads a piece of the file; shorter where the file ends or beyond the limit. */
    ByteBuffer piece(long offset, long length, int limit) {
        return file.piece(offset, length, limit);
    }

    /** Gives the path that it was opened by. */
    public Path path() {
        return file.path();
    }

    /** Gives the file's size in bytes. */
    public long size() {
        return file.size();
    }

    /** Says how far a compressed core could be unpacked; empty when that is all of it. */
    public Optional<String> damage() {
        return file.damage();
    }

    /** Gives the width of addresses. */
    public WordSize wordSize() {
        return header.wordSize();
    }

    /** Lists the segments in the order of the file: those that the file has room for. */
    public List<Segment> segments() {
        return Collections.unmodifiableList(segments);
    }

    /** Gives the number of segments that the header states. */
    public long statedSegments() {
        return statedSegments;
    }

    /**
     * Reads as many bytes as the buffer has room for and the file holds.
     *
     * @return how many; 0 outside of the file
     */
    public int read(long offset, ByteBuffer into) {
        return file.read(offset, into);
    }

    /**
     * Maps a piece of the file into our own memory: reading it costs no system call, and it is no
     * anonymous memory. It stays readable when this is closed.
     *
     * @param offset within the file
     * @param length at most 2 GiB, all within the file
     * @throws IOException when the system lacks the room or the permission
     */
    public ByteBuffer map(long offset, long length) throws IOException {
        return file.map(offset, length);
    }

    @Override
    public void close() {
        file.close();
    }
}
