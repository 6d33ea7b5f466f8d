package dev.leakgate.image;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Shows an image as the one of a crash: the thread that got the signal first, with its signal. */
public final class CrashedImage implements Image {

    private final Image image;
    private final List<ImageThread> threads;

    /**
     * Names the thread that crashed.
     *
     * @param image what was frozen; this closes it
     */
    public CrashedImage(Image image, int thread, int signal) {
        this.image = image;
        List<ImageThread> ordered = new ArrayList<>();
        for (ImageThread one : image.threads()) {
            if (one.tid() == thread) {
                ordered.add(0, with(one, signal));
            } else {
                ordered.add(one);
            }
        }
        threads = List.copyOf(ordered);
    }

    private static ImageThread with(ImageThread thread, int signal) {
        ThreadStatus status = thread.status();
        return new ImageThread(
                thread.tid(),
                thread.name(),
                thread.registers(),
                ThreadStatus.ofSignals(signal, status.pendingSignals(), status.blockedSignals()),
                thread.threadPointer(),
                thread.sets());
    }

    @Override
    public List<ImageThread> threads() {
        return threads;
    }

    @Override
    public ImageSource source() {
        return image.source();
    }

    @Override
    public String description() {
        return image.description();
    }

    @Override
    public int pid() {
        return image.pid();
    }

    @Override
    public WordSize wordSize() {
        return image.wordSize();
    }

    @Override
    public List<ImageMapping> mappings() {
        return image.mappings();
    }

    @Override
    public List<ImageModule> modules() {
        return image.modules();
    }

    @Override
    public byte[] auxv() {
        return image.auxv();
    }

    @Override
    public String limits() {
        return image.limits();
    }

    @Override
    public long[] kernelHeld() {
        return image.kernelHeld();
    }

    @Override
    public ImageProcess process() {
        return image.process();
    }

    @Override
    public List<String> losses() {
        return image.losses();
    }

    @Override
    public int read(long address, ByteBuffer into) {
        return image.read(address, into);
    }

    @Override
    public long nextData(long address, long end) {
        return image.nextData(address, end);
    }

    @Override
    public long nextHole(long address, long end) {
        return image.nextHole(address, end);
    }

    @Override
    public void close() {
        image.close();
    }
}
