package dev.leakgate.recording;

/**
 * Names one series of counts.
 *
 * @param count what is counted
 * @param kind of descriptors their kind, {@code "sockets"}; else empty
 */
public record CountKey(Count count, String kind) implements Comparable<CountKey> {

    /** Names a count that has no kinds. */
    static CountKey of(Count count) {
        return new CountKey(count, "");
    }

    @Override
    public int compareTo(CountKey other) {
        int byCount = count.compareTo(other.count);
        return byCount != 0 ? byCount : kind.compareTo(other.kind);
    }

    /** Prints {@code threads}, {@code descriptors (sockets)}. */
    @Override
    public String toString() {
        return kind.isEmpty() ? count.text() : count.text() + " (" + kind + ")";
    }
}
