package dev.leakgate.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.linux.SmapsField;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at a program whose memory is known by kind: {@code regions.c}. */
class ServiceRegionsIT {

    private static final long MIB = 1 << 20;

    @TempDir Path folder;
    private final ProcReader proc = new ProcReader();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-m64", "-m32"})
    void givesEachMappingTheRegionOfItsRole(String wordSize) {
        Assumptions.assumeTrue(
                wordSize.equals("-m64")
                        || Files.exists(Path.of("/usr/include/x86_64-linux-gnu/gnu")),
                "needs gcc-multilib to build a 32-bit program");
        Path program = NativePrograms.build("regions.c", wordSize);
        try (RunningProgram running =
                        RunningProgram.startAndAwaitSleep(
                                program, folder.resolve("file").toString());
                ServiceRegions regions = new ServiceRegions(proc)) {
            SortedMap<RegionKey, RegionUse> seen = regions.read(tree(running.pid()), null);

            // The kernel may merge .bss with the heap behind it, and call both [heap].
            long heap = use(seen, RegionKind.HEAP, "").footprint();
            long module = use(seen, RegionKind.MODULE, program.toString()).footprint();
            assertThat(heap + module).isBetween(9 * MIB, 9 * MIB + 400_000);
            assertThat(heap).isGreaterThan(8 * MIB);
            assertFootprint(seen, RegionKind.ARENAS, "handler", 12 * MIB, 12 * MIB + 400_000);
            assertFootprint(seen, RegionKind.ARENAS, "logger", MIB, MIB + 200_000);
            assertFootprint(seen, RegionKind.STACKS, "handler", 3 << 18, (3 << 18) + 100_000);
            // glibc gives back what an ended thread touched, and keeps the address space.
            assertFootprint(seen, RegionKind.STACKS, "ended threads", 4096, 100_000);
            assertThat(use(seen, RegionKind.STACKS, "ended threads").reserved())
                    .isBetween(MIB, MIB + 8192);
            assertFootprint(seen, RegionKind.LARGE_ALLOCATIONS, "", 16 * MIB, 16 * MIB + 40_000);
            assertFootprint(seen, RegionKind.SHARED_MEMORY, "/memfd:pool", 2 * MIB, 2 * MIB);
            assertFootprint(seen, RegionKind.ANONYMOUS, "", 3 * MIB, 3 * MIB + 400_000);
            assertFootprint(seen, RegionKind.FILE, folder.resolve("file") + "", 0, 0);
            assertThat(use(seen, RegionKind.FILE, folder.resolve("file") + "").rss())
                    .isEqualTo(MIB);
            assertThat(use(seen, RegionKind.STACKS, "handler").reserved())
                    .as("three stacks of 1 MiB with their guards")
                    .isBetween(3 * MIB, 3 * (MIB + 8192));
        }
    }

    @Test
    void sumsOverProcessesByRoleAndCountsSharedMemoryOnce() {
        Path program = NativePrograms.build("regions.c");
        try (RunningProgram running =
                        RunningProgram.startAndAwaitSleep(
                                program, folder.resolve("file").toString(), "fork");
                ServiceRegions regions = new ServiceRegions(proc)) {
            List<ProcessId> tree = tree(running.pid());
            assertThat(tree).hasSize(2);
            try {
                SortedMap<RegionKey, RegionUse> seen = regions.read(tree, null);

                assertThat(use(seen, "master", RegionKind.HEAP, "").footprint())
                        .isBetween(8 * MIB, 8 * MIB + 400_000);
                assertThat(use(seen, "worker", RegionKind.HEAP, "").footprint())
                        .isBetween(8 * MIB, 8 * MIB + 400_000);
                assertFootprint(seen, RegionKind.SHARED_MEMORY, "/memfd:pool", 2 * MIB, 2 * MIB);
            } finally {
                ProcessHandle.of(tree.get(1).pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void addsUpToWhatTheKernelSays() {
        Path program = NativePrograms.build("regions.c");
        try (RunningProgram running =
                        RunningProgram.startAndAwaitSleep(
                                program, folder.resolve("file").toString());
                ServiceRegions regions = new ServiceRegions(proc)) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            SortedMap<RegionKey, RegionUse> seen = regions.read(tree(running.pid()), raw);

            long mappings = seen.values().stream().mapToLong(RegionUse::mappings).sum();
            String text = raw.toString(StandardCharsets.UTF_8);
            assertThat(text.lines().filter(line -> line.startsWith("VmFlags:")))
                    .hasSize(Math.toIntExact(mappings));
            long rss = seen.values().stream().mapToLong(RegionUse::rss).sum();
            assertThat(rss)
                    .isEqualTo(
                            proc.smapsRollup(running.pid())
                                    .orElseThrow()
                                    .bytes(SmapsField.RSS)
                                    .orElseThrow());
        }
    }

    @Test
    void hasNothingToSayOfAProcessThatEnded() {
        RunningProgram running =
                RunningProgram.startAndAwaitSleep(
                        NativePrograms.build("regions.c"), folder.resolve("file").toString());
        try (running;
                ServiceRegions regions = new ServiceRegions(proc)) {
            List<ProcessId> tree = tree(running.pid());
            assertThat(regions.read(tree, null)).isNotEmpty();
            running.kill();
            assertThat(regions.read(tree, null)).isEmpty();
        }
    }

    private List<ProcessId> tree(int root) {
        List<ProcessId> tree = new ArrayList<>();
        tree.add(proc.stat(root).orElseThrow().id());
        for (int pid : proc.pids()) {
            proc.stat(pid)
                    .filter(stat -> stat.ppid() == root)
                    .map(ProcStat::id)
                    .ifPresent(tree::add);
        }
        return tree;
    }

    private static void assertFootprint(
            Map<RegionKey, RegionUse> seen, RegionKind kind, String name, long least, long most) {
        String process = seen.containsKey(new RegionKey("", kind, name)) ? "" : "master";
        assertThat(use(seen, process, kind, name).footprint())
                .as("%s in %s", new RegionKey(process, kind, name), seen)
                .isBetween(least, most);
    }

    private static RegionUse use(Map<RegionKey, RegionUse> seen, RegionKind kind, String name) {
        return use(seen, "", kind, name);
    }

    private static RegionUse use(
            Map<RegionKey, RegionUse> seen, String process, RegionKind kind, String name) {
        return seen.getOrDefault(new RegionKey(process, kind, name), RegionUse.NONE);
    }
}
