package dev.leakgate.linux;

/** Takes the lines of a text, one call each. */
interface LineSink {

    /** Takes the line {@code text[from, to)}, without its line feed; the array is used again. */
    void line(byte[] text, int from, int to);

    /**
     * Takes as many whole lines at the start of {@code text[from, to)} as it knows at a glance, so
     * that nobody needs to look for their ends.
     *
     * @return where the first line starts that it does not know
     */
    default int knownLines(byte[] text, int from, int to) {
        return from;
    }
}
