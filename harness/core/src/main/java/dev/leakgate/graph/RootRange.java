package dev.leakgate.graph;

import dev.leakgate.image.ImageThread;
import org.jspecify.annotations.Nullable;

/**
 * Names memory that is looked through for pointers.
 *
 * @param kind what it is
 * @param start first address
 * @param end address behind the last one
 * @param mapping index of the mapping it is a part of
 * @param thread whose stack it is; null when it is none, or the thread is not known
 */
record RootRange(RootKind kind, long start, long end, int mapping, @Nullable ImageThread thread) {}
