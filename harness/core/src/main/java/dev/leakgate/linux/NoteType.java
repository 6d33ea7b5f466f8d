package dev.leakgate.linux;

/** Names sets of registers as elf.h does. */
final class NoteType {

    static final int NT_FPREGSET = 2;
    static final int NT_386_TLS = 0x200;
    static final int NT_X86_XSTATE = 0x202;
    static final int NT_PRXFPREG = 0x46e62b7f;

    private NoteType() {}
}
