package dev.leakgate.image;

/**
 * Says why one way to freeze a process was not possible.
 *
 * @param mode the way
 * @param cause what stood in the way, with process and limit
 * @param remedy what would help, in the imperative
 * @param passing whether it may be possible a moment later
 */
public record CaptureRefusal(CaptureMode mode, String cause, String remedy, boolean passing) {

    @Override
    public String toString() {
        return cause + "; " + remedy;
    }
}
