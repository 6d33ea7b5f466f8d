package dev.leakgate.linux;

/** Takes the mappings of a process, one call each, in the order of their addresses. */
@FunctionalInterface
public interface MappingSink {

    /**
     * Takes one mapping. The entry is a cursor that the reader uses again: copy what must outlast
     * the call, and do not use the reader itself within it.
     */
    void mapping(MappingEntry entry);
}
