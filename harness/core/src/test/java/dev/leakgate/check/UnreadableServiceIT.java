package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leakgate.service.NativeService;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks, as a user without rights, a service that the kernel hides; needs root to begin with. */
class UnreadableServiceIT {

    private static final String NOBODY = "65534";

    @TempDir Path folder;

    @Test
    void aServiceThatMayNotBeLookedIntoIsInconclusiveWithTheRemedy() throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path service = Files.copy(NativePrograms.build("undumpable.c"), folder.resolve("service"));
        Files.setPosixFilePermissions(service, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process harness =
                new ProcessBuilder(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--clear-groups",
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                readableClassPath(),
                                Harness.class.getName(),
                                service.toString(),
                                folder.resolve("results").toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(harness.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output.lines().findFirst().orElse(""))
                .as(output)
                .startsWith("INCONCLUSIVE  A.b: cannot read /proc/")
                .contains("run as the same user or as root, or give the JVM CAP_SYS_PTRACE");
    }

    /** Copies what is on our class path to where anybody may read it. */
    private String readableClassPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            Path target = folder.resolve(entries.size() + "-" + source.getFileName());
            if (Files.isDirectory(source)) {
                copyFolder(source, target);
            } else if (Files.exists(source)) {
                Files.copy(source, target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
            }
            entries.add(target.toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void copyFolder(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = target.resolve(source.relativize(file));
                Files.copy(file, copy);
                Files.setPosixFilePermissions(
                        copy,
                        PosixFilePermissions.fromString(
                                Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    /** Runs the check, and prints what it came to. */
    static final class Harness {

        private Harness() {}

        public static void main(String[] arguments) {
            CheckPlan plan =
                    new CheckPlan(
                            5,
                            5,
                            5,
                            1,
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(20),
                            BytesPerRequest.ZERO);
            CheckOutcome outcome =
                    new LeakChecker(
                                    new CheckId("A", "b()", "A.b"),
                                    NativeService.command(arguments[0], "${port}").build(),
                                    plan,
                                    List.of(),
                                    Path.of(arguments[1]))
                            .check(
                                    load -> {
                                        try (Socket socket =
                                                new Socket(
                                                        load.address().getAddress(),
                                                        load.address().getPort())) {
                                            socket.getInputStream().read();
                                        }
                                    });
            System.out.println(outcome.message());
            System.exit(0);
        }
    }
}
