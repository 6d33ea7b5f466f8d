package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.OnLeak;
import dev.leakgate.verdict.Suppressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.ConfigurationParameters;

class LeakgateConfigurationTest {

    @Test
    void anInconclusiveCheckFailsUnlessTold() {
        assertThat(with(Map.of()).onInconclusive()).isEqualTo(OnInconclusive.FAIL);
        assertThat(with(Map.of("leakgate.onInconclusive", " abort ")).onInconclusive())
                .isEqualTo(OnInconclusive.ABORT);
    }

    @Test
    void evidenceGoesBelowTheModuleUnlessTold() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

        assertThat(with(Map.of()).outputDirectory()).isEqualTo(module.resolve("target/leakgate"));
        assertThat(with(Map.of("leakgate.outputDirectory", "build/leaks")).outputDirectory())
                .isEqualTo(module.resolve("build/leaks"));
        assertThat(with(Map.of("leakgate.outputDirectory", "/tmp/../var/x")).outputDirectory())
                .isEqualTo(Path.of("/var/x"));
    }

    @Test
    void anOutputDirectoryThatIsNoPathFails() {
        assertThatThrownBy(() -> with(Map.of("leakgate.outputDirectory", "a\0b")).outputDirectory())
                .isInstanceOf(InvalidCheckException.class)
                .hasMessageContaining("must name a directory: it is no path");
    }

    @Test
    void whatIsKeptOfMemoryIsWhatTheCheckSaysUnlessTold() {
        assertThat(with(Map.of()).kept(KeptMemory.NOTHING)).isEqualTo(KeptMemory.NOTHING);
        assertThat(with(Map.of("leakgate.onLeak", "NOTHING")).kept(KeptMemory.DEFAULT).onLeak())
                .isEqualTo(OnLeak.NOTHING);
        assertThatThrownBy(() -> with(Map.of("leakgate.keepCore", "big")).kept(KeptMemory.DEFAULT))
                .isInstanceOf(InvalidCheckException.class)
                .hasMessageStartingWith("leakgate.keepCore = \"big\" is no size");
    }

    @Test
    void suppressionsAreThoseOfTheNamedFile(@TempDir Path directory) throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("known.yaml"),
                        """
                        suppressions:
                          - {pattern: heap, reason: a cache, owner: me, expires: 2027-01-31}
                        """);
        Map<String, String> named = Map.of("leakgate.suppressions", file.toString());

        assertThat(with(named).suppressions().cover("heap")).isTrue();
        assertThat(with(named, "2027-02-01").suppressions().cover("heap")).isFalse();
        assertThat(with(Map.of()).suppressions()).isEqualTo(Suppressions.NONE);
    }

    @Test
    void aNamedFileOfSuppressionsThatIsAbsentFails() {
        assertThatThrownBy(
                        () -> with(Map.of("leakgate.suppressions", "absent.yaml")).suppressions())
                .isInstanceOf(InvalidCheckException.class)
                .hasMessageStartingWith("absent.yaml: cannot be read");
    }

    private static LeakgateConfiguration with(Map<String, String> values) {
        return with(values, "2027-01-31");
    }

    private static LeakgateConfiguration with(Map<String, String> values, String today) {
        Clock clock = Clock.fixed(Instant.parse(today + "T12:00:00Z"), ZoneOffset.UTC);
        return new LeakgateConfiguration(
                new ConfigurationParameters() {
                    @Override
                    public Optional<String> get(String key) {
                        return Optional.ofNullable(values.get(key));
                    }

                    @Override
                    public Optional<Boolean> getBoolean(String key) {
                        return get(key).map(Boolean::parseBoolean);
                    }

                    @Override
                    public Set<String> keySet() {
                        return values.keySet();
                    }
                },
                clock);
    }
}
