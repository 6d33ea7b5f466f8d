package dev.leakgate.check;

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

    /** Names a check that is a method. */
    public CheckId(String testClass, String method, String displayName) {
        this(testClass, method, displayName, null);
    }
}
