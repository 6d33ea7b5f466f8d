package dev.leakgate.image;

import dev.leakgate.units.ByteSize;
import java.util.List;

/**
 * Says what goes into a core, and how it is written.
 *
 * @param content which memory
 * @param ranges memory that comes first when the size is limited: regions that grew. With {@link
 *     CoreContent#RANGES} all that is kept beside the stacks
 * @param compressed whether the file is compressed by gzip: gdb must then be given what gunzip
 *     makes of it
 * @param most how much memory it holds at most; pages of zeros cost nothing. The most useful comes
 *     first: stacks, ranges, what modules have written, what else is writable, the rest
 */
public record CoreOptions(
        CoreContent content, List<AddressRange> ranges, boolean compressed, ByteSize most) {

    private static final ByteSize UNLIMITED = ByteSize.ofBytes(Long.MAX_VALUE);

    /** Keeps all memory, not compressed, without limit. */
    public static final CoreOptions ALL =
            new CoreOptions(CoreContent.ALL, List.of(), false, UNLIMITED);

    /** Copies the list. */
    public CoreOptions {
        ranges = List.copyOf(ranges);
    }

    /** Keeps this memory. */
    public CoreOptions withContent(CoreContent other) {
        return new CoreOptions(other, ranges, compressed, most);
    }

    /** Lets these ranges come first. */
    public CoreOptions withRanges(List<AddressRange> other) {
        return new CoreOptions(content, other, compressed, most);
    }

    /** Compresses the file, or does not. */
    public CoreOptions withCompressed(boolean other) {
        return new CoreOptions(content, ranges, other, most);
    }

    /** Limits the memory that is kept. */
    public CoreOptions withMost(ByteSize other) {
        return new CoreOptions(content, ranges, compressed, other);
    }

    boolean limited() {
        return most.bytes() != Long.MAX_VALUE;
    }
}
