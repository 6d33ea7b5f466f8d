package dev.leakgate.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names a check.
 *
 * @param testClass the class, {@code "com.example.GatewayIT"}
 * @param method the method with its parameter types, {@code
 *     "unknownChannel(dev.leakgate.load.LoadDriver)"}
 * @param displayName what a report calls it, {@code "GatewayIT.unknownChannel"}
 * @param source where it is written when that is no method, {@code "gateway.leakcheck.yaml:3:5"}
 */
public record CheckId(
        String testClass, String method, String displayName, @Nullable String source) {

    /**
     * Returns the names that a pattern may mean: {@code GatewayIT.unknownChannel} and {@code
     * com.example.GatewayIT#unknownChannel}.
     */
    List<String> names() {
        return List.of(displayName, testClass + "#" + method.replaceFirst("\\(.*", ""));
    }

    /** Names a check that is a method. */
    public CheckId(String testClass, String method, String displayName) {
        this(testClass, method, displayName, null);
    }
}
