package dev.leakgate.image;

import dev.leakgate.elf.BuildId;
import dev.leakgate.elf.Segment;
import dev.leakgate.units.ByteSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Decides which memory goes into a core. */
final class CorePlan {

    /* Stacks of coroutines may lie in large mappings. */
    private static final long MOST_OF_A_STACK = 64L << 20;
    private static final int RED_ZONE = 128; /* System V ABI, AMD64 */

    /* A private mapping of a larger file is kept page by page. */
    private static final long WHOLE_FILE = 64L << 20;

    private static final int PF_X = 1;
    private static final int PF_W = 2;
    private static final int PF_R = 4;

    private final Image image;
    private final CoreOptions options;
    private final int pageSize;
    private final CoreClaims claims;

    private CorePlan(Image image, CoreOptions options, int pageSize) {
        this.image = image;
        this.options = options;
        this.pageSize = pageSize;
        claims = new CoreClaims(image, options);
    }

    static CorePlan of(Image image, CoreOptions options, int pageSize) {
        CorePlan plan = new CorePlan(image, options, pageSize);
        if (options.limited() || options.content() == CoreContent.RANGES) {
            plan.claims.next("stacks");
            plan.claimStacks();
            plan.claims.next("regions that grew");
            plan.claimRanges();
        }
        plan.claims.next("headers of modules");
        plan.claimHeaders();
        if (options.content() != CoreContent.RANGES) {
            plan.claims.next("data of modules");
            plan.claimWritten();
            plan.claims.next("other writable memory");
            plan.claim(ImageMapping::writable);
            plan.claims.next("memory that is not writable");
            plan.claimReadOnly();
        }
        return plan;
    }

    private void claimStacks() {
        for (ImageThread thread : image.threads()) {
            long sp = thread.registers().sp();
            ImageMapping stack = ImageMapping.at(image.mappings(), sp);
            if (stack != null && storable(stack)) {
                long bottom = Math.max(0, sp - RED_ZONE - stack.start());
                long start = stack.start() + bottom / pageSize * pageSize;
                long end =
                        stack.end() - start > MOST_OF_A_STACK
                                ? start + MOST_OF_A_STACK
                                : stack.end();
                claims.claim(start, end);
            }
        }
    }

    private void claimRanges() {
        for (AddressRange range : options.ranges()) {
            for (ImageMapping mapping : image.mappings()) {
                long start = max(range.start(), mapping.start());
                long end = min(range.end(), mapping.end());
                if (Long.compareUnsigned(start, end) < 0 && storable(mapping)) {
                    claims.claim(start, end);
                }
            }
        }
    }

    /** The page with the ELF header of each module tells its build-id; debuggers look there. */
    private void claimHeaders() {
        for (ImageMapping mapping : image.mappings()) {
            boolean first = mapping.hasFile() && mapping.offset() == 0 && mapping.readable();
            if (mapping.name().equals("[vdso]") && storable(mapping)) {
                claims.claim(mapping.start(), mapping.end());
            } else if (first && BuildId.isElf(image, mapping.start())) {
                claims.claim(mapping.start(), mapping.start() + pageSize);
            }
        }
    }

    /** Files mapped privately: what differs from the file, such as the data of modules. */
    private void claimWritten() {
        for (ImageMapping mapping : image.mappings()) {
            if (!mapping.hasFile() || mapping.shared() || !storable(mapping)) {
                continue;
            }
            long data = image.nextData(mapping.start(), mapping.end());
            if (data == mapping.end()) {
                continue;
            }
            if (gone(mapping) || mapping.size() <= WHOLE_FILE) {
                claims.claim(mapping.start(), mapping.end());
            }
            while (data != mapping.end()) {
                long hole = image.nextHole(data, mapping.end());
                claims.claim(data, hole);
                data = hole == mapping.end() ? hole : image.nextData(hole, mapping.end());
            }
        }
    }

    /** The small ones first: the dynamic linker's list of modules, without which gdb is lost. */
    private void claim(Predicate<ImageMapping> which) {
        List<ImageMapping> sorted = new ArrayList<>(image.mappings());
        sorted.removeIf(mapping -> mapping.hasFile() && !inMemoryOnly(mapping));
        sorted.sort(Comparator.comparingLong(ImageMapping::size));
        for (ImageMapping mapping : sorted) {
            if (which.test(mapping) && storable(mapping)) {
                claims.claim(mapping.start(), mapping.end());
            }
        }
    }

    private void claimReadOnly() {
        if (options.content() == CoreContent.ALL) {
            claim(mapping -> true);
        }
    }

    /**
     * Tells whether there are bytes that a core should hold: not in [vvar], which the kernel lets
     * nobody read, nor in what the image itself lacks.
     */
    private boolean storable(ImageMapping mapping) {
        return (mapping.readable() || mapping.executable())
                && (has(mapping.start()) || has(mapping.end() - 1));
    }

    private boolean has(long address) {
        return image.read(address, ByteBuffer.allocate(1)) == 1;
    }

    private static boolean gone(ImageMapping mapping) {
        return mapping.hasFile() && mapping.name().endsWith(" (deleted)");
    }

    /** Tells shared memory, which has a path and no file on a disk. */
    private static boolean inMemoryOnly(ImageMapping mapping) {
        return gone(mapping) || mapping.name().startsWith("/dev/shm/");
    }

    /** Lists the segments without their place in the file: each mapping, split where need be. */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        NavigableMap<Long, Long> ranges = claims.ranges();
        for (ImageMapping mapping : image.mappings()) {
            long at = mapping.start();
            while (Long.compareUnsigned(at, mapping.end()) < 0) {
                Map.Entry<Long, Long> floor = ranges.floorEntry(at);
                long stored = at;
                if (floor != null && Long.compareUnsigned(at, floor.getValue()) < 0) {
                    stored = min(floor.getValue(), mapping.end());
                }
                // What is not kept behind what is kept goes into the same segment.
                Long next = stored == mapping.end() ? null : ranges.ceilingKey(stored);
                long end = next == null ? mapping.end() : min(next, mapping.end());
                segments.add(new Segment(1, flags(mapping), 0, at, stored - at, end - at));
                at = end;
            }
        }
        return segments;
    }

    private static int flags(ImageMapping mapping) {
        return (mapping.readable() ? PF_R : 0)
                | (mapping.writable() ? PF_W : 0)
                | (mapping.executable() ? PF_X : 0);
    }

    /** Says what was left out for lack of room. */
    List<String> losses() {
        if (claims.refused().isEmpty()) {
            return List.of();
        }
        String left =
                claims.refused().entrySet().stream()
                        .map(each -> ByteSize.ofBytes(each.getValue()) + " of " + each.getKey())
                        .collect(Collectors.joining(", "));
        return List.of(
                left
                        + " were left out: the core may hold "
                        + options.most()
                        + " of memory at most");
    }

    private static long min(long one, long other) {
        return Long.compareUnsigned(one, other) < 0 ? one : other;
    }

    private static long max(long one, long other) {
        return Long.compareUnsigned(one, other) > 0 ? one : other;
    }
}
