package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * Holds what is known of the threads of one capture in plain arrays, made before the threads stop:
 * their ids, how they stand, and room for the registers of each.
 */
final class ThreadSlots implements AutoCloseable {

    /** How a thread stands. */
    static final byte RUNS = 0;

    static final byte STOPPED = 1;
    static final byte GONE = 2;

    /** Released, or never stopped. */
    static final byte FREE = 3;

    /* Where a slot keeps what. */
    static final int REGISTERS = 0;
    static final int MASK = UserRegs.SIZE;
    static final int FP = MASK + Long.BYTES;
    static final int FP_ROOM = 512;
    static final int FX_32 = FP + FP_ROOM;
    static final int TLS_32 = FX_32 + 512;
    static final int TLS_ROOM = 64;

    /** At a multiple of 64, as XSAVE areas like it. */
    static final int XSTATE = (TLS_32 + TLS_ROOM + 63) & ~63;

    /* Places in the area: its header, and XCR0, which the kernel puts where hardware leaves room. */
    private static final int XSAVE_HEADER = 512;
    private static final int XSAVE_ENABLED = 464;

    /** Above the largest there is: 11,008 bytes with the tile registers of AMX. */
    static final int LARGEST_XSTATE = 12 << 10;

    /** The same for all threads of a machine; known once one was read. */
    private static volatile int xstateSize = LARGEST_XSTATE;

    private final int xstateRoom = xstateSize;
    private final int stride = XSTATE + ((xstateRoom + 63) & ~63);

    private int[] tids;
    private byte[] standing;
    private int[] fpLengths;
    private int[] fxLengths;
    private int[] tlsLengths;
    private int[] xstateLengths;
    private long[] foundResults;
    private Memory block;
    private long blockAt;
    private int count;

    ThreadSlots(int expected) {
        int room = expected + expected / 4 + 32;
        tids = new int[room];
        standing = new byte[room];
        fpLengths = new int[room];
        fxLengths = new int[room];
        tlsLengths = new int[room];
        xstateLengths = new int[room];
        foundResults = new long[room];
        block = new Memory((long) room * stride);
        blockAt = Pointer.nativeValue(block);
    }

    int count() {
        return count;
    }

    int tid(int slot) {
        return tids[slot];
    }

    byte standing(int slot) {
        return standing[slot];
    }

    void stands(int slot, byte how) {
        standing[slot] = how;
    }

    boolean stopped(int slot) {
        return standing[slot] == STOPPED;
    }

    boolean holds(int tid) {
        // The newest ones are asked for last; a storm of threads has some hundreds.
        for (int slot = 0; slot < count; slot++) {
            if (tids[slot] == tid && standing[slot] != GONE) {
                return true;
            }
        }
        return false;
    }

    int add(int tid) {
        if (count == tids.length) {
            grow();
        }
        tids[count] = tid;
        standing[count] = RUNS;
        return count++;
    }

    private void grow() {
        int room = 2 * count;
        tids = Arrays.copyOf(tids, room);
        standing = Arrays.copyOf(standing, room);
        fpLengths = Arrays.copyOf(fpLengths, room);
        fxLengths = Arrays.copyOf(fxLengths, room);
        tlsLengths = Arrays.copyOf(tlsLengths, room);
        xstateLengths = Arrays.copyOf(xstateLengths, room);
        foundResults = Arrays.copyOf(foundResults, room);
        Memory larger = new Memory((long) room * stride);
        byte[] old = block.getByteArray(0, count * stride);
        larger.write(0, old, 0, old.length);
        block.close();
        block = larger;
        blockAt = Pointer.nativeValue(block);
    }

    /** Gives where in our own memory a part of a slot is. */
    long at(int slot, int part) {
        return blockAt + (long) slot * stride + part;
    }

    long register(int slot, int register) {
        return block.getLong((long) slot * stride + REGISTERS + register);
    }

    /** Gives XSTATE_BV: which components of its XSAVE area the thread uses. */
    long xstateInUse(int slot) {
        return block.getLong((long) slot * stride + XSTATE + XSAVE_HEADER);
    }

    private long xstateEnabled(int slot) {
        return block.getLong((long) slot * stride + XSTATE + XSAVE_ENABLED);
    }

    void setRegister(int slot, int register, long value) {
        block.setLong((long) slot * stride + REGISTERS + register, value);
    }

    long mask(int slot) {
        return block.getLong((long) slot * stride + MASK);
    }

    boolean is32(int slot) {
        return register(slot, UserRegs.CS) == UserRegs.CS_32;
    }

    /** Tells whether the thread was found in a system call. */
    boolean inCall(int slot) {
        long call = register(slot, UserRegs.ORIG_AX);
        return (is32(slot) ? (int) call : call) >= 0;
    }

    /** Tells whether the thread was found in a call that shows its caller any stop. */
    boolean inRestartableCall(int slot) {
        return InterruptedCall.isRestartable(block, (long) slot * stride + REGISTERS);
    }

    /** Hides from a thread that stands that it had to. */
    void repairCall(int slot) {
        InterruptedCall.repair(tids[slot], block, (long) slot * stride + REGISTERS);
    }

    void keepFoundResult(int slot) {
        foundResults[slot] = register(slot, UserRegs.AX);
    }

    int fpLength(int slot) {
        return fpLengths[slot];
    }

    int xstateLength(int slot) {
        return xstateLengths[slot];
    }

    /** Reads all but the general registers of a thread that stands. */
    void readRegisterSets(int slot) {
        int tid = tids[slot];
        fpLengths[slot] = Ptrace.readRegisterSet(tid, NoteType.NT_FPREGSET, at(slot, FP), FP_ROOM);
        if (is32(slot)) {
            fxLengths[slot] =
                    Ptrace.readRegisterSet(tid, NoteType.NT_PRXFPREG, at(slot, FX_32), 512);
            tlsLengths[slot] =
                    Ptrace.readRegisterSet(tid, NoteType.NT_386_TLS, at(slot, TLS_32), TLS_ROOM);
        }
        int length =
                Ptrace.readRegisterSet(tid, NoteType.NT_X86_XSTATE, at(slot, XSTATE), xstateRoom);
        xstateLengths[slot] = length;
        if (length > 0 && xstateSize == LARGEST_XSTATE) {
            xstateSize = length;
        }
    }

    /** Copies what a slot holds into what others may keep. */
    ThreadState state(int slot, String name) {
        long[] registers = new long[UserRegs.COUNT];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = register(slot, i * Long.BYTES);
        }
        registers[UserRegs.AX / Long.BYTES] = foundResults[slot];
        boolean is32 = is32(slot);
        return new ThreadState(
                tids[slot],
                name,
                is32,
                registers,
                mask(slot),
                bytes(slot, FP, fpLengths[slot]),
                xstateForCore(slot),
                is32 ? bytes(slot, FX_32, fxLengths[slot]) : new byte[0],
                is32 ? bytes(slot, TLS_32, tlsLengths[slot]) : new byte[0]);
    }

    private byte[] xstateForCore(int slot) {
        long enabled = xstateEnabled(slot);
        int length = XsaveArea.inCore(xstateLengths[slot], xstateInUse(slot), enabled);
        return XsaveArea.asIntel(bytes(slot, XSTATE, length), enabled);
    }

    private byte[] bytes(int slot, int part, int length) {
        return block.getByteArray((long) slot * stride + part, length);
    }

    /** Gives the room back; it is not the JVM's, which would not notice that it grows. */
    @Override
    public void close() {
        block.close();
    }

    /** Copies a part of a slot. */
    void copy(int slot, int part, int length, Memory into, long at) {
        for (int i = 0; i < length; i += Integer.BYTES) {
            into.setInt(at + i, block.getInt((long) slot * stride + part + i));
        }
    }
}
