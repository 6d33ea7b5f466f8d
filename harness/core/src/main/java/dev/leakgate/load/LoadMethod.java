package dev.leakgate.load;

/** Sends one request; a method that throws makes it a failed one. */
@FunctionalInterface
public interface LoadMethod {

    /**
     * Sends one request. Called from several threads at once.
     *
     * @param load the driver of the calling thread
     * @throws Exception when the request failed
     */
    void send(LoadDriver load) throws Exception;
}
