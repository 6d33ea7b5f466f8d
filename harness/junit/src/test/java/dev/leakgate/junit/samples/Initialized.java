package dev.leakgate.junit.samples;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which classes were initialised. */
public final class Initialized {

    /** Names of classes. */
    public static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private Initialized() {}
}
