package dev.leakgate.region;

/**
 * Describes a thread of a frozen process.
 *
 * @param tid its id
 * @param name its name; empty when unknown
 * @param stackPointer its stack pointer
 */
public record FrozenThread(int tid, String name, long stackPointer) {}
