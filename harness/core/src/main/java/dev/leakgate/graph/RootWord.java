package dev.leakgate.graph;

import dev.leakgate.image.ImageThread;
import org.jspecify.annotations.Nullable;

/**
 * Names a root that is not in memory.
 *
 * @param value the pointer
 * @param kind {@link RootKind#REGISTER} or {@link RootKind#KERNEL}
 * @param name of the register, or what the kernel holds it for
 * @param thread whose register it is; null for the kernel
 * @param stale whether it may be left over: a register that calls do not preserve
 */
public record RootWord(
        long value, RootKind kind, String name, @Nullable ImageThread thread, boolean stale) {}
