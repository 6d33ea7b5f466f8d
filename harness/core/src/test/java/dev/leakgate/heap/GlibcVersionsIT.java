package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.region.RegionUse;
import dev.leakgate.testing.OtherGlibc;
import dev.leakgate.testing.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Counts the chunks of {@code chunks.c} under other versions of the C library, to the byte. */
class GlibcVersionsIT {

    private static final long OBJECTS = 21 * 10_000;
    private static final long CHUNK = 1_520;

    /** glibc 2.31: no pagesize in heap_info, links of free chunks as they are. */
    @Test
    void bullseye() {
        countsEachChunk(OtherGlibc.of("bullseye", true));
    }

    /** glibc 2.41: the threads' words lie elsewhere. */
    @Test
    void trixie() {
        countsEachChunk(OtherGlibc.of("trixie", false));
    }

    /** glibc 2.43 or what has come since: other caches, no fastbins. */
    @Test
    @EnabledIfSystemProperty(named = "leakgate.long", matches = "true")
    void sid() {
        countsEachChunk(OtherGlibc.of("sid", false));
    }

    private static HeapLook look(OtherGlibc glibc, String mode) {
        try (RunningProgram running = glibc.start("chunks.c", mode)) {
            HeapLook look = HeapLook.of(running);
            assertThat(look.allocator()).as(mode).isEqualTo(new Allocator.Glibc(true));
            return look;
        }
    }

    private static void countsEachChunk(OtherGlibc glibc) {
        HeapLook plain = look(glibc, "plain");
        for (String mode : new String[] {"mixed", "fastbins", "fragmented"}) {
            HeapLook look = look(glibc, mode);
            assertThat(look.heap().live() - plain.heap().live())
                    .as("bytes, %s", mode)
                    .isEqualTo(look.claimed(0));
            assertThat(look.heap().liveChunks() - plain.heap().liveChunks())
                    .as("chunks, %s", mode)
                    .isEqualTo(look.claimed(1));
        }
        HeapLook objects = look(glibc, "objects");
        assertThat(objects.all().live() - plain.all().live() - OBJECTS * CHUNK)
                .as("caches of the threads, and what pthread_create allocates; %s", objects.uses())
                .isBetween(0L, 6 * 2048L);
        RegionKey handlers = new RegionKey("", RegionKind.ARENAS, "handler");
        assertThat(objects.uses().getOrDefault(handlers, HeapUse.NONE).live())
                .as("the arenas have the names of their threads; %s", objects.uses())
                .isGreaterThanOrEqualTo(OBJECTS * CHUNK * 9 / 10);
        // Six of some MiB: since 2.42 they have no guards that show, and are one mapping.
        RegionKey stacks = new RegionKey("", RegionKind.STACKS, "handler");
        assertThat(objects.regions().getOrDefault(stacks, RegionUse.NONE).reserved())
                .as("%s", objects.regions().keySet())
                .isGreaterThanOrEqualTo(6L << 20);
        HeapLook large = look(glibc, "large");
        assertThat(large.all().live() - objects.all().live()).isEqualTo(large.claimed(0));
    }
}
