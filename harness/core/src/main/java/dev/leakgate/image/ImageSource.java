package dev.leakgate.image;

/** Tells where an image comes from. For the reader of a report; analysis must not ask. */
public enum ImageSource {
    /** A copy-on-write copy of the process, made by fork: the process went on. */
    FORK_SNAPSHOT,

    /** Read while the process stood still, as far as it was asked for; the process went on. */
    STOPPED,

    /** A core file. */
    CORE_FILE,

    /** The running process: what is read at two moments need not fit together. */
    LIVE
}
