package dev.leakgate.linux;

/** Takes the lines of a text, one call each. */
interface LineSink {

    /** Takes the line {@code text[from, to)}, without its line feed; the array is used again. */
    void line(byte[] text, int from, int to);
}
