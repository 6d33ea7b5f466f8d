package dev.leakgate.check;

import dev.leakgate.units.ByteSize;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says how much of the memory of a service is kept when it leaks or crashes.
 *
 * @param onLeak what is kept when it leaks
 * @param keepCore how much memory a core holds at most, the most useful first; with 0 there is none
 */
public record KeptMemory(OnLeak onLeak, ByteSize keepCore) {

    /** Keeps cores of 512 MiB, and the dumps of what grew. */
    public static final KeptMemory DEFAULT =
            new KeptMemory(OnLeak.CAPTURE, ByteSize.ofMebibytes(512));

    /** Keeps nothing of a service that leaks. */
    public static final KeptMemory NOTHING = new KeptMemory(OnLeak.NOTHING, ByteSize.ZERO);

    /** The property of a build that says {@code onLeak} for all of its checks. */
    public static final String ON_LEAK_PROPERTY = "leakgate.onLeak";

    /** The property of a build that says {@code keepCore} for all of its checks. */
    public static final String KEEP_CORE_PROPERTY = "leakgate.keepCore";

    /**
     * Returns what holds in a build whose properties may say otherwise than a check.
     *
     * @throws IllegalArgumentException when a property has a value that it cannot have
     */
    public KeptMemory under(Function<String, Optional<String>> properties) {
        Optional<OnLeak> leak = properties.apply(ON_LEAK_PROPERTY).map(KeptMemory::onLeak);
        Optional<ByteSize> core = properties.apply(KEEP_CORE_PROPERTY).map(KeptMemory::size);
        return new KeptMemory(leak.orElse(onLeak), core.orElse(keepCore));
    }

    private static OnLeak onLeak(String text) {
        return Arrays.stream(OnLeak.values())
                .filter(value -> value.name().equals(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        ON_LEAK_PROPERTY
                                                + " = \""
                                                + text
                                                + "\" must be CAPTURE, which is the default, or"
                                                + " NOTHING"));
    }

    private static ByteSize size(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEEP_CORE_PROPERTY + " = " + e.getMessage(), e);
        }
    }
}
