package dev.leakgate.labelled;

/** Says what a service does, whatever a verdict says. */
sealed interface Truth {

    /** Leaks nothing. */
    record Healthy() implements Truth {}

    /**
     * Leaks memory at a rate that its source says.
     *
     * @param bytesPerRequest chunks, or pages of what is mapped, of each request
     */
    record Leaks(double bytesPerRequest) implements Truth {}

    /** Leaks memory at a rate that is counted while it runs. */
    record LeaksCounted() implements Truth {}

    /**
     * Leaks something that is not counted in bytes.
     *
     * @param what descriptors, threads
     */
    record LeaksOther(String what, double perRequest) implements Truth {}

    default boolean healthy() {
        return this instanceof Healthy;
    }
}
