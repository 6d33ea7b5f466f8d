package dev.leakgate.labelled;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Runs the labelled set from the command line; {@code labelled.sh} says how. */
public final class Main {

    private static final String USAGE =
            "usage: ./labelled.sh [--runs N | --long] [--only TEXT] [--healthy | --leaking]"
                    + " [--held-out] [--results FILE] [--write]";
    private static final Path MODULE = Path.of("harness/labelled");

    private int runs = 1;
    private boolean isLong;
    private String only = "";
    private boolean healthy = true;
    private boolean leaking = true;
    private boolean heldOutOnly;
    private boolean write;
    private @Nullable Path results;

    private Main() {}

    /**
     * Prints the table. Exit status: 0 no verdict is the opposite of the truth, 1 one is, 2 usage.
     */
    public static void main(String[] arguments) throws IOException {
        Main main = new Main();
        if (!main.read(List.of(arguments))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        System.exit(main.run() ? 0 : 1);
    }

    private boolean read(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (argument) {
                case "--healthy" -> leaking = false;
                case "--leaking" -> healthy = false;
                case "--held-out" -> heldOutOnly = true;
                case "--long" -> isLong = true;
                case "--write" -> write = true;
                case "--only" -> {
                    only = value;
                    i++;
                }
                case "--results" -> {
                    results = Path.of(value);
                    i++;
                }
                case "--runs" -> {
                    if (!value.matches("[1-9][0-9]{0,4}")) {
                        return false;
                    }
                    runs = Integer.parseInt(value);
                    i++;
                }
                default -> {
                    return false;
                }
            }
        }
        return results == null || !results.toString().isEmpty();
    }

    private boolean run() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LabelledSet set = new LabelledSet(MODULE, this::wanted);
        ToIntFunction<Subject> often = isLong ? set.longRuns() : subject -> runs;
        List<Trial> trials;
        try (Results kept = results == null ? null : Results.open(results, Build.name(MODULE))) {
            trials = new Campaign(set.subjects(), set.trials(), often, out::println).run(kept);
        }
        String table = Table.of(trials);
        out.print("\n" + table);
        if (write) {
            Page.write(Path.of("docs/labelled-set.md"), table);
        }
        return trials.stream().noneMatch(Trial::wrong);
    }

    private boolean wanted(Subject subject) {
        return (subject.truth().healthy() ? healthy : leaking)
                && (subject.heldOut() || !heldOutOnly)
                && subject.name().contains(only);
    }
}
