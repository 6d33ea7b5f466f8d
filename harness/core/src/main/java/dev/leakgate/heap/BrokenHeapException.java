package dev.leakgate.heap;

/** Says where a heap is not as its allocator would have left it. */
final class BrokenHeapException extends Exception {

    private static final long serialVersionUID = 1;

    BrokenHeapException(String message) {
        super(message, null, false, false);
    }
}
