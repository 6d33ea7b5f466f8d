package dev.leakgate.stack;

import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a process must fit into: an address space by name, or so many bytes of its own one, as
 * RLIMIT_AS would leave it.
 *
 * @param space the address space; null for a size
 * @param size how much of the process's own may be reserved; of a space all there is
 */
public record SpaceLimit(@Nullable AddressSpace space, ByteSize size) {

    /** Limits a process to an address space. */
    public static SpaceLimit of(AddressSpace space) {
        return new SpaceLimit(space, ByteSize.ofBytes(space.end()));
    }

    /** Limits what a process reserves. */
    public static SpaceLimit of(ByteSize size) {
        if (size.bytes() <= 0) {
            throw new IllegalArgumentException("\"" + size + "\" is no address space: it is empty");
        }
        return new SpaceLimit(null, size);
    }

    /**
     * Reads {@code "i386-3gb"}, {@code "i386-4gb"}, {@code "x86-64"}, or a size.
     *
     * @throws IllegalArgumentException when it is neither; the message says what would be
     */
    public static SpaceLimit parse(String text) {
        List<String> names = new ArrayList<>();
        for (AddressSpace space : AddressSpace.values()) {
            if (space.text().equalsIgnoreCase(text.strip())) {
                return of(space);
            }
            names.add(space.text());
        }
        try {
            return of(ByteSize.parse(text));
        } catch (IllegalArgumentException noSize) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\" is no address space; write one of "
                            + String.join(", ", names)
                            + ", or a size as in \"2 GiB\"",
                    noSize);
        }
    }

    /** Prints the name or the size, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return space == null ? size.toString() : space.text();
    }
}
