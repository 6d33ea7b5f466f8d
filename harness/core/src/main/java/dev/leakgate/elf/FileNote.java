package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes NT_FILE (fs/binfmt_elf.c: fill_files_note): a count, a page size, three words
 * for each file, then the names.
 */
public final class FileNote {

    private static final int LONGEST_PATH = 4096 + 16; /* PATH_MAX and " (deleted)" */

    private FileNote() {}

    /** Reads as many files as the note has room for. */
    static List<MappedFile> parse(byte[] content, WordSize wordSize) {
        List<MappedFile> files = new ArrayList<>();
        int word = wordSize.bytes();
        ByteBuffer bytes = Bytes.wrap(content);
        if (content.length < 2 * word) {
            return files;
        }
        long stated = Bytes.word(bytes, wordSize);
        // The kernel counts offsets in pages; gdb writes a page size of 1 and counts bytes.
        long unit = Bytes.word(bytes, wordSize);
        long room = (content.length - 2L * word) / (3L * word);
        long count = Long.compareUnsigned(stated, room) > 0 ? room : stated;
        int name = (int) (2L * word + 3L * word * count);
        for (long i = 0; i < count && name < content.length; i++) {
            long start = Bytes.word(bytes, wordSize);
            long end = Bytes.word(bytes, wordSize);
            long offset = Bytes.word(bytes, wordSize) * unit;
            int terminator = name;
            int last = Math.min(content.length, name + LONGEST_PATH);
            while (terminator < last && content[terminator] != 0) {
                terminator++;
            }
            String path = new String(content, name, terminator - name, StandardCharsets.UTF_8);
            if (Long.compareUnsigned(start, end) < 0) {
                files.add(new MappedFile(start, end, offset, path));
            }
            name = terminator + 1;
        }
        return files;
    }

    /**
     * Encodes it.
     *
     * @param pageSize in bytes, of which each offset is a multiple
     */
    public static Note of(List<MappedFile> files, long pageSize, WordSize wordSize) {
        List<byte[]> names = new ArrayList<>();
        int size = 2 * wordSize.bytes();
        for (MappedFile file : files) {
            byte[] name = file.path().getBytes(StandardCharsets.UTF_8);
            names.add(name);
            size += 3 * wordSize.bytes() + name.length + 1;
        }
        byte[] encoded = new byte[size];
        ByteBuffer into = Bytes.wrap(encoded);
        Bytes.putWord(into, wordSize, files.size());
        Bytes.putWord(into, wordSize, pageSize);
        for (MappedFile file : files) {
            Bytes.putWord(into, wordSize, file.start());
            Bytes.putWord(into, wordSize, file.end());
            Bytes.putWord(into, wordSize, file.offset() / pageSize);
        }
        for (byte[] name : names) {
            into.put(name).put((byte) 0);
        }
        return new Note(NoteType.CORE, NoteType.NT_FILE, encoded);
    }
}
