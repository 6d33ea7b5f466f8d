package dev.leakgate.image;

import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.ElfFile;
import java.nio.file.Path;

/** Opens core files as images, and writes any image as a core that gdb opens. */
public final class CoreFiles {

    private CoreFiles() {}

    /**
     * Opens a core of ours, of gdb or of the kernel, 32- or 64-bit. One that ends too early is
     * shown as far as it goes; {@link Image#losses()} says how far.
     *
     * @throws ElfException when the file cannot be read, is no core, or one of another machine
     */
    public static Image open(Path core) throws ElfException {
        ElfFile file = ElfFile.openCore(core);
        try {
            return new CoreImage(file);
        } catch (RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
    }

    /**
     * Refuses a path where no core can be written, before anything stands still for it.
     *
     * @throws ElfException when there is no such folder, or it may not be written to
     */
    public static void requireWritable(Path path) throws ElfException {
        var unused = CoreWriter.folder(path);
    }

    /**
     * Writes an image as a core, readable by its owner alone, in place of a file of that name.
     * While it is written it has another name in the same folder; if it fails, nothing is left.
     *
     * <p>Needs one buffer of 256 KiB, and what the headers and notes take.
     *
     * @param path of the core; give it the ending {@code .gz} if it is compressed
     * @throws ElfException when it cannot be written: no room, no folder, no permission
     */
    public static WrittenCore write(Image image, Path path, CoreOptions options)
            throws ElfException {
        return new CoreWriter(image, path, options).write();
    }
}
