package dev.leakgate.elf;

/** Holds the types and owners of a core's notes by their names in elf.h, and ours. */
public final class NoteType {

    /** Owner of what every Unix knows. */
    public static final String CORE = "CORE";

    /** Owner of what Linux added. */
    public static final String LINUX = "LINUX";

    /** Owner of what only our cores hold; see docs/formats.md. */
    public static final String LEAKGATE = "LEAKGATE";

    /** A thread's status and general registers. */
    public static final int NT_PRSTATUS = 1;

    /** Floating point registers. */
    public static final int NT_FPREGSET = 2;

    /** The process. */
    public static final int NT_PRPSINFO = 3;

    /** The auxiliary vector. */
    public static final int NT_AUXV = 6;

    /** The mapped files. */
    public static final int NT_FILE = 0x46494c45;

    /** Ours: the mappings as {@code /proc/PID/maps} prints them. */
    public static final int LEAKGATE_MAPS = 1;

    /** Ours: a line {@code TID NAME} for each thread. */
    public static final int LEAKGATE_THREADS = 2;

    /** Ours: the limits as {@code /proc/PID/limits} prints them. */
    public static final int LEAKGATE_LIMITS = 3;

    /** Ours: what the core lacks, a sentence a line. */
    public static final int LEAKGATE_LOSSES = 4;

    /** Ours: the words that the kernel keeps for the process, a line each. */
    public static final int LEAKGATE_KERNEL_HELD = 5;

    static final int NT_GNU_BUILD_ID = 3;
    static final String GNU = "GNU";

    private NoteType() {}
}
