package dev.leakgate.labelled;

import dev.leakgate.labelled.Subject.Pace;
import dev.leakgate.service.NativeService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists the services of our own, healthy ones that look like a leak and leaking ones. */
final class LookAlikes {

    private static final Pace USUAL = new Pace(500, 500, 2);

    /* So that each round of the slowest leak is over the floor of two pages. */
    private static final Pace MANY = new Pace(2_000, 2_500, 2);

    /* Less than 20,000 requests in all, where no more rounds are needed. */
    private static final Pace SMALLEST = new Pace(400, 2_400, 2);

    private final Path programs;

    /**
     * Finds them.
     *
     * @param programs the folder of the built programs
     */
    LookAlikes(Path programs) {
        this.programs = programs;
    }

    List<Subject> healthy() {
        return List.of(
                healthy("cache-evicts", "cache of random keys fills, then evicts"),
                healthy("lru-cache", "cache fills in a straight line, then evicts"),
                healthy("pool-grows", "pool grows to its bound, ever more seldom"),
                healthy("sawtooth", "batches gathered and freed at once"),
                healthy("arena-churn", "short-lived threads allocate in many arenas"),
                healthy("huge-pages", "table under MADV_HUGEPAGE, written here and there"),
                healthy("madv-free", "blocks given back with MADV_FREE"),
                healthy("log-ring", "log kept in a ring in memory"),
                healthy("lazy-threads", "worker threads started when needed"),
                healthy("page-cache", "log file appended and mapped"),
                healthy("fragments", "random sizes, steady live set, heap fragments"),
                healthy("bursts", "buffers double for heavy-tailed answers"),
                healthy("queue-wanders", "queue whose length goes up and down"),
                healthy("sessions", "sessions that end after a time"));
    }

    List<Subject> leaking() {
        List<Subject> leaks = new ArrayList<>();
        leaks.add(forgetful(16, 1, "main", USUAL));
        leaks.add(forgetful(16, 5, "main", MANY));
        leaks.add(forgetful(16, 100, "main", SMALLEST));
        leaks.add(forgetful(64, 1, "main", USUAL));
        leaks.add(forgetful(1_488, 1, "main", USUAL));
        leaks.add(forgetful(1_000, 10, "main", USUAL));
        leaks.add(forgetful(65_536, 100, "main", USUAL));
        leaks.add(forgetful(65_536, 1_000, "main", MANY));
        leaks.add(forgetful(24, 1, "arenas", USUAL));
        leaks.add(forgetful(256, 4, "arenas", USUAL));
        leaks.add(forgetful(4_096, 10, "arenas", USUAL));
        leaks.add(forgetful(16_384, 200, "arenas", USUAL));
        leaks.add(forgetful(65_536, 20, "mapped", USUAL));
        leaks.add(forgetful(20_000, 100, "mapped", USUAL));
        leaks.add(
                own(
                        "shared-64k",
                        "shared segment of 64 kB per 10 requests",
                        new Truth.Leaks(6_553.6),
                        USUAL,
                        "shared-segments",
                        "65536",
                        "10",
                        "memfd"));
        leaks.add(
                own(
                        "threads-stay",
                        "thread that never ends per 25 requests",
                        new Truth.LeaksOther("threads", 1 / 25.0),
                        USUAL,
                        "threads-stay",
                        "25"));
        leaks.add(
                own(
                        "descriptors-stay",
                        "descriptor never closed per 10 requests",
                        new Truth.LeaksOther("descriptors", 1 / 10.0),
                        USUAL,
                        "descriptors-stay",
                        "10"));
        return leaks;
    }

    /** Lists what came after the rules were made: other things that leak, other sizes and rates. */
    List<Subject> heldOut() {
        List<Subject> all = new ArrayList<>();
        all.add(healthy("children-end", "child process per 20 requests, waited for"));
        all.add(healthy("segments-return", "shared segments, given back after a while"));
        all.add(forgetful(40, 3, "arenas", USUAL));
        all.add(forgetful(300, 7, "main", USUAL));
        all.add(forgetful(2_500, 60, "arenas", USUAL));
        all.add(forgetful(120, 25, "main", MANY));
        all.add(forgetful(150_000, 50, "mapped", USUAL));
        all.add(
                own(
                        "shared-16k-sysv",
                        "segment of System V, 16 kB per 8 requests",
                        new Truth.Leaks(2_048),
                        USUAL,
                        "shared-segments",
                        "16384",
                        "8",
                        "sysv"));
        all.add(other("zombies-stay", "child never waited for", "zombies", 25));
        all.add(other("children-stay", "child process that never ends", "children", 100));
        all.add(other("mappings-stay", "mapping never unmapped", "mappings", 10));
        all.add(
                own(
                        "reserve-stays",
                        "1 MB of address space per 10 requests",
                        new Truth.LeaksOther("B of address space", (1 << 20) / 10.0),
                        USUAL,
                        "reserve-stays",
                        "1024",
                        "10"));
        return all.stream().map(Subject::asHeldOut).toList();
    }

    private Subject other(String name, String text, String what, int every) {
        return own(
                name,
                text + " per " + every + " requests",
                new Truth.LeaksOther(what, 1.0 / every),
                USUAL,
                name,
                Integer.toString(every));
    }

    private Subject healthy(String name, String text) {
        return own(name, text, new Truth.Healthy(), USUAL, name);
    }

    private Subject forgetful(int size, int every, String where, Pace pace) {
        String rate = every == 1 ? "each request" : "per " + every + " requests";
        double chunk =
                where.equals("mapped") ? pages(size) : Math.max(32, (size + 8 + 15) / 16 * 16);
        return own(
                where + "-" + size + "-per-" + every,
                "malloc(" + size + ") forgotten " + rate + ", " + place(where),
                new Truth.Leaks(chunk / every),
                pace,
                "forgetful",
                Integer.toString(size),
                Integer.toString(every),
                where);
    }

    private static String place(String where) {
        return switch (where) {
            case "main" -> "main arena";
            case "arenas" -> "thread arenas";
            default -> "chunks with a mapping of their own";
        };
    }

    /** Returns what mmap gives for a chunk: its header of two words comes on top. */
    private static int pages(int size) {
        return (size + 16 + 4095) / 4096 * 4096;
    }

    private Subject own(
            String name, String text, Truth truth, Pace pace, String program, String... arguments) {
        return new Subject(name, text, truth, pace, folder -> session(folder, program, arguments));
    }

    private Session session(Path folder, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve(program).toString());
        command.add("${port}");
        command.addAll(List.of(arguments));
        Wire.Kept wires = new Wire.Kept();
        return new Session(
                NativeService.command(command.toArray(String[]::new))
                        .workingDirectory(folder)
                        .build(),
                load -> {
                    Wire wire = wires.of(load);
                    wire.send("\n");
                    wire.expect("ok");
                },
                null);
    }
}
