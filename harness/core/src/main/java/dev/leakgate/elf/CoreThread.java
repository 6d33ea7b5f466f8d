package dev.leakgate.elf;

import java.util.List;

/**
 * Holds one thread's notes.
 *
 * @param status its NT_PRSTATUS
 * @param sets the notes behind it, up to the next thread's: its other registers
 */
public record CoreThread(PrStatus status, List<Note> sets) {}
