package dev.leakgate.dwarf;

import dev.leakgate.elf.ElfFile;
import java.nio.ByteBuffer;

/** Holds the sections of a file that types are read from; those that it lacks are empty. */
record DebugSections(
        ByteBuffer info,
        ByteBuffer abbreviations,
        ByteBuffer strings,
        ByteBuffer lineStrings,
        ByteBuffer stringOffsets) {

    static DebugSections of(ElfFile file) {
        return new DebugSections(
                file.debugSection(".debug_info"),
                file.debugSection(".debug_abbrev"),
                file.debugSection(".debug_str"),
                file.debugSection(".debug_line_str"),
                file.debugSection(".debug_str_offsets"));
    }
}
