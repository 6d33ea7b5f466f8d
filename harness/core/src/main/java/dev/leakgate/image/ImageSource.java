package dev.leakgate.image;

/** Tells where an image comes from. For the reader of a report; analysis must not ask. */
public enum ImageSource {
    /** A copy-on-write copy of the process, made by fork: the process went on. */
    FORK_SNAPSHOT,

    /** The process itself, which stands still until the image is closed. */
    STOPPED,

    /** A core file. */
    CORE_FILE,

    /** The running process: what is read at two moments need not fit together. */
    LIVE
}
