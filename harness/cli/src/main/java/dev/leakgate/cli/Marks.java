package dev.leakgate.cli;

/** The signs at the begin of a line of {@code top} and {@code watch}. */
final class Marks {

    /** It grows steadily. */
    static final String LEAK = "! ";

    /** Nothing to say. */
    static final String NONE = "  ";

    private Marks() {}
}
