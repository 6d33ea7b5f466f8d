package dev.leakgate.check;

import dev.leakgate.heap.ImageLayout;
import dev.leakgate.image.AddressRange;
import dev.leakgate.image.Image;
import dev.leakgate.image.MemoryDump;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.report.TextReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Writes the memory of the regions that grew as it is, {@code dump/REGION-START-END.bin}, for those
 * who look at bytes: a file for each mapping, the end of it where not all has room, since what is
 * allocated last is mostly there.
 */
final class GrownDumps {

    private static final long MOST = 32L << 20;
    private static final int MOST_FILES = 16;
    private static final int LONGEST_NAME = 60;
    private static final long PAGE = 4096;

    /** Names a mapping of a region that grew, and the bytes of it that count. */
    record Grown(String region, AddressRange range, long footprint) {}

    private GrownDumps() {}

    /** Writes the dumps; returns their names, from the check's folder. */
    static List<String> write(Image image, List<Grown> grown, Path folder) {
        List<AddressRange> mapped =
                image.mappings().stream()
                        .map(mapping -> new AddressRange(mapping.start(), mapping.end()))
                        .toList();
        List<Grown> largest = new ArrayList<>(grown);
        largest.sort(Comparator.comparingLong(Grown::footprint).reversed());
        largest = largest.subList(0, Math.min(MOST_FILES, largest.size()));
        List<String> names = new ArrayList<>();
        long left = MOST;
        // The smallest first: what they leave is for the larger ones.
        for (int i = largest.size() - 1; i >= 0; i--) {
            AddressRange end = end(image, largest.get(i).range(), left / (i + 1));
            String name = TextReport.DUMPS + name(largest.get(i).region(), end);
            if (end.size() > 0 && dump(image, mapped, end, folder.resolve(name))) {
                names.add(name);
                left -= data(image, end);
            }
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /**
     * Writes the dumps of a service that crashed, as far as its core has them.
     *
     * @param regions that grew until then, as reports call them
     */
    static List<String> ofCrash(Image core, Set<String> regions, Path folder) {
        ProcessLayout layout = ImageLayout.of(core);
        List<Grown> grown = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            String region = layout.region(i).toString();
            if (regions.contains(region) && layout.rss(i) > 0) {
                AddressRange range = new AddressRange(layout.start(i), layout.end(i));
                grown.add(new Grown(region, range, layout.rss(i)));
            }
        }
        return write(core, grown, folder);
    }

    private static boolean dump(
            Image image, List<AddressRange> mapped, AddressRange range, Path file) {
        MemoryDump dump = new MemoryDump(image, mapped, range);
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            dump.write(file);
            return dump.read() > 0;
        } catch (IOException noRoom) {
            // The core has the same, or says why not.
            return false;
        }
    }

    /** Gives the end of a range that has so many bytes of data; an empty one where it has none. */
    private static AddressRange end(Image image, AddressRange range, long most) {
        long skipped = Math.max(0, data(image, range) - most / PAGE * PAGE);
        long at = image.nextData(range.start(), range.end());
        while (at != range.end()) {
            long hole = image.nextHole(at, range.end());
            if (hole - at > skipped) {
                return new AddressRange(at + skipped, range.end());
            }
            skipped -= hole - at;
            at = hole == range.end() ? hole : image.nextData(hole, range.end());
        }
        return new AddressRange(range.end(), range.end());
    }

    private static long data(Image image, AddressRange range) {
        long sum = 0;
        long at = image.nextData(range.start(), range.end());
        while (at != range.end()) {
            long hole = image.nextHole(at, range.end());
            sum += hole - at;
            at = hole == range.end() ? hole : image.nextData(hole, range.end());
        }
        return sum;
    }

    private static String name(String region, AddressRange range) {
        String safe = region.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[._-]+", "");
        return safe.substring(0, Math.min(LONGEST_NAME, safe.length())) + "-" + range + ".bin";
    }

    /** Removes those of earlier checks. */
    static void removeOld(Path folder) {
        try (DirectoryStream<Path> dumps =
                Files.newDirectoryStream(folder.resolve(TextReport.DUMPS), "*.bin")) {
            for (Path dump : dumps) {
                Files.deleteIfExists(dump);
            }
        } catch (IOException staysThere) {
            // It is listed nowhere.
        }
    }
}
