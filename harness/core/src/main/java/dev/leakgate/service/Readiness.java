package dev.leakgate.service;

import java.util.regex.Pattern;

/** Says what makes a service ready for load. */
public sealed interface Readiness {

    /** The service accepts connections on its port. */
    record Listening() implements Readiness {}

    /**
     * The service answers HTTP on its port.
     *
     * @param path the path to get
     */
    record Http(String path) implements Readiness {}

    /**
     * The service writes a line.
     *
     * @param pattern found anywhere in the line
     */
    record LogLine(Pattern pattern) implements Readiness {}

    /** The service was started. */
    record Started() implements Readiness {}

    /** Returns the condition that the service was started, whether it can be used yet or not. */
    static Readiness started() {
        return new Started();
    }

    /** Returns the condition that the service accepts connections. */
    static Readiness listening() {
        return new Listening();
    }

    /** Returns the condition that {@code GET path} answers with a status below 400. */
    static Readiness http(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "\""
                            + path
                            + "\" is no absolute path; write it with a slash, as in \"/health\"");
        }
        return new Http(path);
    }

    /** Returns the condition that a line contains a match of {@code regex}. */
    static Readiness logLine(String regex) {
        return new LogLine(Pattern.compile(regex));
    }
}
