package dev.leakgate.graph;

/** Says who holds a chunk. */
public enum Reachability {
    /**
     * Leaked: no root leads to it, and no other leaked chunk does. Of leaked chunks in a circle
     * that nothing else leads to, the one with the lowest address is it.
     */
    DIRECT(0),

    /** Leaked: only leaked chunks lead to it. */
    INDIRECT(1),

    /**
     * Reachable by a single word that the program may never look at again: in a frame of a stack or
     * in a register that calls do not preserve. Whether it does, nobody can tell from one chunk:
     * where nearly all others of its kind are leaked, it is one more of them; where they are not,
     * it is a variable. What hangs below such a chunk alone is WEAK too.
     */
    WEAK(2),

    /** Held by a root. */
    REACHABLE(3);

    private final int index;

    Reachability(int index) {
        this.index = index;
    }

    /** Returns its place in tables: 0 to 3, in the order of this list. */
    public int index() {
        return index;
    }

    /** Says whether nothing holds it: it is leaked. */
    public boolean isLeaked() {
        return this == DIRECT || this == INDIRECT;
    }
}
