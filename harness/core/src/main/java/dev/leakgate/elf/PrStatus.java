package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Holds a thread's NT_PRSTATUS (sys/procfs.h: struct elf_prstatus).
 *
 * @param signal that it got; 0 for none
 * @param pending set of signals
 * @param blocked set of signals
 * @param tid its id
 * @param parent of the process
 * @param group of the process
 * @param session of the process
 * @param micros CPU time: user, system, and of children waited for user and system
 * @param registers as {@code user_regs_struct} orders them: 27, or 17 of a 32-bit program
 * @param floatingPoint whether a note with floating point registers follows
 */
@SuppressWarnings("ArrayRecordComponent") // kept as read; compared by nobody
public record PrStatus(
        int signal,
        long pending,
        long blocked,
        int tid,
        int parent,
        int group,
        int session,
        long[] micros,
        long[] registers,
        boolean floatingPoint) {

    private static final int TIMES = 4;
    private static final long MICROS = 1_000_000;

    /* Both layouts: si_signo, si_code, si_errno, pr_cursig; then unsigned longs. */
    private static final int CURSIG = 12;
    private static final int SIGPEND = 16;

    /** Gives the size in bytes: 336 or 144. */
    public static int size(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? 336 : 144;
    }

    private static int registerCount(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? 27 : 17;
    }

    /** Reads it; empty when it is shorter than the program's word size asks for. */
    static Optional<PrStatus> parse(byte[] content, WordSize wordSize) {
        if (content.length < size(wordSize)) {
            return Optional.empty();
        }
        ByteBuffer bytes = Bytes.wrap(content);
        int signal = bytes.getShort(CURSIG);
        bytes.position(SIGPEND);
        long pending = Bytes.word(bytes, wordSize);
        long blocked = Bytes.word(bytes, wordSize);
        int tid = bytes.getInt();
        int parent = bytes.getInt();
        int group = bytes.getInt();
        int session = bytes.getInt();
        long[] micros = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            micros[i] = Bytes.word(bytes, wordSize) * MICROS + Bytes.word(bytes, wordSize);
        }
        long[] registers = new long[registerCount(wordSize)];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = Bytes.word(bytes, wordSize);
        }
        return Optional.of(
                new PrStatus(
                        signal,
                        pending,
                        blocked,
                        tid,
                        parent,
                        group,
                        session,
                        micros,
                        registers,
                        bytes.getInt() != 0));
    }

    /** Encodes it as a note. */
    public Note toNote(WordSize wordSize) {
        byte[] encoded = new byte[size(wordSize)];
        ByteBuffer into = Bytes.wrap(encoded);
        into.putInt(0, signal); /* si_signo, as the kernel sets it */
        into.putShort(CURSIG, (short) signal);
        into.position(SIGPEND);
        Bytes.putWord(into, wordSize, pending);
        Bytes.putWord(into, wordSize, blocked);
        into.putInt(tid).putInt(parent).putInt(group).putInt(session);
        for (int i = 0; i < TIMES; i++) {
            Bytes.putWord(into, wordSize, micros[i] / MICROS);
            Bytes.putWord(into, wordSize, micros[i] % MICROS);
        }
        for (int i = 0; i < registerCount(wordSize); i++) {
            Bytes.putWord(into, wordSize, registers[i]);
        }
        into.putInt(floatingPoint ? 1 : 0);
        return new Note(NoteType.CORE, NoteType.NT_PRSTATUS, encoded);
    }
}
