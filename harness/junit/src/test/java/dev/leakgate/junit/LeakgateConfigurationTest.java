package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
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

    private static LeakgateConfiguration with(Map<String, String> values) {
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
                });
    }
}
