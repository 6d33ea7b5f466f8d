package dev.leakgate.image;

import dev.leakgate.elf.AuxVector;
import dev.leakgate.elf.CoreLayout;
import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.Segment;
import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an image as a core. It stands under its name when it is whole, and not before; whatever
 * fails leaves nothing behind.
 */
final class CoreWriter {

    private static final int USUAL_PAGE = 4096;
    private static final int LARGEST_PAGE = 1 << 16;

    private final Image image;
    private final Path path;
    private final CoreOptions options;
    private final int pageSize;
    private final List<String> losses;

    CoreWriter(Image image, Path path, CoreOptions options) {
        this.image = image;
        this.path = path;
        this.options = options;
        pageSize = pageSize(image);
        losses = new ArrayList<>(image.losses());
    }

    private static int pageSize(Image image) {
        long size =
                AuxVector.value(image.auxv(), image.wordSize(), AuxVector.AT_PAGESZ)
                        .orElse(USUAL_PAGE);
        boolean plausible = size >= USUAL_PAGE && size <= LARGEST_PAGE && Long.bitCount(size) == 1;
        return plausible ? (int) size : USUAL_PAGE;
    }

    /** Returns the folder of a core that can be written, or says why it cannot. */
    static Path folder(Path path) throws ElfException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw new ElfException(path, "is a directory; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new ElfException(path, "there is no folder " + folder + "; make it");
        }
        if (!Files.isWritable(folder)) {
            throw new ElfException(
                    path, "folder " + folder + " may not be written to by this user");
        }
        return folder;
    }

    WrittenCore write() throws ElfException {
        Path folder = folder(path);
        Path unfinished = null;
        try {
            unfinished =
                    Files.createTempFile(
                            folder,
                            ".leakgate-core",
                            ".part",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            WrittenCore written = writeTo(unfinished);
            move(unfinished);
            unfinished = null;
            return written;
        } catch (NoSuchFileException missing) {
            throw new ElfException(
                    path, "no file can be made in " + folder + "; choose another", missing);
        } catch (AccessDeniedException denied) {
            throw new ElfException(
                    path, "folder " + folder + " may not be written to by this user", denied);
        } catch (ClosedByInterruptException interrupted) {
            throw new ElfException(path, "was not written: interrupted", interrupted);
        } catch (IOException failure) {
            throw new ElfException(
                    path, "was not written: " + failure.getMessage() + room(folder), failure);
        } finally {
            delete(unfinished);
        }
    }

    private WrittenCore writeTo(Path unfinished) throws IOException {
        CorePlan plan = CorePlan.of(image, options, pageSize);
        losses.addAll(plan.losses());
        CoreLayout layout =
                new CoreLayout(
                        image.wordSize(),
                        plan.segments(),
                        CoreNoteWriter.notes(image, pageSize, losses),
                        pageSize);
        if (layout.unreachable() > 0) {
            losses.add(
                    ByteSize.ofBytes(layout.unreachable())
                            + " were left out: a 32-bit core ends at 4 GiB");
        }
        long copied;
        long unreadable;
        long size;
        try (CoreOutput output =
                        options.compressed()
                                ? new GzipOutput(unfinished)
                                : new SparseOutput(unfinished);
                MemoryCopy copy = new MemoryCopy(image, output, pageSize)) {
            output.write(ByteBuffer.wrap(layout.head()));
            copyMemory(layout.segments(), copy, output);
            size = output.position();
            copied = copy.copied();
            unreadable = copy.unreadable();
        }
        if (unreadable > 0) {
            losses.add(ByteSize.ofBytes(unreadable) + " could not be read, and are zeros");
        }
        return new WrittenCore(path, ByteSize.ofBytes(size), ByteSize.ofBytes(copied), losses);
    }

    private void copyMemory(List<Segment> segments, MemoryCopy copy, CoreOutput output)
            throws IOException {
        List<ImageMapping> mappings = image.mappings();
        int mapping = 0;
        for (Segment segment : segments) {
            while (!mappings.get(mapping).contains(segment.address())) {
                mapping++;
            }
            if (segment.fileSize() > 0) {
                output.skip(segment.offset() - output.position());
                ImageMapping owner = mappings.get(mapping);
                copy.copy(
                        segment.address(),
                        segment.address() + segment.fileSize(),
                        beginsWithZeros(owner));
            }
        }
    }

    /** The kernel's own mappings, such as [vdso], are neither a file's nor zeros at first. */
    private static boolean beginsWithZeros(ImageMapping mapping) {
        return mapping.shared() || !(mapping.hasFile() || mapping.name().startsWith("[v"));
    }

    private void move(Path unfinished) throws IOException {
        try {
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException odd) {
            Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Tells how much room is left, for the commonest failure is a full disk. */
    private static String room(Path folder) {
        try {
            ByteSize free = ByteSize.ofBytes(Files.getFileStore(folder).getUsableSpace());
            return "; "
                    + folder
                    + " has "
                    + free
                    + " free: make room, keep less, or choose another";
        } catch (IOException unknown) {
            return "";
        }
    }

    private static void delete(@Nullable Path unfinished) {
        try {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException left) {
            // The failure that led here is the one to tell.
        }
    }
}
