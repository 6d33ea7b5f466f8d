package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Looks into a process whose pids, files and network are not ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerIT {

    private final Cli cli = new Cli();
    private String pid = "";
    private String inner = "";
    private String title = "";

    @SuppressWarnings("NullAway.Init") // before all tests
    private Contained contained;

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        contained = Contained.start(root);
        pid = Integer.toString(contained.pid());
        inner = Integer.toString(contained.innerPid());
        title = "process " + pid + " (" + inner + " in its container)";
    }

    @AfterAll
    void stop() {
        if (contained != null) {
            contained.close();
        }
    }

    @Test
    void itsMapAndThreadsAreShownByEitherNumber() {
        for (String number : new String[] {pid, inner}) {
            assertThat(cli.run("map", number)).as(cli.err()).isZero();
            assertThat(cli.out()).contains(title, " /srv/contained\n");
            assertThat(cli.run("threads", number)).as(cli.err()).isZero();
            assertThat(cli.out()).contains(title, "contained");
        }
    }

    @Test
    void symbolsAndStructuresComeFromFilesThatOnlyItHas() {
        assertThat(Path.of("/srv/contained")).doesNotExist();
        assertThat(cli.run("analyze", pid)).as(cli.err()).isZero();
        assertThat(cli.out()).contains("held_requests", "held_request");
    }

    @Test
    void aCaptureOfItIsACore(@TempDir Path folder) {
        String core = folder.resolve("core").toString();
        assertThat(cli.run("capture", pid, "-o", core)).as(cli.err()).isZero();
        assertThat(cli.run("map", core)).as(cli.err()).isZero();
        assertThat(cli.out()).contains("/srv/contained");
    }

    @Test
    void itIsFoundByThePortInItsOwnNetwork(@TempDir Path folder) {
        try (RunningService service =
                RunningService.launch(NativeService.attachToPort(Contained.PORT).build(), folder)) {
            assertThat(service.root().pid()).isEqualTo(contained.pid());
        }
    }

    @Test
    void watchingItShowsBothNumbers(@TempDir Path folder) {
        assertThat(
                        cli.run(
                                "watch",
                                inner,
                                "--for",
                                "200ms",
                                "--every",
                                "100ms",
                                "-o",
                                folder.toString()))
                .as(cli.err())
                .isZero();
        assertThat(cli.out()).contains(title + ", contained");
    }
}
