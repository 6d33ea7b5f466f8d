package dev.leakgate.graph;

/** Says whether a program can still reach a chunk. */
public enum Reach {
    /** Nothing points to it but what cannot be reached either, and it leads what hangs below it. */
    DIRECT("unreachable"),
    /** Only chunks point to it that cannot be reached. */
    INDIRECT("unreachable, held by unreachable"),
    /**
     * Held by exactly one word, which is left over in a dead stack slot or a register that nobody
     * reads any more.
     */
    WEAK("weakly reachable"),
    /** Words lead to it from where the program looks. */
    REACHABLE("reachable");

    private final String text;

    Reach(String text) {
        this.text = text;
    }

    /** Returns the words that reports use. */
    public String text() {
        return text;
    }
}
