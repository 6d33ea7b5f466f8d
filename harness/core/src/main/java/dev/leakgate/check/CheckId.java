package dev.leakgate.check;

/**
 * Names a check.
 *
 * @param testClass the class, {@code "com.example.GatewayIT"}
 * @param method the method with its parameter types, {@code
 *     "unknownChannel(dev.leakgate.load.LoadDriver)"}
 * @param displayName what a report calls it, {@code "GatewayIT.unknownChannel"}
 */
public record CheckId(String testClass, String method, String displayName) {}
