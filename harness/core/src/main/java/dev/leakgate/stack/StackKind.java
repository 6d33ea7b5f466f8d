package dev.leakgate.stack;

/** Says whose a stack is. */
public enum StackKind {
    /** The main thread's, which the kernel made and lets grow. */
    MAIN("main"),
    /** That of a thread that runs or waits. */
    THREAD("thread"),
    /** One that the C library keeps of a thread that has ended, for the next one. */
    ENDED("ended"),
    /** A thread's that could not be found; the thread is there. */
    UNKNOWN("unknown");

    private final String text;

    StackKind(String text) {
        this.text = text;
    }

    /** Returns the word that reports use. */
    public String text() {
        return text;
    }
}
