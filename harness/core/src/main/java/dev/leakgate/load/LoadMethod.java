package dev.leakgate.load;

/** Sends one request; a method that throws makes it a failed one. */
@FunctionalInterface
public interface LoadMethod {

    /**
     * Sends one request. Called from several threads at once, and from the same threads in each
     * block, so that a {@link ThreadLocal} may keep a socket of its own.
     *
     * @param load the driver of the calling thread; no other thread may use it
     * @throws Exception when the request failed
     */
    void send(LoadDriver load) throws Exception;
}
