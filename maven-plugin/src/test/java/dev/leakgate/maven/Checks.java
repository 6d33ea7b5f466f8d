package dev.leakgate.maven;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes checks for tests. */
final class Checks {

    static final String DRIVEN = "(dev.leakgate.load.LoadDriver)";

    private Checks() {}

    static DeclaredCheck named(String className, String method) {
        int dollar = className.lastIndexOf('$');
        return new DeclaredCheck(
                className,
                dollar < 0 ? List.of() : List.of(className.substring(0, dollar)),
                method,
                method + DRIVEN,
                Set.of(),
                false);
    }

    static DeclaredCheck ofSpec(String className, @Nullable String problem) {
        return new DeclaredCheck(
                className,
                List.of(),
                null,
                "a.leakcheck.yaml: known channel",
                Set.of(),
                false,
                problem);
    }

    static DeclaredCheck tagged(String className, String... tags) {
        return new DeclaredCheck(
                className, List.of(), "leak", "leak" + DRIVEN, Set.of(tags), false);
    }

    static DeclaredCheck disabled(String className) {
        return new DeclaredCheck(className, List.of(), "leak", "leak" + DRIVEN, Set.of(), true);
    }
}
