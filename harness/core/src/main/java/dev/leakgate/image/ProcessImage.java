package dev.leakgate.image;

import dev.leakgate.linux.OwnPages;
import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a process, or a copy of it, by what was read of it and by its memory. */
final class ProcessImage implements Image {

    private static final long PAGE = 4096;

    private final ImageSource source;
    private final String description;
    private final int pid;
    private final ProcessFacts facts;
    private final List<ImageMapping> mappings;
    private final List<ImageModule> modules;
    private final List<ImageThread> threads;
    private final List<String> losses;
    private final Memory memory;
    private final @Nullable OwnPages pages;
    private final Runnable release;
    private boolean closed;

    ProcessImage(
            ImageSource source,
            String description,
            int pid,
            ProcessFacts facts,
            List<ImageMapping> mappings,
            List<ImageThread> threads,
            List<String> losses,
            Memory memory,
            @Nullable OwnPages pages,
            Runnable release) {
        this.source = source;
        this.description = description;
        this.pid = pid;
        this.facts = facts;
        this.mappings = List.copyOf(mappings);
        this.threads = List.copyOf(threads);
        this.losses = List.copyOf(losses);
        this.memory = memory;
        modules = List.copyOf(Modules.find(mappings, memory, facts.wordSize()));
        this.pages = pages;
        this.release = release;
    }

    @Override
    public ImageSource source() {
        return source;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public WordSize wordSize() {
        return facts.wordSize();
    }

    @Override
    public List<ImageMapping> mappings() {
        return mappings;
    }

    @Override
    public List<ImageModule> modules() {
        return modules;
    }

    @Override
    public List<ImageThread> threads() {
        return threads;
    }

    @Override
    public byte[] auxv() {
        return facts.auxv().clone();
    }

    @Override
    public String limits() {
        return facts.limits();
    }

    @Override
    public long[] kernelHeld() {
        return facts.kernelHeld().clone();
    }

    @Override
    public Path root() {
        return Path.of("/proc", Integer.toString(pid), "root");
    }

    @Override
    public ImageProcess process() {
        return facts.process();
    }

    @Override
    public List<String> losses() {
        return losses;
    }

    @Override
    public int read(long address, ByteBuffer into) {
        return memory.read(address, into);
    }

    @Override
    public long nextData(long address, long end) {
        ImageMapping mapping = privateMappingAt(address);
        return pages == null || mapping == null ? address : pages.nextOwn(address, end);
    }

    @Override
    public long nextHole(long address, long end) {
        ImageMapping mapping = privateMappingAt(address);
        if (pages == null || mapping == null) {
            return end;
        }
        long hole = pages.nextOther(address, end);
        return hole == address ? Math.min(end, (address & -PAGE) + PAGE) : hole;
    }

    /** What is in shared memory and in the kernel's own pages, the page table does not tell. */
    private @Nullable ImageMapping privateMappingAt(long address) {
        ImageMapping mapping = ImageMapping.at(mappings, address);
        return mapping == null || mapping.shared() || isOfKernel(mapping) ? null : mapping;
    }

    private static boolean isOfKernel(ImageMapping mapping) {
        return mapping.name().startsWith("[v");
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (pages != null) {
                pages.close();
            }
            release.run();
        }
    }

    /** Says what this shows: its description. */
    @Override
    public String toString() {
        return description;
    }
}
