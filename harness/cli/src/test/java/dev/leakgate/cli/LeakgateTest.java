package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LeakgateTest {

    @Test
    void aCommandThatIsAskedForIsTheSameAsAmongAll() {
        Map<String, CommandLine> all = Leakgate.commandLine().getSubcommands();

        assertThat(all)
                .hasSize(13)
                .allSatisfy(
                        (name, command) -> {
                            CommandLine alone =
                                    Leakgate.commandLine(name, "--help").getSubcommands().get(name);
                            assertThat(alone).isNotNull();
                            assertThat(Objects.requireNonNull(alone).getUsageMessage())
                                    .isEqualTo(command.getUsageMessage());
                        });
    }

    @Test
    void loadsNoCommandButTheOneThatIsAskedFor() {
        assertThat(Leakgate.commandLine("map", "1").getSubcommands()).containsOnlyKeys("map");
        assertThat(Leakgate.commandLine("--help").getSubcommands()).hasSize(13);
        assertThat(Leakgate.commandLine("maps").getSubcommands()).hasSize(13);
    }
}
