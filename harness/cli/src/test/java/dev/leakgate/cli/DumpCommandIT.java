package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.image.AddressRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** Dumps memory of a process that sleeps, and compares with what the kernel shows of it. */
class DumpCommandIT {

    @TempDir Path folder;
    private final Cli cli = new Cli();
    private Sleeper sleeper;

    @BeforeEach
    void start() throws IOException {
        sleeper = Sleeper.start();
    }

    @AfterEach
    void stop() {
        sleeper.close();
    }

    @Test
    void writesTheBytesOfARangeForItsOwnerAlone() throws IOException {
        AddressRange stack = mapping("[stack]");
        Path file = folder.resolve("stack.bin");

        assertThat(cli.run("dump", pid(), hex(stack.start()), hex(stack.end()), file + ""))
                .isZero();

        assertThat(cli.out()).isEqualTo(file + "  132 KiB\n");
        assertThat(Files.readAllBytes(file)).isEqualTo(memory(stack));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(listing()).containsExactly("stack.bin");
    }

    @Test
    void writesZerosForWhatNobodyCanRead() throws IOException {
        AddressRange stack = mapping("[stack]");
        Path file = folder.resolve("beyond.bin");
        String beyond = hex(stack.end() - 4096) + "+" + 3 * 4096;

        assertThat(cli.run("dump", "--json", pid(), beyond, file + "")).isZero();

        JsonNode root = new ObjectMapper().readTree(cli.out());
        assertThat(root.get("read").asLong()).isEqualTo(4096);
        assertThat(root.get("unreadable")).hasSize(1);
        assertThat(root.get("unreadable").get(0).get("start").asText())
                .isEqualTo("0x" + hex(stack.end()));
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(3 * 4096);
        assertThat(Arrays.copyOfRange(bytes, 4096, bytes.length)).containsOnly(0);
    }

    @Test
    void writesTheSameOfACore() throws Exception {
        AddressRange stack = mapping("[stack]");
        Path core = sleeper.gcore(folder);
        Path file = folder.resolve("stack.bin");

        assertThat(cli.run("dump", core + "", hex(stack.start()) + "+" + stack.size(), file + ""))
                .isZero();

        assertThat(Files.readAllBytes(file)).isEqualTo(memory(stack));
    }

    @Test
    void leavesNoFileWhereNothingCanBeReadOrWritten() throws IOException {
        Path file = folder.resolve("nothing.bin");
        assertThat(cli.run("dump", pid(), "0", "1000", file + "")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err())
                .startsWith(
                        "leakgate: Nothing from 0x0 to 0x1000 can be read; see: leakgate map "
                                + pid());
        assertThat(listing()).isEmpty();

        AddressRange stack = mapping("[stack]");
        assertThat(cli.run("dump", pid(), hex(stack.start()) + "+4096", "/no/such/folder/x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("/no/such/folder/x cannot be written (");
    }

    @Test
    void saysWhatIsWrongWithTheArguments() {
        assertThat(cli.run("dump", pid(), "7f00", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).startsWith("leakgate: \"7f00\" is no range; write START END FILE or");
        assertThat(cli.run("dump", pid(), "7f00", "zz", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("\"zz\" is no address");
        assertThat(cli.run("dump", pid(), "7f00")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("dump", "4194305", "1000+1", folder + "/x")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("Process 4194305 has no memory to dump");
        assertThat(cli.run("dump", pid(), "1000+1", folder + "")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains(folder + " is a directory");
        assertThat(cli.run("dump", "/no/such/core", "1000+1", folder + "/x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("/no/such/core");
    }

    private List<String> listing() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String pid() {
        return sleeper.pid();
    }

    private Path proc(String file) {
        return Path.of("/proc/" + sleeper.pid() + "/" + file);
    }

    private AddressRange mapping(String name) throws IOException {
        for (String line : Files.readAllLines(proc("maps"))) {
            if (line.endsWith(name)) {
                int dash = line.indexOf('-');
                return RangeText.parse(
                        line.substring(0, dash), line.substring(dash + 1, line.indexOf(' ')));
            }
        }
        throw new AssertionError("no mapping " + name);
    }

    private byte[] memory(AddressRange range) throws IOException {
        byte[] bytes = new byte[(int) range.size()];
        try (RandomAccessFile memory = new RandomAccessFile(proc("mem").toFile(), "r")) {
            memory.seek(range.start());
            memory.readFully(bytes);
        }
        return bytes;
    }

    private static String hex(long address) {
        return Long.toHexString(address);
    }
}
