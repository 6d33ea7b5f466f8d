package dev.leakgate.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits the bytes of a PT_NOTE segment into notes. */
final class NoteParser {

    private static final int HEADER =
            12; /* namesz, descsz, type: four bytes each, in both classes */
    private static final int LONGEST_OWNER = 64;

    private final List<Note> notes = new ArrayList<>();
    private boolean whole;

    private NoteParser() {}

    /** Reads notes up to the end, or to the first that does not fit. */
    static NoteParser parse(ByteBuffer bytes) {
        NoteParser parser = new NoteParser();
        parser.whole = parser.run(bytes);
        return parser;
    }

    List<Note> notes() {
        return notes;
    }

    /** Tells whether all bytes were notes. */
    boolean whole() {
        return whole;
    }

    private boolean run(ByteBuffer bytes) {
        while (bytes.remaining() >= HEADER) {
            int nameSize = bytes.getInt();
            int size = bytes.getInt();
            int type = bytes.getInt();
            if (nameSize < 0
                    || nameSize > LONGEST_OWNER
                    || size < 0
                    || padded(nameSize) > bytes.remaining()
                    || padded(nameSize) + size > bytes.remaining()) {
                return false;
            }
            byte[] owner = new byte[nameSize];
            bytes.get(owner);
            skip(bytes, padded(nameSize) - nameSize);
            byte[] content = new byte[size];
            bytes.get(content);
            skip(bytes, padded(size) - size);
            notes.add(new Note(Bytes.text(owner, 0, nameSize), type, content));
        }
        return bytes.remaining() == 0;
    }

    static long padded(int size) {
        return (size + 3L) & ~3L;
    }

    private static void skip(ByteBuffer bytes, long count) {
        bytes.position(bytes.position() + (int) Math.min(count, bytes.remaining()));
    }

    /** Encodes notes as they stand in a file. */
    static byte[] encode(List<Note> notes) {
        long size = 0;
        for (Note note : notes) {
            size += HEADER + padded(note.owner().length() + 1) + padded(note.bytes().length);
        }
        byte[] encoded = new byte[Math.toIntExact(size)];
        ByteBuffer into = Bytes.wrap(encoded);
        for (Note note : notes) {
            byte[] owner = note.owner().getBytes(StandardCharsets.US_ASCII);
            into.putInt(owner.length + 1).putInt(note.bytes().length).putInt(note.type());
            into.put(owner);
            into.position(into.position() + (int) padded(owner.length + 1) - owner.length);
            into.put(note.bytes());
            into.position(
                    into.position() + (int) padded(note.bytes().length) - note.bytes().length);
        }
        return encoded;
    }
}
