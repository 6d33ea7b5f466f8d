package dev.leakgate.check;

import dev.leakgate.image.CaptureMode;
import dev.leakgate.units.ByteSize;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says how much of the memory of a service is kept when it leaks or crashes.
 *
 * @param onLeak what is kept when it leaks
 * @param keepCore how much memory a core holds at most, the most useful first; with 0 there is none
 * @param capture how the memory of a service that leaks is frozen
 */
public record KeptMemory(OnLeak onLeak, ByteSize keepCore, CaptureMode capture) {

    /** Keeps cores of 512 MiB, and the dumps of what grew. */
    public static final KeptMemory DEFAULT =
            new KeptMemory(OnLeak.CAPTURE, ByteSize.ofMebibytes(512));

    /** Keeps nothing of a service that leaks. */
    public static final KeptMemory NOTHING = new KeptMemory(OnLeak.NOTHING, ByteSize.ZERO);

    /** The property of a build that says {@code onLeak} for all of its checks. */
    public static final String ON_LEAK_PROPERTY = "leakgate.onLeak";

    /** The property of a build that says {@code keepCore} for all of its checks. */
    public static final String KEEP_CORE_PROPERTY = "leakgate.keepCore";

    /** The property of a build that says {@code capture} for all of its checks. */
    public static final String CAPTURE_PROPERTY = "leakgate.capture";

    /** Leaves the way to freeze the memory to what is possible. */
    public KeptMemory(OnLeak onLeak, ByteSize keepCore) {
        this(onLeak, keepCore, CaptureMode.AUTO);
    }

    /**
     * Returns what holds in a build whose properties may say otherwise than a check.
     *
     * @throws IllegalArgumentException when a property has a value that it cannot have
     */
    public KeptMemory under(Function<String, Optional<String>> properties) {
        Optional<OnLeak> leak =
                properties
                        .apply(ON_LEAK_PROPERTY)
                        .map(text -> oneOf(ON_LEAK_PROPERTY, text, OnLeak.values()));
        Optional<ByteSize> core = properties.apply(KEEP_CORE_PROPERTY).map(KeptMemory::size);
        Optional<CaptureMode> way =
                properties
                        .apply(CAPTURE_PROPERTY)
                        .map(text -> oneOf(CAPTURE_PROPERTY, text, CaptureMode.values()));
        return new KeptMemory(leak.orElse(onLeak), core.orElse(keepCore), way.orElse(capture));
    }

    private static <E extends Enum<E>> E oneOf(String property, String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        property
                                                + " = \""
                                                + text
                                                + "\" must be one of "
                                                + Arrays.stream(values)
                                                        .map(Enum::name)
                                                        .collect(Collectors.joining(", "))));
    }

    private static ByteSize size(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEEP_CORE_PROPERTY + " = " + e.getMessage(), e);
        }
    }
}
