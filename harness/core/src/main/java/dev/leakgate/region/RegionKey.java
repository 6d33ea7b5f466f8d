package dev.leakgate.region;

/**
 * Names a region so that it stays the same while mappings come, go, merge and split.
 *
 * @param process the role of its process, {@code "master"}, {@code "worker"}; empty when the
 *     service is one process
 * @param kind what the region is for
 * @param name whose it is: a thread name, a path; empty where the kind says it all
 */
public record RegionKey(String process, RegionKind kind, String name)
        implements Comparable<RegionKey> {

    @Override
    public int compareTo(RegionKey other) {
        int byProcess = process.compareTo(other.process);
        int byKind = byProcess != 0 ? byProcess : kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    /** Prints {@code heap}, {@code stacks of handler}, {@code worker: module /usr/sbin/nginx}. */
    @Override
    public String toString() {
        String joined =
                switch (kind) {
                    case ARENAS, STACKS ->
                            name.isEmpty() ? kind.text() : kind.text() + " of " + name;
                    default -> name.isEmpty() ? kind.text() : kind.text() + " " + name;
                };
        return process.isEmpty() ? joined : process + ": " + joined;
    }
}
