package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leakgate.testing.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads a process of root as another user, which needs root to begin with. */
class ProcAccessIT {

    private static final String NOBODY = "65534";

    @Test
    void saysWhoseTheProcessIsAndWhatWouldHelp() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
        try (RunningProgram program = RunningProgram.start("sh", "-c", "echo on; read end")) {
            List<String> answers = readAsNobody(program.pid());
            String expected =
                    "cannot read /proc/%d/%s: process \"sh\" belongs to uid 0, and the kernel does"
                            + " not let uid 65534 look into it; run as the same user or as root";
            for (String file : new String[] {"maps", "smaps", "mem", "fd"}) {
                assertThat(answers)
                        .as(file)
                        .anyMatch(line -> line.startsWith(expected.formatted(program.pid(), file)));
            }
            assertThat(answers)
                    .anyMatch(line -> line.contains("/syscall: process \"sh\" belongs to uid 0"))
                    .contains("status read");
        }
    }

    /** Runs {@link Main} from a copy of our classes that anybody may read. */
    private static List<String> readAsNobody(int pid) throws IOException {
        Path classes = Files.createTempDirectory("readable");
        try {
            Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
            copy(Path.of("target/classes"), "dev/leakgate/units", classes);
            copy(Path.of("target/classes"), "dev/leakgate/files", classes);
            copy(Path.of("target/classes"), "dev/leakgate/linux", classes);
            copy(Path.of("target/test-classes"), "dev/leakgate/linux", classes);
            Process java =
                    new ProcessBuilder(
                                    "setpriv",
                                    "--reuid=" + NOBODY,
                                    "--clear-groups",
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    classes.toString(),
                                    ProcAccessIT.Main.class.getName(),
                                    Integer.toString(pid))
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return output.lines().toList();
        } finally {
            try (Stream<Path> files = Files.walk(classes)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void copy(Path from, String room, Path to) throws IOException {
        Path target = Files.createDirectories(to.resolve(room));
        try (Stream<Path> files = Files.list(from.resolve(room))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /** Tries each file, and prints what each exception says. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            int pid = Integer.parseInt(arguments[0]);
            ProcReader reader = new ProcReader();
            attempt(pid, it -> reader.maps(it, entry -> {}));
            attempt(pid, it -> reader.smaps(it, entry -> {}));
            attempt(pid, it -> reader.stackPointer(it, it));
            attempt(pid, reader::descriptors);
            attempt(pid, ProcMemory::open);
            attempt(
                    pid,
                    it -> {
                        if (reader.status(it).isPresent()) {
                            System.out.println("status read");
                        }
                    });
        }

        private static void attempt(int pid, IntConsumer reading) {
            try {
                reading.accept(pid);
            } catch (ProcAccessException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
