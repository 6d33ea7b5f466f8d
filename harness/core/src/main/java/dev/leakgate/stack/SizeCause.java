package dev.leakgate.stack;

/** Says where the size of a thread's stack comes from. */
public enum SizeCause {
    /** RLIMIT_STACK when the program started, which is what the C library takes unless told. */
    LIMIT("RLIMIT_STACK"),
    /** The same, by guess: the core does not tell the limit, and most stacks have this size. */
    LIMIT_INFERRED("RLIMIT_STACK?"),
    /** RLIMIT_STACK was unlimited: the C library's own 2 MiB. */
    LIBRARY("C library"),
    /** The program: pthread_attr_setstacksize, or pthread_setattr_default_np. */
    ATTRIBUTE("pthread_attr"),
    /** Not known. */
    UNKNOWN("?");

    private final String text;

    SizeCause(String text) {
        this.text = text;
    }

    /** Returns the word that reports use. */
    public String text() {
        return text;
    }

    /** Says whether a lower limit at the start would make stacks smaller. */
    public boolean isLimit() {
        return this == LIMIT || this == LIMIT_INFERRED;
    }
}
