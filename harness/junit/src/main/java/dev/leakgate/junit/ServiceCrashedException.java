package dev.leakgate.junit;

import dev.leakgate.service.ServiceException;

/**
 * Says that the service died during a check. The message names the signal or the status and holds
 * the tail of its output.
 *
 * @since 0.1
 */
public final class ServiceCrashedException extends ServiceException {

    private static final long serialVersionUID = 1;

    ServiceCrashedException(String message) {
        super(message);
    }
}
