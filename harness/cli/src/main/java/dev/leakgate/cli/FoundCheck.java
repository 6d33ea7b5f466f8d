package dev.leakgate.cli;

import dev.leakgate.check.CheckId;
import dev.leakgate.spec.LeakCheckSpec;
import dev.leakgate.spec.SpecFile;

/** Holds a check and the file that it is written in. */
record FoundCheck(SpecFile file, LeakCheckSpec spec) {

    /** Returns what reports call it, {@code FILE: NAME}. */
    String key() {
        return file.key(spec);
    }

    CheckId id() {
        return new CheckId(
                file.name(),
                spec.name(),
                key(),
                file.name() + ":" + spec.line() + ":" + spec.column());
    }
}
