package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs {@code contained.c} as a container does: in pid, mount and network namespaces of its own,
 * and from a root that is mounted nowhere else, with its stripped program, the debug file of that
 * and the C library. It is no child of this JVM's, see {@link Sleeper}.
 */
final class Contained implements AutoCloseable {

    /* A number that no process of ours is likely to have; the kernel may take another. */
    private static final int INNER_PID = 3_999_000;

    /* $0 is the tree, $1 an empty folder, $2 the program, $3 its port, $4 the wanted number. */
    private static final String SCRIPT =
            """
            set -e
            mount -t tmpfs tmpfs "$1"
            cp -a "$0/." "$1"
            mkdir "$1/old" "$1/proc" "$1/dev"
            : >"$1/dev/null"
            mount -t proc proc "$1/proc"
            cd "$1"
            pivot_root . old
            echo $(($4 - 1)) >/proc/sys/kernel/ns_last_pid
            (exec /old/usr/sbin/chroot . "/$2" "$3") &
            wait
            """;

    static final int PORT = 4318;

    private static final String PROGRAM = "srv/contained";

    private final Process container;
    private final int pid;

    private Contained(Process container, int pid) {
        this.container = container;
        this.pid = pid;
    }

    /** Starts it; skips the test where we may not make namespaces. */
    static Contained start(Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                said("unshare", "--pid", "--mount", "--net", "--fork", "true") != null,
                "no namespaces here");
        Path tree = folder.resolve("tree");
        build(tree);
        Process container =
                new ProcessBuilder(
                                "unshare",
                                "--pid",
                                "--mount",
                                "--net",
                                "--fork",
                                "--kill-child",
                                "sh",
                                "-c",
                                SCRIPT,
                                tree.toString(),
                                Files.createDirectory(folder.resolve("root")).toString(),
                                PROGRAM,
                                Integer.toString(PORT),
                                Integer.toString(INNER_PID))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < deadline && container.isAlive()) {
            for (ProcessHandle each : container.descendants().toList()) {
                if (isWaiting(each.pid())) {
                    return new Contained(container, (int) each.pid());
                }
            }
        }
        container.destroyForcibly();
        throw new AssertionError(Files.readString(folder.resolve("said")));
    }

    private static boolean isWaiting(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(" (contained) S ");
        } catch (IOException gone) {
            return false;
        }
    }

    private static void build(Path root) throws IOException, InterruptedException {
        Path program = Files.createDirectories(root.resolve("srv")).resolve("contained");
        assertThat(
                        said(
                                "gcc",
                                "-g",
                                "-O0",
                                "-o",
                                program.toString(),
                                "src/test/native/contained.c"))
                .isNotNull();
        String notes = String.valueOf(said("readelf", "-n", program.toString()));
        String id = notes.replaceFirst("(?s).*Build ID: ([0-9a-f]+).*", "$1");
        Path debug =
                Files.createDirectories(
                                root.resolve("usr/lib/debug/.build-id").resolve(id.substring(0, 2)))
                        .resolve(id.substring(2) + ".debug");
        assertThat(said("objcopy", "--only-keep-debug", program.toString(), debug.toString()))
                .isNotNull();
        String linked = String.valueOf(said("ldd", program.toString()));
        assertThat(said("strip", program.toString())).isNotNull();
        for (String library : linked.split("\\s+", -1)) {
            if (library.startsWith("/")) {
                Path copy = root.resolve(library.substring(1));
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(Path.of(library).toRealPath(), copy);
            }
        }
    }

    private static @Nullable String said(String... command)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : null;
    }

    /** Returns its number among ours. */
    int pid() {
        return pid;
    }

    /** Returns its own number. */
    int innerPid() throws IOException {
        String line =
                Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                        .filter(each -> each.startsWith("NSpid:"))
                        .findFirst()
                        .orElseThrow();
        return Integer.parseInt(line.substring(line.lastIndexOf('\t') + 1));
    }

    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(container.descendants(), Stream.of(container.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
