package dev.leakgate.graph;

import dev.leakgate.image.ImageThread;
import org.jspecify.annotations.Nullable;

/**
 * Names a word that lies in no memory.
 *
 * @param kind {@link RootKind#REGISTER} or {@link RootKind#KERNEL}
 * @param name of the register, or what of the kernel
 * @param thread whose register it is; null for the kernel's
 * @param value the word
 */
record RootWord(RootKind kind, String name, @Nullable ImageThread thread, long value) {}
