package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Lists all services of the set, and how often the long form runs each. */
final class LabelledSet {

    /** Runs that the long form has at least of the healthy services, and of the leaking ones. */
    private static final int LONG_RUNS = 300;

    /** And of each service. */
    private static final int LONG_RUNS_EACH = 10;

    private final List<Subject> subjects;
    private final Trials trials;

    /**
     * Builds the programs.
     *
     * @param module the folder of this module
     */
    LabelledSet(Path module, Predicate<Subject> wanted) throws IOException {
        Path programs = NativeBuild.build(module);
        LookAlikes lookAlikes = new LookAlikes(programs);
        DebianServices debian = new DebianServices(programs);
        HeldOutServices heldOut = new HeldOutServices(programs);
        subjects =
                Stream.of(
                                debian.healthy(),
                                lookAlikes.healthy(),
                                debian.leaking(),
                                lookAlikes.leaking(),
                                heldOut.healthy(),
                                heldOut.leaking(),
                                lookAlikes.heldOut())
                        .flatMap(List::stream)
                        .filter(wanted)
                        .toList();
        trials = new Trials(module.resolve("target/labelled").toAbsolutePath().normalize());
    }

    List<Subject> subjects() {
        return subjects;
    }

    Trials trials() {
        return trials;
    }

    /** Says how often the long form runs each: as often as all of its label together need. */
    ToIntFunction<Subject> longRuns() {
        int healthy = longRuns(true);
        int leaking = longRuns(false);
        return subject -> subject.truth().healthy() ? healthy : leaking;
    }

    private int longRuns(boolean healthy) {
        long some =
                subjects.stream().filter(subject -> subject.truth().healthy() == healthy).count();
        return some == 0 ? 0 : (int) Math.max(LONG_RUNS_EACH, (LONG_RUNS + some - 1) / some);
    }
}
