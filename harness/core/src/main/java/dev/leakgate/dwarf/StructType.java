package dev.leakgate.dwarf;

import java.util.List;
import java.util.Optional;

/**
 * Describes a structure or class as debug information does.
 *
 * @param name with its namespaces and outer classes, {@code net::Session}; of a structure of C
 *     without a name that of its typedef
 * @param size in bytes, as sizeof gives it
 * @param members in the order of the source
 */
public record StructType(String name, long size, List<Member> members) {

    /** Makes the list unmodifiable. */
    public StructType {
        members = List.copyOf(members);
    }

    /**
     * Describes a member.
     *
     * @param name {@code ""} of an anonymous union or a base class
     * @param offset in the structure, in bytes
     * @param pointer whether it is a pointer or a reference
     */
    public record Member(String name, long offset, boolean pointer) {}

    /** Finds the member that begins at an offset. */
    public Optional<Member> at(long offset) {
        return members.stream()
                .filter(member -> member.offset() == offset && !member.name().isEmpty())
                .findFirst();
    }

    /** Prints its name. */
    @Override
    public String toString() {
        return name;
    }
}
