/**
 * Reads and writes ELF files: programs and libraries, their symbols and build-ids, and cores with
 * their notes. Knows nothing of processes, and believes no count, offset or length that a file
 * states.
 */
@NullMarked
package dev.leakgate.elf;

import org.jspecify.annotations.NullMarked;
