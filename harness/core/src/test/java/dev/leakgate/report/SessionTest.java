package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SessionTest {

    @Test
    void staysTheSameWithinAProcess() {
        assertThat(Session.current()).isEqualTo(Session.current());
    }

    @Test
    void isThatOfMavenInAForkOfSurefire() {
        Assumptions.assumeTrue(System.getProperty("surefire.test.class.path") != null);

        assertThat(Session.current())
                .isNotEqualTo(Session.of(ProcessHandle.current()))
                .isIn(ancestors());
    }

    @Test
    void holdsTheStartThatTheKernelTells() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];

        assertThat(Session.of(ProcessHandle.current()).id())
                .endsWith("-" + ProcessHandle.current().pid() + "-" + ticks);
    }

    @Test
    void differsForAnotherProcess() throws IOException, InterruptedException {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(Session.of(other.toHandle()))
                    .isNotEqualTo(Session.of(ProcessHandle.current()));
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static List<Session> ancestors() {
        List<Session> ancestors = new ArrayList<>();
        for (var parent = ProcessHandle.current().parent();
                parent.isPresent();
                parent = parent.get().parent()) {
            if (parent.get().info().command().orElse("").endsWith("/java")) {
                ancestors.add(Session.of(parent.get()));
            }
        }
        return ancestors;
    }
}
