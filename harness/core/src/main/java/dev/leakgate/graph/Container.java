package dev.leakgate.graph;

/** Names a container by the shape of its memory. */
public enum Container {
    /** A block of pointers or values that three words name: begin, end, end of room. */
    VECTOR("std::vector"),

    /** Nodes that begin with next and previous. */
    LIST("std::list"),

    /** Nodes that begin with colour, parent, left and right. */
    TREE("std::map or std::set"),

    /** An array of buckets, and nodes that begin with next. */
    UNORDERED_MAP("std::unordered_map or std::unordered_set"),

    /** A map of blocks of 512 bytes. */
    DEQUE("std::deque"),

    /** Chunks of one size that each hold the next at the same offset. */
    LINKED("a linked list"),

    /** An array of pointers, many of them to chunks of one size. */
    TABLE("a table of pointers"),

    /** None that is known. */
    NONE("");

    private final String text;

    Container(String text) {
        this.text = text;
    }

    /** Returns what a report calls it; empty for none. */
    public String text() {
        return text;
    }
}
