package dev.leakgate.type;

/**
 * Names the type whose vtable an object's first word points to.
 *
 * @param name as a C++ programmer writes it: {@code CommItopReq}; of a class that was built without
 *     type information {@code object of libfoo.so+0x1a2b}
 * @param mangled as it stands in memory; {@code ""} without type information
 * @param module path of the file that holds the vtable
 * @param vtable address of the vtable's first function
 * @param offsetToTop how far before the vtable's pointer the whole object begins, as a number ≤ 0;
 *     not 0 for a base class that is not the first one
 */
public record ObjectType(
        String name, String mangled, String module, long vtable, long offsetToTop) {

    /** Prints its name. */
    @Override
    public String toString() {
        return name;
    }
}
