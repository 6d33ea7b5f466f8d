package dev.leakgate.service;

/** Says that the service could not be started or died; the message holds the tail of its output. */
public class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Makes the exception with what happened, where, and what to do next. */
    public ServiceException(String message) {
        super(message);
    }
}
