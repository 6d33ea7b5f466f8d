package dev.leakgate.junit.samples;

/** Links only where {@link Helper} is on the class path. */
public class NeedsHelper {

    void uses(Helper helper) {}

    /** The test takes this class away. */
    public static final class Helper {}
}
