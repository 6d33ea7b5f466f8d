package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs each service of the set and prints the table, a row as soon as its runs are done. */
final class LabelledSet {

    private final List<Subject> subjects;
    private final Trials trials;
    private final Consumer<String> out;

    /**
     * Prepares.
     *
     * @param module the folder of this module, where the programs are built
     */
    LabelledSet(Path module, Predicate<Subject> wanted, Consumer<String> out) throws IOException {
        Path programs = NativeBuild.build(module);
        LookAlikes lookAlikes = new LookAlikes(programs);
        DebianServices debian = new DebianServices(programs);
        subjects =
                Stream.of(
                                debian.healthy(),
                                lookAlikes.healthy(),
                                debian.leaking(),
                                lookAlikes.leaking())
                        .flatMap(List::stream)
                        .filter(wanted)
                        .toList();
        trials = new Trials(module.resolve("target/labelled").toAbsolutePath().normalize());
        this.out = out;
    }

    /** Returns the number of services that do not leak. */
    int healthy() {
        return (int) subjects.stream().filter(subject -> subject.truth().healthy()).count();
    }

    /** Runs each service so many times. */
    List<Trial> run(int runs) throws IOException {
        List<Trial> all = new ArrayList<>();
        out.accept(Table.header());
        for (Subject subject : subjects) {
            List<Trial> own = new ArrayList<>();
            for (int number = 1; number <= runs; number++) {
                own.add(trials.run(subject, number));
            }
            out.accept(Table.row(own));
            for (Trial trial : own) {
                if (!trial.right()) {
                    System.err.println(subject.name() + ": " + trial.reason());
                }
            }
            all.addAll(own);
        }
        return all;
    }
}
