package dev.leakgate.service;

/** Says that a signal ended the service before it was ready. */
public final class CrashedAtStartException extends ServiceException {

    private static final long serialVersionUID = 1;

    private final transient RunningService service;

    CrashedAtStartException(String message, RunningService service) {
        super(message);
        this.service = service;
    }

    /** Returns what was launched, for how it ended, its core and its output. */
    public RunningService service() {
        return service;
    }
}
