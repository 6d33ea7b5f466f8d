package dev.leakgate.check;

import java.util.Arrays;

/** Says how the memory of a service that crashes is kept. */
public enum OnCrash {
    /** By the kernel: its core, where the machine keeps plain ones. */
    CORE,

    /**
     * By tracing the service from its start: for machines that hand cores to a program. The load
     * meets a service that is a little slower, whose interrupted calls answer EINTR more often.
     */
    TRACE;

    /**
     * Reads the name of one.
     *
     * @throws IllegalArgumentException when it is none; the message says which there are
     */
    public static OnCrash parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.name().equals(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "\""
                                                + text
                                                + "\" must be CORE, which is the default, or"
                                                + " TRACE"));
    }
}
