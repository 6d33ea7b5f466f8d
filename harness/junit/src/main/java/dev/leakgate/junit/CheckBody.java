package dev.leakgate.junit;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.check.OwnRounds;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.spec.LeakCheckSpec;

/** Says what a check does with its service. */
sealed interface CheckBody {

    /** Runs it. */
    CheckOutcome run(LeakChecker checker);

    /** Sends one request, and is called for each. */
    record PerRequest(LoadMethod method) implements CheckBody {
        @Override
        public CheckOutcome run(LeakChecker checker) {
            return checker.check(method);
        }
    }

    /** Drives all rounds, and is called once. */
    record Rounds(OwnRounds rounds) implements CheckBody {
        @Override
        public CheckOutcome run(LeakChecker checker) {
            return checker.checkOwnRounds(rounds);
        }
    }

    /** Sends what a spec says. */
    record OfSpec(LeakCheckSpec spec) implements CheckBody {
        @Override
        public CheckOutcome run(LeakChecker checker) {
            return spec.run(checker);
        }
    }
}
