package dev.leakgate.image;

import dev.leakgate.elf.CoreNotes;
import dev.leakgate.elf.ElfFile;
import dev.leakgate.elf.NoteType;
import dev.leakgate.elf.PrPsInfo;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Shows a core file, with the mapped files where the core left them out. */
final class CoreImage implements Image {

    private final ElfFile core;
    private final CoreNotes notes;
    private final CoreMemory memory;
    private final List<ImageMapping> mappings;
    private final List<ImageModule> modules;
    private final ModuleFiles files;
    private final List<ImageThread> threads;
    private final List<String> losses;

    CoreImage(ElfFile core) {
        this.core = core;
        notes = CoreNotes.read(core);
        memory = new CoreMemory(core);
        List<ImageMapping> printed = MapsText.parse(notes.ours(NoteType.LEAKGATE_MAPS));
        mappings =
                List.copyOf(
                        printed.isEmpty()
                                ? CoreMappings.rebuild(
                                        core.segments(), notes.files(), notes.auxv(), wordSize())
                                : printed);
        modules = List.copyOf(Modules.find(mappings, memory::readAll, wordSize()));
        files = new ModuleFiles(modules);
        threads = List.copyOf(CoreThreads.of(notes, this));
        losses = List.copyOf(CoreLosses.of(core, notes, memory, mappings, files));
    }

    @Override
    public ImageSource source() {
        return ImageSource.CORE_FILE;
    }

    @Override
    public String description() {
        return core.path().toString();
    }

    @Override
    public int pid() {
        return notes.process()
                .map(PrPsInfo::pid)
                .orElseGet(() -> threads.isEmpty() ? 0 : threads.get(0).tid());
    }

    @Override
    public WordSize wordSize() {
        return core.wordSize();
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
        return notes.auxv();
    }

    @Override
    public String limits() {
        return notes.ours(NoteType.LEAKGATE_LIMITS);
    }

    @Override
    public long[] kernelHeld() {
        return KernelHeldText.parse(notes.ours(NoteType.LEAKGATE_KERNEL_HELD));
    }

    @Override
    public ImageProcess process() {
        return notes.process()
                .map(
                        info ->
                                new ImageProcess(
                                        info.name(),
                                        info.arguments(),
                                        info.state(),
                                        info.nice(),
                                        info.flags(),
                                        info.uid(),
                                        info.gid(),
                                        info.parent(),
                                        info.group(),
                                        info.session()))
                .orElse(ImageProcess.UNKNOWN);
    }

    @Override
    public List<String> losses() {
        return losses;
    }

    @Override
    public int read(long address, ByteBuffer into) {
        int before = into.position();
        while (into.hasRemaining()) {
            long at = address + (into.position() - before);
            if (Long.compareUnsigned(at, address) < 0) {
                break;
            }
            if (memory.read(at, into) == 0 && readFile(at, into) == 0) {
                break;
            }
        }
        return into.position() - before;
    }

    private int readFile(long address, ByteBuffer into) {
        ImageMapping mapping = ImageMapping.at(mappings, address);
        if (mapping == null || !files.has(mapping)) {
            return 0;
        }
        long end = memory.nextStored(address, mapping.end());
        int limit = into.limit();
        if (end - address < into.remaining()) {
            into.limit(into.position() + (int) (end - address));
        }
        int read = files.read(mapping, address, into);
        into.limit(limit);
        return read;
    }

    /** Gives all that the file holds as views of it, which stay readable when this is closed. */
    void addTo(MappedSpans spans) throws IOException {
        for (int i = 0; i < memory.count(); i++) {
            spans.add(
                    memory.start(i),
                    memory.storedEnd(i) - memory.start(i),
                    memory.offset(i),
                    core::map,
                    core.size());
        }
    }

    @Override
    public long nextData(long address, long end) {
        return memory.nextStored(address, end);
    }

    @Override
    public long nextHole(long address, long end) {
        return memory.nextMissing(address, end);
    }

    @Override
    public void close() {
        files.close();
        core.close();
    }
}
