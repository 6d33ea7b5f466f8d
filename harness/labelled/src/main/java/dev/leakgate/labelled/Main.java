package dev.leakgate.labelled;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runs the labelled set from the command line; {@code labelled.sh} says how. */
public final class Main {

    private static final String USAGE =
            "usage: ./labelled.sh [--runs N] [--only TEXT] [--healthy | --leaking]" + " [--write]";

    private int runs = 1;
    private String only = "";
    private boolean healthy = true;
    private boolean leaking = true;
    private boolean write;

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
                case "--write" -> write = true;
                case "--only" -> {
                    only = value;
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
        return true;
    }

    private boolean run() throws IOException {
        StringBuilder printed = new StringBuilder();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Consumer<String> both =
                text -> {
                    printed.append(text);
                    out.print(text);
                };
        List<Trial> trials =
                new LabelledSet(Path.of("harness/labelled"), this::wanted, both).run(runs);
        both.accept("\n" + new Score(trials).text());
        if (write) {
            Page.write(Path.of("docs/labelled-set.md"), printed.toString());
        }
        return trials.stream().noneMatch(Trial::wrong);
    }

    private boolean wanted(Subject subject) {
        return (subject.truth().healthy() ? healthy : leaking) && subject.name().contains(only);
    }
}
