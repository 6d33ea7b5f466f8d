package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Holds a process's NT_PRPSINFO (sys/procfs.h: struct elf_prpsinfo).
 *
 * @param state a letter, such as {@code S}
 * @param nice its nice value
 * @param flags the kernel's
 * @param uid its real user
 * @param gid its real group
 * @param pid its id
 * @param parent its parent
 * @param group its process group
 * @param session its session
 * @param name at most 15 bytes are kept
 * @param arguments at most 79 bytes are kept
 */
public record PrPsInfo(
        char state,
        int nice,
        long flags,
        int uid,
        int gid,
        int pid,
        int parent,
        int group,
        int session,
        String name,
        String arguments) {

    private static final String STATES = "RSDTZW"; /* fs/binfmt_elf.c: fill_psinfo */
    private static final int NAME_ROOM = 16;
    private static final int ARGUMENTS_ROOM = 80;
    private static final int UNNAMED_16 = 65534; /* linux/highuid.h: DEFAULT_OVERFLOWUID */

    /** Gives the size in bytes: 136 or 124. */
    public static int size(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? 136 : 124;
    }

    /** Reads it; empty when it is shorter than the program's word size asks for. */
    static Optional<PrPsInfo> parse(byte[] content, WordSize wordSize) {
        if (content.length < size(wordSize)) {
            return Optional.empty();
        }
        ByteBuffer bytes = Bytes.wrap(content);
        boolean wide = wordSize == WordSize.BITS_64;
        char state = (char) (bytes.get(1) & 0x7f);
        int nice = bytes.get(3);
        bytes.position(wordSize.bytes());
        long flags = Bytes.word(bytes, wordSize);
        int uid = wide ? bytes.getInt() : Short.toUnsignedInt(bytes.getShort());
        int gid = wide ? bytes.getInt() : Short.toUnsignedInt(bytes.getShort());
        int pid = bytes.getInt();
        int parent = bytes.getInt();
        int group = bytes.getInt();
        int session = bytes.getInt();
        int name = bytes.position();
        return Optional.of(
                new PrPsInfo(
                        state,
                        nice,
                        flags,
                        uid,
                        gid,
                        pid,
                        parent,
                        group,
                        session,
                        Bytes.text(content, name, NAME_ROOM),
                        Bytes.text(content, name + NAME_ROOM, ARGUMENTS_ROOM).stripTrailing()));
    }

    /** Encodes it as a note. */
    public Note toNote(WordSize wordSize) {
        byte[] encoded = new byte[size(wordSize)];
        ByteBuffer into = Bytes.wrap(encoded);
        into.put((byte) Math.max(0, STATES.indexOf(state)));
        into.put((byte) state).put((byte) (state == 'Z' ? 1 : 0)).put((byte) nice);
        into.position(wordSize.bytes());
        Bytes.putWord(into, wordSize, flags);
        if (wordSize == WordSize.BITS_64) {
            into.putInt(uid).putInt(gid);
        } else {
            into.putShort(narrow(uid)).putShort(narrow(gid));
        }
        into.putInt(pid).putInt(parent).putInt(group).putInt(session);
        int name = into.position();
        Bytes.putText(into, name, NAME_ROOM, this.name);
        // The kernel turns the NUL behind each argument into a space, the last one's too.
        String spaced = arguments.isEmpty() ? "" : arguments + " ";
        Bytes.putText(into, name + NAME_ROOM, ARGUMENTS_ROOM, spaced);
        return new Note(NoteType.CORE, NoteType.NT_PRPSINFO, encoded);
    }

    private static short narrow(int id) {
        return (short) (id < 0 || id > 0xffff ? UNNAMED_16 : id);
    }
}
