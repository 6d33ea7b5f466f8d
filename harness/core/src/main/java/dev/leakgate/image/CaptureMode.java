package dev.leakgate.image;

/** Says how a running process is frozen. */
public enum CaptureMode {
    /** By a copy-on-write copy: the process stands for about 15 ms a gigabyte. */
    FORK,

    /** By reading its memory while it stands: about 0.5 s a gigabyte. */
    STOP,

    /** By gdb's gcore: it stands for a second a gigabyte and more. */
    GCORE,

    /** By the first of these that is possible, in this order. */
    AUTO
}
