package dev.leakgate.stack;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageModule;
import dev.leakgate.image.ImageProcess;
import dev.leakgate.image.ImageSource;
import dev.leakgate.image.ImageThread;
import dev.leakgate.image.Registers;
import dev.leakgate.image.ThreadStatus;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An image of which nothing can be read: a process 100 with two mappings that look like a stack,
 * and its main thread's, and threads that are told.
 */
record BareImage(List<ImageThread> threads, String limits) implements Image {

    static final long STACK = 0xb0001000L;
    static final long STACK_END = 0xb0801000L;

    /** Describes a thread by its stack pointer. */
    static ImageThread thread(int tid, String name, long sp) {
        return thread(tid, name, sp, 0);
    }

    /** Describes a thread by its stack and its frame pointer. */
    static ImageThread thread(int tid, String name, long sp, long fp) {
        long[] registers = new long[Registers.count(WordSize.BITS_32)];
        registers[Registers.names(WordSize.BITS_32).indexOf("esp")] = sp;
        registers[Registers.names(WordSize.BITS_32).indexOf("ebp")] = fp;
        return ImageThread.of(
                tid,
                name,
                Registers.of(WordSize.BITS_32, registers),
                ThreadStatus.UNKNOWN,
                List.of());
    }

    private static ImageMapping mapping(long start, long end, boolean accessible, String name) {
        return new ImageMapping(start, end, accessible, accessible, false, false, 0, 0, 0, name);
    }

    @Override
    public List<ImageMapping> mappings() {
        return List.of(
                mapping(0x56555000L, 0x56576000L, true, "[heap]"),
                mapping(STACK - 4096, STACK, false, ""),
                mapping(STACK, STACK_END, true, ""),
                mapping(0xbff00000L, 0xbff21000L, true, "[stack]"));
    }

    @Override
    public ImageSource source() {
        return ImageSource.CORE_FILE;
    }

    @Override
    public String description() {
        return "made by a test";
    }

    @Override
    public int pid() {
        return 100;
    }

    @Override
    public WordSize wordSize() {
        return WordSize.BITS_32;
    }

    @Override
    public List<ImageModule> modules() {
        return List.of();
    }

    @Override
    public byte[] auxv() {
        return new byte[0];
    }

    @Override
    public ImageProcess process() {
        return ImageProcess.UNKNOWN;
    }

    @Override
    public List<String> losses() {
        return List.of();
    }

    @Override
    public int read(long address, ByteBuffer into) {
        return 0;
    }

    @Override
    public void close() {}
}
