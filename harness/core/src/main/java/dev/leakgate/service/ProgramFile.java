package dev.leakgate.service;

import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.ElfFile;
import dev.leakgate.elf.Segment;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells what a program needs of the machine.
 *
 * @param file the program
 * @param wordSize width of its addresses; empty when it is no ELF file of x86, such as a script
 * @param loader the dynamic loader that it names; empty when it names none
 */
record ProgramFile(Path file, Optional<WordSize> wordSize, Optional<Path> loader) {

    private static final int PT_INTERP = 3; /* elf.h */
    private static final int LONGEST_PATH = 4096;

    /* What execvp(3) and its users answer with when a program cannot be run. */
    private static final int CANNOT_RUN = 126;
    private static final int NOT_FOUND = 127;

    static ProgramFile of(Path file) {
        try (ElfFile elf = ElfFile.open(file)) {
            Optional<Path> loader =
                    elf.segments().stream()
                            .filter(segment -> segment.type() == PT_INTERP)
                            .findFirst()
                            .map(segment -> path(elf, segment));
            return new ProgramFile(file, Optional.of(elf.wordSize()), loader);
        } catch (ElfException noElfFile) {
            return new ProgramFile(file, Optional.empty(), Optional.empty());
        }
    }

    private static Path path(ElfFile elf, Segment segment) {
        int length = (int) Math.max(0, Math.min(segment.fileSize(), LONGEST_PATH));
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int read = elf.read(segment.offset(), bytes);
        String text = new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8);
        return Path.of(text.replaceFirst("\0.*", ""));
    }

    /**
     * Refuses a program that this machine has no loader for, or that cannot run in a space.
     *
     * @param space what is asked for; null for whichever it gets
     */
    void refuseWhere(@org.jspecify.annotations.Nullable AddressSpace space) {
        if (wordSize.isEmpty()) {
            return;
        }
        if (loader.isPresent() && !Files.exists(loader.get())) {
            throw new ServiceException(
                    file
                            + " is a "
                            + wordSize.get()
                            + " program, and its loader "
                            + loader.get()
                            + " is not on this machine; install the "
                            + wordSize.get()
                            + " C library (libc6-i386 for 32-bit programs on Debian), or build it"
                            + " for this machine");
        }
        if (space != null && space.wordSize() != wordSize.get()) {
            throw new ServiceException(
                    "addressSpace("
                            + space
                            + ") needs a "
                            + space.wordSize()
                            + " program, and "
                            + file
                            + " is a "
                            + wordSize.get()
                            + " one; build it with "
                            + (space.wordSize() == WordSize.BITS_32 ? "-m32" : "-m64")
                            + ", or leave addressSpace out: a budget within "
                            + space.text()
                            + " predicts how it would be");
        }
    }

    /** Says why such an exit may be the machine's fault; empty when there is no sign of it. */
    String hint(ExitStatus exit) {
        boolean notRun =
                exit instanceof ExitStatus.Exited exited
                        && (exited.code() == CANNOT_RUN || exited.code() == NOT_FOUND);
        return notRun && wordSize.isPresent() && wordSize.get() == WordSize.BITS_32
                ? "; it is a 32-bit program: does this kernel run such (CONFIG_IA32_EMULATION,"
                        + " ia32_emulation=on)?"
                : "";
    }
}
