package dev.leakgate.load;

/** Says how long the built-in client keeps a connection. */
public enum Connections {
    /** Until the end of the round. */
    KEEP_ALIVE("kept"),
    /**
     * For one request only. HTTP requests say {@code Connection: close}; the connection of {@link
     * LoadDriver#stream()} ends with the call of the load method.
     */
    NEW_EACH_REQUEST("new each request");

    private final String text;

    Connections(String text) {
        this.text = text;
    }

    /** Returns what a report calls it, {@code "new each request"}. */
    public String text() {
        return text;
    }
}
