package dev.leakgate.load;

/**
 * Sends and reads bytes over one connection to the service, for protocols that are not HTTP.
 *
 * <p>The first call of a round connects; the connection is closed at the end of the round, or of
 * the request with {@link Connections#NEW_EACH_REQUEST}. Each call has the check's request timeout.
 * After a failure the next call connects anew.
 *
 * <p>Whatever fails throws {@link RequestFailedException}: no connection, an end of the stream that
 * was not asked for, a timeout, an answer larger than 64 MiB.
 */
public interface StreamClient {

    /** Sends bytes. */
    StreamClient send(byte[] bytes);

    /** Sends a text as UTF-8. */
    StreamClient send(String text);

    /** Reads exactly {@code count} bytes. */
    byte[] read(int count);

    /**
     * Reads up to a delimiter.
     *
     * @param delimiter one byte or more
     * @return what stands before it, as UTF-8; the delimiter is read too
     */
    String readUntil(String delimiter);

    /** Reads a line and returns it without its end, LF or CR LF. */
    String readLine();

    /** Reads until the service closes the connection. */
    byte[] readToEnd();

    /** Closes the connection; the next call connects anew. */
    void close();
}
