package dev.leakgate.verdict.budget;

import dev.leakgate.verdict.budget.BudgetResult.Unit;

/** Says what a budget limits. */
public enum Metric {
    /** Growth with each request, of memory or of something that is counted. */
    GROWTH("growthPerRequest", "growth", Unit.BYTES_PER_REQUEST, Scope.REGIONS),
    /** Largest footprint. */
    PEAK("peak", "peak", Unit.BYTES, Scope.REGIONS),
    /** Most bytes that the program had in use of its heaps. */
    LIVE("live", "live", Unit.BYTES, Scope.HEAPS),
    /** Most memory that malloc kept though the program had freed it. */
    RETAINED("retained", "retained", Unit.BYTES, Scope.HEAPS),
    /** Most address space. */
    RESERVED("reserved", "reserved address space", Unit.BYTES, Scope.SERVICE),
    /** Address space that the threads' stacks take. */
    STACKS("stacks", "stacks reserved", Unit.BYTES, Scope.SERVICE),
    /** Most threads. */
    THREADS("threads", "threads", Unit.COUNT, Scope.SERVICE),
    /** Most open file descriptors. */
    DESCRIPTORS("descriptors", "descriptors", Unit.COUNT, Scope.SERVICE),
    /** Most mappings. */
    MAPPINGS("mappings", "mappings", Unit.COUNT, Scope.SERVICE),
    /** Most processes but for the first. */
    CHILDREN("childProcesses", "child processes", Unit.COUNT, Scope.SERVICE),
    /** Most processes that nobody waited for. */
    ZOMBIES("zombieProcesses", "zombie processes", Unit.COUNT, Scope.SERVICE);

    /** Says of what there is a figure. */
    enum Scope {
        /** Of the service, of each kind of region and of each region. */
        REGIONS,
        /** Of the service, and of the regions that malloc makes. */
        HEAPS,
        /** Of the service alone. */
        SERVICE
    }

    private final String key;
    private final String text;
    private final Unit unit;
    private final Scope scope;

    Metric(String key, String text, Unit unit, Scope scope) {
        this.key = key;
        this.text = text;
        this.unit = unit;
        this.scope = scope;
    }

    /** Returns how users write it, {@code "growthPerRequest"}. */
    public String key() {
        return key;
    }

    /** Returns how messages say it, {@code "growth"}. */
    public String text() {
        return text;
    }

    /** Returns what it is measured in; growth of what is counted has another. */
    public Unit unit() {
        return unit;
    }

    /** Says whether regions have it, and not the service alone. */
    public boolean ofRegions() {
        return scope != Scope.SERVICE;
    }

    /** Says whether only what malloc makes has it: heap, arenas, large allocations. */
    public boolean ofHeapsOnly() {
        return scope == Scope.HEAPS;
    }
}
