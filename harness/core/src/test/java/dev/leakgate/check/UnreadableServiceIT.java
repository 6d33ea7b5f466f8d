package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leakgate.service.NativeService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.testing.KeepingService;
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
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path service = Files.copy(NativePrograms.build("undumpable.c"), folder.resolve("service"));
        Files.setPosixFilePermissions(service, PosixFilePermissions.fromString("rwxr-xr-x"));
        String output = checkAsNobody(service.toString());

        assertThat(output.lines().findFirst().orElse(""))
                .as(output)
                .startsWith("INCONCLUSIVE  A.b: cannot read /proc/")
                .contains("run as the same user or as root, or give the JVM CAP_SYS_PTRACE");
    }

    @Test
    void aProcessOfAnotherUserCannotBeAttachedToAndTheRemedyIsTold() throws Exception {
        try (KeepingService service = KeepingService.startByShell(folder, 0)) {
            int pid = service.id().pid();

            assertThat(checkAsNobody(Integer.toString(pid)))
                    .startsWith(
                            "the kernel does not let us trace process "
                                    + pid
                                    + " (perl, uid 0; we are uid 65534); run as the same user or as"
                                    + " root, or give the JVM CAP_SYS_PTRACE");
            assertThat(checkAsNobody("port " + service.port()))
                    .startsWith(
                            "who listens on port "
                                    + service.port()
                                    + " cannot be seen: the socket is of uid 0; run the build as"
                                    + " that user or as root");
        }
    }

    private String checkAsNobody(String service) throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
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
                                service,
                                folder.resolve("results").toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new String(harness.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Copies what is on our class path to where anybody may read it. */
    private String readableClassPath() throws IOException {
        Path copies = Files.createTempDirectory(folder, "classes");
        Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            Path target = copies.resolve(entries.size() + "-" + source.getFileName());
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
            try {
                System.out.println(check(service(arguments[0]), plan, arguments[1]).message());
            } catch (ServiceException refused) {
                System.out.println(refused.getMessage());
            }
            System.exit(0);
        }

        private static NativeService service(String named) {
            if (named.startsWith("port ")) {
                return NativeService.attachToPort(Integer.parseInt(named.substring(5))).build();
            }
            return named.matches("[0-9]+")
                    ? NativeService.attach(Integer.parseInt(named)).build()
                    : NativeService.command(named, "${port}").build();
        }

        private static CheckOutcome check(NativeService service, CheckPlan plan, String results) {
            return new LeakChecker(
                            new CheckId("A", "b()", "A.b"),
                            service,
                            plan,
                            List.of(),
                            Path.of(results))
                    .check(
                            load -> {
                                try (Socket socket =
                                        new Socket(
                                                load.address().getAddress(),
                                                load.address().getPort())) {
                                    socket.getInputStream().read();
                                }
                            });
        }
    }
}
