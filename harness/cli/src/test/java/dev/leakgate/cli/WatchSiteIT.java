package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.linux.Tools;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads heaptrack into services that run, and takes care that they go on. */
class WatchSiteIT {

    private final Path folder;
    private final Cli cli = new Cli();

    WatchSiteIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void showsTheLineThatLeaksAndTheServiceGoesOn() throws Exception {
        assumeTrue(Tools.find("heaptrack").isPresent(), "apt-get install heaptrack");
        try (Gateway gateway = Gateway.start("gateway")) {
            int status =
                    cli.run(
                            "watch",
                            "--until-leak",
                            "--every",
                            "150ms",
                            "--site",
                            "--site-for",
                            "2s",
                            gateway.pid());

            assertThat(status).as(cli.out() + cli.err()).isEqualTo(1);
            assertThat(cli.err()).contains("leakgate: heaptrack records process " + gateway.pid());
            assertThat(cli.out())
                    .containsPattern(
                            "  1  [0-9,]+ × 1,488 B, [0-9.,]+ [KM]?i?B  spp_handle_process ")
                    .containsPattern("service\\.cpp:[0-9]+\n       called by  ");
            gateway.assertGoesOn();
            Path facts = Path.of("/proc", gateway.pid(), "status");
            assertThat(Files.readString(facts)).contains("TracerPid:\t0\n");
        }
    }

    @Test
    void saysWhyItCannotRecord() throws Exception {
        Path program = folder.resolve("waits32");
        Path source =
                Files.writeString(
                        folder.resolve("waits.c"),
                        "#include <unistd.h>\nint main(void) { return pause(); }\n");
        Process gcc =
                new ProcessBuilder("gcc", "-m32", "-o", program + "", source + "")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(gcc.waitFor() == 0, "gcc -m32 has no libraries here: " + said);
        Process waiting = new ProcessBuilder(program.toString()).start();
        try {
            assertThat(refusal((int) waiting.pid()))
                    .startsWith("leakgate: no site: heaptrack cannot follow a 32-bit program; ");
        } finally {
            waiting.destroyForcibly().waitFor();
        }
        assertThat(refusal((int) waiting.pid()))
                .startsWith("leakgate: no site: process " + waiting.pid())
                .contains("is closed to us, or has ended; run leakgate as root or as its user");
    }

    private static String refusal(int pid) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        SiteEvidence.take(
                pid,
                Duration.ofSeconds(1),
                () -> false,
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        assertThat(out.toString()).isEmpty();
        return err.toString();
    }

    @Test
    void saysThatNothingGoesOn() {
        SiteEvidence.lines(List.of(), 1, "1.4.0")
                .forEach(
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "sites  by heaptrack 1.4.0 over about 1 s: what was"
                                                        + " allocated and not freed: nothing that"
                                                        + " goes on"));
    }
}
