package dev.leakgate.graph;

import dev.leakgate.image.FrozenMemory;
import dev.leakgate.image.ImageModule;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Adds up the thread-local storage that the modules of an image have below a thread pointer. */
final class StaticTls {

    /* elf.h */
    private static final int PT_TLS = 7;
    private static final int MOST_HEADERS = 64;
    private static final long MOST = 64 << 10;

    private StaticTls() {}

    static long size(FrozenMemory memory) {
        long sum = 0;
        for (ImageModule module : memory.image().modules()) {
            sum += of(memory, module.base());
        }
        return Math.min(sum, MOST);
    }

    private static long of(FrozenMemory memory, long base) {
        boolean wide = memory.wordSize() == WordSize.BITS_64;
        /* Elf64_Ehdr: e_phoff 32, e_phentsize 54, e_phnum 56; Elf32_Ehdr: 28, 42, 44 */
        ByteBuffer header = read(memory, base, 64);
        long offset = wide ? header.getLong(32) : header.getInt(28);
        int size = header.getShort(wide ? 54 : 42);
        int count = Math.min(header.getShort(wide ? 56 : 44), MOST_HEADERS);
        for (int i = 0; i < count && size > 0; i++) {
            ByteBuffer program = read(memory, base + offset + (long) i * size, 56);
            if (program.getInt(0) == PT_TLS) {
                /* Elf64_Phdr: p_memsz 40, p_align 48; Elf32_Phdr: 20, 28 */
                long bytes = wide ? program.getLong(40) : program.getInt(20);
                long align = wide ? program.getLong(48) : program.getInt(28);
                return bytes < 0 || align < 0 || bytes > MOST || align > MOST ? 0 : bytes + align;
            }
        }
        return 0;
    }

    /** Reads some bytes; zeros where there are none. */
    private static ByteBuffer read(FrozenMemory memory, long address, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        memory.read(address, bytes);
        return bytes;
    }
}
