package dev.leakgate.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs test programs with the C library of another suite of Debian, which lies aside and is not
 * installed.
 */
public final class OtherGlibc {

    private static final String MULTIARCH = "x86_64-linux-gnu";

    private final Path root;
    private final boolean older;

    private OtherGlibc(Path root, boolean older) {
        this.root = root;
        this.older = older;
    }

    /**
     * Gets the library of a suite, which takes some seconds the first time. Skips the test where it
     * cannot be had: without a network, or on another distribution.
     *
     * @param older whether it is older than this machine's, so that programs must be built for it
     */
    public static OtherGlibc of(String suite, boolean older) {
        return new OtherGlibc(DebianPackages.of(suite, "libc6", "libc6-dev"), older);
    }

    /**
     * Builds a program under {@code src/test/native} and starts it with that library; it sleeps
     * then.
     */
    public RunningProgram start(String source, String... arguments) {
        return RunningProgram.startAndAwaitSleep(command(source, arguments).toArray());
    }

    /** Does so with a program that can be traced; its output goes to a file in a folder. */
    public TracedProgram startTraced(Path folder, String source) {
        List<String> command = command(source);
        return TracedProgram.start(
                folder,
                Path.of(command.get(0)),
                command.subList(1, command.size()).toArray(String[]::new));
    }

    private List<String> command(String source, String... arguments) {
        Path libraries = root.resolve("lib").resolve(MULTIARCH);
        Path program =
                older
                        ? NativePrograms.build(source, flags(libraries))
                        : NativePrograms.build(source);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                                "--library-path",
                                libraries.toString(),
                                program.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The kernel's headers, which libc6-dev does not have, are this machine's. */
    private String[] flags(Path libraries) {
        Path linked = root.resolve("usr/lib").resolve(MULTIARCH);
        return List.of(
                        "--sysroot=" + root,
                        "-B" + linked,
                        "-L" + linked,
                        "-L" + libraries,
                        "-isystem" + root.resolve("usr/include").resolve(MULTIARCH),
                        "-isystem" + root.resolve("usr/include"),
                        "-idirafter/usr/include/" + MULTIARCH,
                        "-idirafter/usr/include",
                        libraries.resolve("libpthread.so.0").toString())
                .toArray(String[]::new);
    }
}
