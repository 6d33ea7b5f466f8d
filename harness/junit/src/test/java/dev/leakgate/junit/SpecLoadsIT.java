package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.carriers.Carriers;
import dev.leakgate.report.LoadInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** What a spec file says reaches the service, the tool and run.json. */
class SpecLoadsIT {

    private static final String USER = "memcached.user";

    private final Path output;

    SpecLoadsIT(@TempDir Path output) {
        this.output = output;
    }

    @AfterEach
    void forgetTheUser() {
        System.clearProperty(USER);
    }

    @Test
    void aToolByNameFindsTheLeak() throws IOException {
        assertThat(Real.failure(Carriers.H2load.class, output).orElseThrow())
                .isExactlyInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("LEAK  Carriers.H2load: h2load: heap grows 1,5");
        LoadInfo load = load();
        assertThat(load.tool()).isEqualTo("h2load");
        assertThat(load.requests()).isEqualTo(16_000);
    }

    /** memcached refuses to run as root; whoever is not root can become nobody else. */
    @Test
    void aServiceRunsAsAnotherUserOverNewConnections() throws IOException {
        String own = System.getProperty("user.name");
        System.setProperty(USER, own.equals("root") ? "nobody" : own);

        assertThat(Real.failure(Carriers.Memcached.class, output)).isEmpty();

        LoadInfo load = load();
        assertThat(load.connections()).isEqualTo("new each request");
        assertThat(load.failures()).isZero();
    }

    private LoadInfo load() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            Path file =
                    files.filter(path -> path.endsWith(RunJson.FILE_NAME))
                            .findFirst()
                            .orElseThrow();
            RunDocument run = RunJson.read(file);
            System.out.println(String.join("\n", run.message()));
            return Objects.requireNonNull(run.load());
        }
    }
}
