package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.elf.ElfFile;
import dev.leakgate.elf.Segment;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Makes cores with gdb and the kernel, and lets gdb and eu-readelf look at them. */
final class Cores {

    private static final long DEADLINE_SECONDS = 60;

    private Cores() {}

    /** Lets gdb write a core of a process. */
    static Path gcore(int pid, Path folder) {
        run(folder, "gcore", "-o", folder.resolve("gcore").toString(), Integer.toString(pid));
        return folder.resolve("gcore." + pid);
    }

    /** Runs a program that crashes, and gives the kernel's core of it; skips where none is left. */
    static Path kernels(Path folder, Path program, String... arguments) throws IOException {
        String pattern = Files.readString(Path.of("/proc/sys/kernel/core_pattern")).strip();
        assumeTrue(
                pattern.equals("core"),
                "core_pattern is " + pattern + ", so the kernel's core is not here");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -c unlimited; \"$@\""));
        command.addAll(List.of("sh", program.toString()));
        command.addAll(List.of(arguments));
        runAny(folder, command);
        try (var files = Files.list(folder)) {
            Path core =
                    files.filter(file -> file.getFileName().toString().startsWith("core"))
                            .findFirst()
                            .orElse(null);
            assumeTrue(core != null, "the kernel left no core; RLIMIT_CORE may be 0 for good");
            assertThat(core).isNotNull();
            return Objects.requireNonNull(core);
        }
    }

    /** Gives the notes of one owner as they stand in a core: type and content, a line each. */
    static List<String> notes(Path core, String owner) throws IOException {
        try (ElfFile file = ElfFile.openCore(core)) {
            List<String> notes = new ArrayList<>();
            Segment segment =
                    file.segments().stream().filter(Segment::isNote).findFirst().orElseThrow();
            ByteBuffer bytes = ByteBuffer.allocate((int) segment.fileSize());
            assertThat(file.read(segment.offset(), bytes)).isEqualTo(bytes.capacity());
            bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                byte[] name = new byte[(bytes.getInt() + 3) / 4 * 4];
                byte[] content = new byte[(bytes.getInt() + 3) / 4 * 4];
                int type = bytes.getInt();
                bytes.get(name).get(content);
                if (new String(name, StandardCharsets.US_ASCII).startsWith(owner + "\0")) {
                    notes.add(Integer.toHexString(type) + " " + HexFormat.of().formatHex(content));
                }
            }
            return notes;
        }
    }

    /** Gives what gdb prints for commands on a core. */
    static String gdb(Path program, Path core, String... commands) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gdb",
                                "-batch",
                                "-nx",
                                "-iex",
                                "set debuginfod enabled off",
                                "-iex",
                                "set width 0"));
        for (String each : commands) {
            command.add("-ex");
            command.add(each);
        }
        command.add(program.toString());
        command.add(core.toString());
        return run(Path.of("/"), command.toArray(String[]::new));
    }

    /** Runs a tool that must succeed, and gives its output. */
    static String run(Path folder, String... command) {
        Ended ended = runAny(folder, List.of(command));
        assertThat(ended.status()).as(String.join(" ", command) + "\n" + ended.output()).isZero();
        return ended.output();
    }

    /** Runs a tool that may fail, and tells whether it succeeded. */
    static boolean succeeds(Path folder, String... command) {
        return runAny(folder, List.of(command)).status() == 0;
    }

    private record Ended(int status, String output) {}

    private static Ended runAny(Path folder, List<String> command) {
        try {
            Path output = Files.createTempFile("output", ".txt");
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Ended(process.exitValue(), text);
        } catch (IOException failure) {
            throw new AssertionError("cannot run " + command, failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(command + " was interrupted", interrupted);
        }
    }
}
