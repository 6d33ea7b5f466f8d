package dev.leakgate.junit.samples;

/** No check at all; says so when somebody initialises it. */
public class NothingToCheck {

    static {
        Initialized.SEEN.add("NothingToCheck");
    }

    void someMethod() {}
}
