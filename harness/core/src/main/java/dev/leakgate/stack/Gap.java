package dev.leakgate.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Describes a hole in an address space.
 *
 * @param start first address that a mapping may take
 * @param size bytes that mappings may take, without the room that the kernel keeps below the main
 *     thread's stack
 * @param aboveHeap whether the heap grows into it
 */
public record Gap(long start, long size, boolean aboveHeap) {

    /** Returns how many mappings of a size the holes take: each must fit into one of them whole. */
    static long count(List<Gap> gaps, long bytes) {
        long count = 0;
        for (Gap gap : gaps) {
            count += gap.size() / bytes;
        }
        return count;
    }

    /**
     * Returns the holes that are left when so many mappings of a size were made, as the kernel
     * makes them: each at the upper end of the highest hole below the libraries that is large
     * enough, and above them when there is none.
     */
    public static List<Gap> after(List<Gap> gaps, long bytes, long count) {
        long libraries = gaps.stream().filter(Gap::aboveHeap).mapToLong(Gap::start).max().orElse(0);
        List<Gap> order = new ArrayList<>(gaps);
        order.sort(
                Comparator.comparing((Gap gap) -> gap.start() > libraries)
                        .thenComparing(Comparator.comparingLong(Gap::start).reversed()));
        List<Gap> left = new ArrayList<>();
        long toMake = count;
        for (Gap gap : order) {
            long here = Math.min(toMake, gap.size() / bytes);
            toMake -= here;
            if (gap.size() > here * bytes) {
                left.add(new Gap(gap.start(), gap.size() - here * bytes, gap.aboveHeap()));
            }
        }
        left.sort(Comparator.comparingLong(Gap::start));
        return left;
    }

    /** Returns the holes with less room for mappings where the heap grows. */
    static List<Gap> withHeapGrown(List<Gap> gaps, long bytes) {
        List<Gap> left = new ArrayList<>();
        for (Gap gap : gaps) {
            long taken = gap.aboveHeap() ? Math.min(bytes, gap.size()) : 0;
            left.add(new Gap(gap.start() + taken, gap.size() - taken, gap.aboveHeap()));
        }
        return left;
    }

    /** Returns the bytes of the largest; 0 when there is none. */
    public static long largest(List<Gap> gaps) {
        return gaps.stream().mapToLong(Gap::size).max().orElse(0);
    }
}
