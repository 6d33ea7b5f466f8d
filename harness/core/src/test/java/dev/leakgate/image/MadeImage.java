package dev.leakgate.image;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Makes an image without a process: each word of its memory is its own address, turned. */
class MadeImage implements Image {

    static final long FIRST = 0x10000000L;
    static final long PAGE = 4096;

    private final WordSize wordSize;
    private final List<ImageMapping> mappings = new ArrayList<>();
    private final List<ImageThread> threads = new ArrayList<>();

    /** Makes so many mappings of one page each, every second writable, with a hole behind each. */
    MadeImage(WordSize wordSize, int mappings, int threads) {
        this.wordSize = wordSize;
        for (int i = 0; i < mappings; i++) {
            long start = FIRST + 2 * PAGE * i;
            boolean writable = i % 2 == 0;
            this.mappings.add(
                    new ImageMapping(
                            start, start + PAGE, true, writable, false, false, 0, 0, 0, ""));
        }
        for (int i = 0; i < threads; i++) {
            long[] registers = new long[Registers.count(wordSize)];
            registers[wordSize == WordSize.BITS_64 ? 19 : 15] = FIRST + 2 * PAGE * i + 512;
            this.threads.add(
                    ImageThread.of(
                            100 + i,
                            "thread " + i,
                            Registers.of(wordSize, registers),
                            ThreadStatus.ofSignals(i == 0 ? 11 : 0, 0, 0),
                            List.of(
                                    new RegisterSet(
                                            "CORE", RegisterSet.NT_FPREGSET, new byte[108]))));
        }
    }

    static long wordAt(long address) {
        return ~address;
    }

    @Override
    public ImageSource source() {
        return ImageSource.LIVE;
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
        return wordSize;
    }

    @Override
    public List<ImageMapping> mappings() {
        return mappings;
    }

    @Override
    public List<ImageModule> modules() {
        return List.of();
    }

    @Override
    public List<ImageThread> threads() {
        return threads;
    }

    @Override
    public byte[] auxv() {
        return new byte[0];
    }

    @Override
    public String limits() {
        return "Limit  Soft Limit\nMax stack size  8388608\n";
    }

    @Override
    public long[] kernelHeld() {
        return new long[] {0x7fff_0000_1234L, -1};
    }

    @Override
    public ImageProcess process() {
        return new ImageProcess("made", "made --by test", 'S', 0, 0, 1000, 100_000, 1, 2, 3);
    }

    @Override
    public List<String> losses() {
        return List.of("what the source lost");
    }

    @Override
    public int read(long address, ByteBuffer into) {
        long index = Long.divideUnsigned(address - FIRST, 2 * PAGE);
        long inPage = Long.remainderUnsigned(address - FIRST, 2 * PAGE);
        if (index < 0 || index >= mappings.size() || inPage >= PAGE) {
            return 0;
        }
        ByteBuffer page = ByteBuffer.allocate((int) PAGE).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < PAGE; at += Long.BYTES) {
            page.putLong(wordAt(address - inPage + at));
        }
        page.position((int) inPage);
        page.limit((int) Math.min(PAGE, inPage + into.remaining()));
        int read = page.remaining();
        into.put(page);
        return read;
    }

    @Override
    public void close() {}
}
