package dev.leakgate.image;

/**
 * Holds one more set of a thread's registers, or another fact of the thread, byte for byte as a
 * core's note does and as PTRACE_GETREGSET gives it.
 *
 * @param owner {@code CORE} or {@code LINUX}
 * @param type one of the constants here; others are kept too
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // kept as read; compared by nobody
public record RegisterSet(String owner, int type, byte[] bytes) {

    /** Floating point registers, owner CORE. elf.h */
    public static final int NT_FPREGSET = 2;

    /** What the thread's signal came with, owner CORE. elf.h */
    public static final int NT_SIGINFO = 0x53494749;

    /** i386: FXSAVE area, owner LINUX. elf.h */
    public static final int NT_PRXFPREG = 0x46e62b7f;

    /** i386: segments for thread-local storage, 16 bytes each, owner LINUX. elf.h */
    public static final int NT_386_TLS = 0x200;

    /** XSAVE area, owner LINUX. elf.h */
    public static final int NT_X86_XSTATE = 0x202;

    /** Prints what it is, not its content. */
    @Override
    public String toString() {
        return owner + "/0x" + Integer.toHexString(type) + ", " + bytes.length + " B";
    }
}
