package dev.leakgate.linux;

/** Names the places of {@code struct user_regs_struct} (sys/user.h, x86-64), in bytes. */
final class UserRegs {

    static final int R15 = 0;
    static final int R14 = 8;
    static final int R13 = 16;
    static final int R12 = 24;
    static final int BP = 32;
    static final int BX = 40;
    static final int R11 = 48;
    static final int R10 = 56;
    static final int R9 = 64;
    static final int R8 = 72;
    static final int AX = 80;
    static final int CX = 88;
    static final int DX = 96;
    static final int SI = 104;
    static final int DI = 112;
    static final int ORIG_AX = 120;
    static final int IP = 128;
    static final int CS = 136;
    static final int FLAGS = 144;
    static final int SP = 152;
    static final int SS = 160;
    static final int DS = 184;
    static final int ES = 192;
    static final int FS = 200;
    static final int GS = 208;

    static final int COUNT = 27;
    static final int SIZE = COUNT * Long.BYTES;

    /** The code segment of 32-bit programs on a 64-bit kernel (asm/segment.h: __USER32_CS). */
    static final int CS_32 = 0x23;

    private UserRegs() {}
}
