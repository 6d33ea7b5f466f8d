package dev.leakgate.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Builds the programs under {@code src/test/native} with gcc or g++, once per source and flags. */
public final class NativePrograms {

    private static final Path SOURCES = Path.of("src/test/native");
    private static final Path PROGRAMS = Path.of("target/test-native");

    private static final boolean BUILDS_32_BIT = hasLibraries("-m32");

    private NativePrograms() {}

    /** Tells whether this machine runs what it builds; asked by the first test that needs it. */
    private static final class Runs32Bit {

        static final boolean HERE = runs();

        private static boolean runs() {
            try {
                Path program = Files.createTempFile("leakgate-runs", "");
                Process gcc =
                        new ProcessBuilder("gcc", "-m32", "-x", "c", "-", "-o", program + "")
                                .start();
                try (OutputStream source = gcc.getOutputStream()) {
                    source.write("int main(void) { return 0; }".getBytes(StandardCharsets.UTF_8));
                }
                boolean runs =
                        gcc.waitFor() == 0
                                && new ProcessBuilder(program + "").start().waitFor() == 0;
                Files.delete(program);
                return runs;
            } catch (IOException refused) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static boolean hasLibraries(String flag) {
        try {
            Process gcc = new ProcessBuilder("gcc", flag, "-print-libgcc-file-name").start();
            String name =
                    new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return Files.isRegularFile(Path.of(name));
        } catch (IOException noCompiler) {
            return false;
        }
    }

    /**
     * Gives the program made of {@code src/test/native/SOURCE}, and builds it when it is not there.
     *
     * @param source the file's name, such as {@code "mappings.c"}; {@code .cpp} is built by g++
     * @param flags more of the compiler's arguments, such as {@code "-m32"}; they stand behind the
     *     source, so that libraries are possible too
     * @throws AssertionError when it does not compile, with the compiler's output
     * @throws org.opentest4j.TestAbortedException when {@code -m32} is asked for and this machine
     *     has no 32-bit libraries: the test is skipped, with this reason
     */
    public static Path build(String source, String... flags) {
        if (List.of(flags).contains("-m32")) {
            Assumptions.assumeTrue(
                    BUILDS_32_BIT,
                    "gcc -m32 has no libraries here; install gcc-multilib and g++-multilib");
            Assumptions.assumeTrue(
                    Runs32Bit.HERE,
                    "this machine runs no 32-bit programs; its kernel needs CONFIG_IA32_EMULATION");
        }
        try {
            Path file = SOURCES.resolve(source);
            String stem = source.substring(0, source.lastIndexOf('.'));
            Path program = PROGRAMS.resolve(stem + "-" + hash(file, flags)).toAbsolutePath();
            if (!Files.exists(program)) {
                compile(file, program, flags);
            }
            return program;
        } catch (IOException failure) {
            throw new AssertionError("cannot build " + source, failure);
        }
    }

    private static void compile(Path source, Path program, String... flags) throws IOException {
        Files.createDirectories(PROGRAMS);
        // Built aside and moved, so that another JVM never runs half a program.
        Path unfinished = Files.createTempFile(PROGRAMS, "building", "");
        List<String> command = new ArrayList<>();
        command.add(source.toString().endsWith(".cpp") ? "g++" : "gcc");
        command.addAll(List.of("-g", "-O1", "-Wall", "-pthread", "-o", unfinished.toString()));
        command.add(source.toString());
        command.addAll(List.of(flags));
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (compiler.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + output);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while " + source + " was built", interrupted);
        }
        Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hash(Path source, String... flags) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(source));
            digest.update(String.join("\0", flags).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
