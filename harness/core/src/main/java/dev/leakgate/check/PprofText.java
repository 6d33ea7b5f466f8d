package dev.leakgate.check;

import dev.leakgate.report.PrivateFile;
import dev.leakgate.site.AllocationSite;
import dev.leakgate.site.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes what was not freed as a heap profile with its symbols in it, the text that {@code pprof
 * --raw} of gperftools writes and reads, and jemalloc's {@code jeprof} too.
 */
final class PprofText {

    /* Addresses stand for names only; a reader takes one from that of a caller. */
    private static final long FIRST = 0x1000;
    private static final long STEP = 16;

    private final Map<String, Long> addresses = new LinkedHashMap<>();

    private PprofText() {}

    /** Writes symbols, then a line {@code count: bytes [count: bytes] @ innermost … outermost}. */
    static void write(Path file, List<AllocationSite> sites) throws IOException {
        PrivateFile.write(file, new PprofText().of(sites).getBytes(StandardCharsets.UTF_8));
    }

    private String of(List<AllocationSite> sites) {
        long count = sites.stream().mapToLong(AllocationSite::count).sum();
        long bytes = sites.stream().mapToLong(AllocationSite::bytes).sum();
        StringBuilder heap = new StringBuilder("heap profile: ");
        heap.append(sums(count, bytes)).append(" @ heapprofile\n");
        for (AllocationSite site : sites) {
            heap.append(sums(site.count(), site.bytes())).append(" @");
            site.calls().forEach(call -> heap.append(hex(address(call))));
            heap.append('\n');
        }
        StringBuilder symbols = new StringBuilder("--- symbol\nbinary=service\n");
        addresses.forEach(
                (name, address) -> {
                    symbols.append(hex(address - 1).strip()).append(' ').append(name).append('\n');
                    symbols.append(hex(address).strip()).append(' ').append(name).append('\n');
                });
        return symbols.append("---\n").append(heap).toString();
    }

    private long address(Call call) {
        return addresses.computeIfAbsent(name(call), name -> FIRST + STEP * addresses.size());
    }

    /** Two hyphens would make two functions of one, inlined into each other. */
    private static String name(Call call) {
        String function = call.function() == null ? "??" : call.function();
        String file = call.file();
        String at =
                file == null || call.line() < 1
                        ? ""
                        : " " + file.substring(file.lastIndexOf('/') + 1) + ":" + call.line();
        return (function + at).replaceAll("[\\s\\p{Cntrl}]+", " ").replaceAll("-{2,}", "-");
    }

    private static String sums(long count, long bytes) {
        return String.format(Locale.ROOT, "%d: %d [%d: %d]", count, bytes, count, bytes);
    }

    private static String hex(long address) {
        return String.format(Locale.ROOT, " 0x%016x", address);
    }
}
