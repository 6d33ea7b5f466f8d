package dev.leakgate.junit;

import dev.leakgate.spec.LeakCheckSpec;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.FilePosition;

/** A check that a spec file has, or a file that cannot be read and then fails as one test. */
sealed interface FoundSpec {

    /** Returns what tells it from all others of its parent. */
    String key();

    /** Returns where it is written. */
    TestSource source();

    /**
     * A check.
     *
     * @param file what messages call the file
     */
    record Check(String key, String file, LeakCheckSpec spec, TestSource source)
            implements FoundSpec {

        boolean beginsAtOrBefore(FilePosition position) {
            return spec.line() <= position.getLine();
        }
    }

    /**
     * A file, or a directory, that cannot be read.
     *
     * @param message why, with the place
     */
    record Broken(String key, String message, TestSource source) implements FoundSpec {}
}
