package dev.leakgate.graph;

/**
 * Runs checks of what is leaked where chance may hide a leak: with addresses of 32 bits any number
 * may look like a pointer. Each process has another layout of memory, so what such a word holds in
 * one it does not in the next; what is wrong is wrong in all.
 */
final class Layouts {

    private static final int RUNS_OF_32_BIT = 5;

    private Layouts() {}

    /** Checks a process of its own at each call. */
    interface Check {
        void run() throws Exception;
    }

    /** Runs a check once; that of a 32-bit program until it succeeds, a few times at most. */
    static void check(String flag, Check check) throws Exception {
        int runs = flag.equals("-m32") ? RUNS_OF_32_BIT : 1;
        for (int run = 1; ; run++) {
            try {
                check.run();
                return;
            } catch (AssertionError failure) {
                if (run == runs) {
                    throw failure;
                }
            }
        }
    }
}
