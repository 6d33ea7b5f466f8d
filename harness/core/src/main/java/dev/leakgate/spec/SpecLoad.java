package dev.leakgate.spec;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadMethod;

/** Says what sends the requests of a check. */
sealed interface SpecLoad {

    /** Runs a check under this load. */
    CheckOutcome run(LeakChecker checker);

    /** The built-in driver, with a method that sends one request. */
    record Requests(LoadMethod method) implements SpecLoad {
        @Override
        public CheckOutcome run(LeakChecker checker) {
            return checker.check(method);
        }
    }

    /** A load tool, run once a round. */
    record Tool(ExternalLoad tool) implements SpecLoad {
        @Override
        public CheckOutcome run(LeakChecker checker) {
            return checker.check(tool);
        }
    }
}
