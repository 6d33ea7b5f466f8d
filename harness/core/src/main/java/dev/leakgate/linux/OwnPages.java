package dev.leakgate.linux;

/**
 * Tells which pages need to be read, because they may differ from what their mapping began with.
 */
public interface OwnPages extends AutoCloseable {

    /** Finds the first such page from an address on; {@code end} if there is none. */
    long nextOwn(long address, long end);

    /** Finds the first page from an address on that is none; {@code end} if there is none. */
    long nextOther(long address, long end);

    @Override
    void close();
}
