package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads control groups of both versions, in files that look as the kernel's. */
class MemoryGroupTest {

    @TempDir Path root;

    @Test
    void ofTheSecondVersionTakesTheTightestOnTheWayUp() throws IOException {
        write("pod/memory.max", "536870912\n");
        write("pod/memory.current", "419430400\n");
        write("pod/memory.events", "low 0\nhigh 3\nmax 17\noom 2\noom_kill 2\noom_group_kill x\n");
        write("pod/app/memory.max", "max\n");
        write("pod/app/memory.current", "1048576\n");
        write("pod/app/memory.events", "oom_kill 0\n");

        MemoryGroup group = of("0::/pod/app\n").orElseThrow();

        assertThat(group.path()).isEqualTo(root.resolve("pod"));
        assertThat(group.limit()).hasValue(512L << 20);
        assertThat(group.used()).hasValue(400L << 20);
        assertThat(group.events())
                .isEqualTo(Map.of("low", 0L, "high", 3L, "max", 17L, "oom", 2L, "oom_kill", 2L));
        assertThat(group).hasToString("400 MiB of 512 MiB, 2 out-of-memory kills");

        write("pod/memory.events", "oom_kill 3\n");
        assertThat(group.again().kills()).isEqualTo(3);
    }

    @Test
    void ofTheFirstVersionTakesItsControllerAndNotTheUnifiedTree() throws IOException {
        write("memory/job/memory.limit_in_bytes", "25165824\n");
        write("memory/job/memory.usage_in_bytes", "25161728\n");
        write("memory/job/memory.failcnt", "41\n");
        write("memory/job/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
        write("job/memory.max", "4096\n");

        MemoryGroup group = of("4:cpu,memory:/job\n0::/job\n").orElseThrow();

        assertThat(group.path()).isEqualTo(root.resolve("memory/job"));
        assertThat(group.limit()).hasValue(24L << 20);
        assertThat(group.events()).isEqualTo(Map.of("max", 41L, "oom_kill", 1L));
    }

    @Test
    void withoutALimitItIsTheInnermost() throws IOException {
        write("memory/job/memory.limit_in_bytes", "9223372036854771712\n");
        write("memory/job/memory.usage_in_bytes", "8192\n");

        MemoryGroup group = of("4:memory:/job\n").orElseThrow();

        assertThat(group.limit()).isEmpty();
        assertThat(group).hasToString("8,192 B");
    }

    /** A process of another namespace has such a path. */
    @Test
    void aGroupOutsideOfWhatWeSeeIsTheRoot() throws IOException {
        write("memory.max", "1048576\n");

        assertThat(of("0::/../../elsewhere\n").orElseThrow().limit()).hasValue(1L << 20);
    }

    @Test
    void nonsenseIsNoLimit() throws IOException {
        write("a/memory.max", "-1\n");
        write("a/memory.events", "oom_kill 99999999999999999999\n\u0000\n");

        assertThat(of("0::/a\n").orElseThrow().limit()).isEmpty();
        assertThat(of("0::/a\n").orElseThrow().kills()).isZero();
        assertThat(of("")).isEmpty();
        assertThat(of("memory\n4:memory\n")).isEmpty();
    }

    private Optional<MemoryGroup> of(String groups) {
        return MemoryGroup.tightest(ControlGroups.of(groups, root, "memory"));
    }

    private void write(String file, String text) throws IOException {
        Path made = root.resolve(file);
        Files.createDirectories(made.getParent());
        Files.writeString(made, text);
    }
}
