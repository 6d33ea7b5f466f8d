package dev.leakgate.telemetry;

/** Says what is wrong with the settings; the message is for the user and needs no stack trace. */
public final class TelemetryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TelemetryException(String message) {
        super(message);
    }
}
