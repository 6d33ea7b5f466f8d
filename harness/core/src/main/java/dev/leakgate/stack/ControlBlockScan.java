package dev.leakgate.stack;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds the control blocks of glibc's threads, which lie at the top of their stacks, and reads from
 * them whose the stack is and how large: also of a thread that runs, that has ended, or whose stack
 * is a part of a mapping.
 *
 * <p>Source of the layout: glibc nptl/descr.h, struct pthread. It begins with tcbhead_t, whose
 * first and third word point to the block itself; somewhere follow tid, which the kernel sets to 0
 * when the thread ends and pthread_join to −1, and stackblock, stackblock_size and guardsize, one
 * behind the other. Their places differ by version and are found by their values.
 */
final class ControlBlockScan {

    /** Room at the top of a stack in which the block begins: struct pthread has 2.3 kB. */
    private static final int TOP = 8 << 10;

    private static final int FIRST_FIELD = 0x40;
    private static final int LAST_TID = 0x400;

    /** Blocks that are asked where the tid is; the others are of the same C library. */
    private static final int VOTERS = 64;

    /** Room above a stack pointer in which the thread's frames end and its block begins. */
    private static final int FARTHEST_ABOVE = 1 << 20;

    private final Image image;
    private final int word;
    private final ByteBuffer top = ByteBuffer.allocateDirect(TOP).order(ByteOrder.LITTLE_ENDIAN);
    private final List<Found> found = new ArrayList<>();
    private final Set<Long> known = new HashSet<>();

    private ControlBlockScan(Image image) {
        this.image = image;
        word = image.wordSize().bytes();
    }

    /**
     * Describes a thread by its block.
     *
     * @param address of the block, the thread pointer
     * @param start of its stack, the guard included
     * @param end of its stack
     * @param guard bytes at the start that nobody may touch
     * @param tid the thread; 0 or −1 when it has ended; empty when the block's layout is not known
     */
    record Block(long address, long start, long end, long guard, OptionalInt tid) {

        boolean hasEnded() {
            return tid.isPresent() && tid.getAsInt() <= 0;
        }

        boolean holds(long address) {
            return Long.compareUnsigned(address, start) >= 0
                    && Long.compareUnsigned(address, end) < 0;
        }
    }

    /** What was read of a block before the place of the tid was known. */
    private record Found(long address, long start, long size, long guard, IntBuffer words) {}

    /**
     * Finds the blocks at the tops of mappings, and those above stack pointers.
     *
     * @param tids the threads that there are
     * @param stackPointers of threads that may have a stack within other memory
     */
    static List<Block> of(Image image, Set<Integer> tids, List<Long> stackPointers) {
        ControlBlockScan scan = new ControlBlockScan(image);
        for (ImageMapping mapping : image.mappings()) {
            if (isPrivateAnonymous(mapping)) {
                scan.downwards(mapping);
            }
        }
        for (long stackPointer : stackPointers) {
            scan.above(stackPointer);
        }
        return scan.blocks(tids);
    }

    private static boolean isPrivateAnonymous(ImageMapping mapping) {
        return mapping.writable()
                && !mapping.shared()
                && !mapping.hasFile()
                && (mapping.name().isEmpty() || mapping.name().startsWith("[anon"));
    }

    /** Several stacks may follow each other in one mapping (glibc 2.42, MADV_GUARD_INSTALL). */
    private void downwards(ImageMapping mapping) {
        long end = mapping.end();
        while (end - mapping.start() >= 4L * word) {
            int bytes = (int) Math.min(TOP, end - mapping.start());
            long base = end - bytes;
            top.clear().limit(bytes);
            if (image.read(base, top) != bytes) {
                return;
            }
            long next = end;
            for (int at = bytes - 3 * word; at >= 0 && next == end; at -= word) {
                if (isBlock(base, at) && keep(base, at, bytes)) {
                    next = found.get(found.size() - 1).start();
                }
            }
            if (Long.compareUnsigned(next, end) >= 0
                    || Long.compareUnsigned(next, mapping.start()) <= 0) {
                return;
            }
            end = next;
        }
    }

    private void above(long stackPointer) {
        long at = stackPointer & -word;
        long last = at + FARTHEST_ABOVE;
        while (Long.compareUnsigned(at, last) < 0) {
            top.clear();
            int read = image.read(at, top) & -word;
            for (int i = 0; i + 3 * word <= read; i += word) {
                if (isBlock(at, i) && readBlock(at + i)) {
                    return;
                }
            }
            if (read < TOP) {
                return;
            }
            at += TOP - 2L * word;
        }
    }

    private boolean readBlock(long address) {
        top.clear();
        int read = image.read(address, top);
        return read >= 3 * word && keep(address, 0, read);
    }

    private boolean isBlock(long base, int at) {
        return word(at) == base + at && word(at + 2 * word) == base + at;
    }

    /** Keeps a block that says where its stack is: the main thread's does not, nor do others'. */
    private boolean keep(long base, int at, int limit) {
        long block = base + at;
        for (int i = at + FIRST_FIELD; i + 3 * word <= limit; i += word) {
            long start = word(i);
            long size = word(i + word);
            long guard = word(i + 2 * word);
            long above = start + size - block;
            boolean stack =
                    start != 0
                            && Long.compareUnsigned(start, block) <= 0
                            && above > 0
                            && above <= TOP
                            && Long.compareUnsigned(guard, size) < 0
                            && guard % 4096 == 0
                            && size % word == 0;
            if (stack) {
                int words = Math.min(LAST_TID, limit - at) / Integer.BYTES;
                IntBuffer first = IntBuffer.allocate(words);
                for (int w = 0; w < words; w++) {
                    first.put(w, top.getInt(at + w * Integer.BYTES));
                }
                if (known.add(block)) {
                    found.add(new Found(block, start, size, guard, first));
                }
                return true;
            }
        }
        return false;
    }

    private long word(int at) {
        return word == 8 ? top.getLong(at) : Integer.toUnsignedLong(top.getInt(at));
    }

    /** The tid is where the most blocks have that of a thread; equal ones are told by the first. */
    private List<Block> blocks(Set<Integer> tids) {
        int place = -1;
        int most = 0;
        for (int w = FIRST_FIELD / Integer.BYTES; w < LAST_TID / Integer.BYTES; w++) {
            int votes = 0;
            for (Found block : found.subList(0, Math.min(VOTERS, found.size()))) {
                if (w < block.words().limit() && tids.contains(block.words().get(w))) {
                    votes++;
                }
            }
            if (votes > most) {
                most = votes;
                place = w;
            }
        }
        List<Block> blocks = new ArrayList<>();
        for (Found block : found) {
            boolean told = place >= 0 && place < block.words().limit();
            blocks.add(
                    new Block(
                            block.address(),
                            block.start(),
                            block.start() + block.size(),
                            block.guard(),
                            told ? OptionalInt.of(block.words().get(place)) : OptionalInt.empty()));
        }
        return blocks;
    }
}
