package dev.leakgate.type;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageModule;
import dev.leakgate.image.ImageProcess;
import dev.leakgate.image.ImageSource;
import dev.leakgate.image.ImageThread;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Is an image of one module alone, whose data a test writes: code, then data. */
final class ModuleImage implements Image {

    static final long CODE = 0x10000;
    static final long DATA = 0x20000;
    private static final String PATH = "/nowhere/libmade.so";

    private final ByteBuffer data;

    ModuleImage(int dataSize) {
        data = ByteBuffer.allocate(dataSize).order(ByteOrder.LITTLE_ENDIAN);
    }

    void word(long address, long value) {
        data.putLong((int) (address - DATA), value);
    }

    void text(long address, String text) {
        data.put((int) (address - DATA), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a vtable whose type_info, at its own place, has a name. */
    void vtable(long vtable, long offsetToTop, long typeInfo, long name) {
        word(vtable - 16, offsetToTop);
        word(vtable - 8, typeInfo);
        word(vtable, CODE + 16);
        word(typeInfo, DATA);
        word(typeInfo + 8, name);
    }

    @Override
    public int read(long address, ByteBuffer into) {
        long at = address - DATA;
        if (at < 0 || at >= data.capacity()) {
            return 0;
        }
        int there = (int) Math.min(into.remaining(), data.capacity() - at);
        into.put(data.duplicate().position((int) at).limit((int) at + there));
        return there;
    }

    @Override
    public List<ImageMapping> mappings() {
        long end = DATA + data.capacity();
        return List.of(
                new ImageMapping(CODE, DATA, true, false, true, false, 0, 1, 1, PATH),
                new ImageMapping(DATA, end, true, false, false, false, 0x10000, 1, 1, PATH));
    }

    @Override
    public List<ImageModule> modules() {
        return List.of(new ImageModule(PATH, CODE, DATA + data.capacity(), ""));
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
        return 1;
    }

    @Override
    public WordSize wordSize() {
        return WordSize.BITS_64;
    }

    @Override
    public List<ImageThread> threads() {
        return List.of();
    }

    @Override
    public byte[] auxv() {
        return new byte[0];
    }

    @Override
    public String limits() {
        return "";
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
    public void close() {}
}
