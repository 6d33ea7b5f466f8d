package dev.leakgate.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what heaptrack_interpret prints: a line for each new string, instruction pointer, step of a
 * trace and kind of allocation, and one for each allocation and free. Numbers are hexadecimal,
 * references count from 1 and 0 is none (heaptrack's interpret/heaptrack_interpret.cpp).
 */
final class HeaptrackFile {

    /* Versions of the format from which on the length stands before a string. */
    private static final int SIZED_STRINGS = 3;
    private static final int MOST_ENTRIES = 20_000_000;
    private static final int MOST_CALLS = 64;
    private static final int MOST_SITES = 2_000;

    private final List<String> strings = new ArrayList<>();
    private final List<List<Call>> pointers = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private int format;
    private @Nullable String version;

    private HeaptrackFile() {}

    /** Holds one step of a trace: where, and who called. */
    private record Step(int pointer, int parent) {}

    /** Counts the allocations of one size at one trace. */
    private static final class Kind {

        private final long size;
        private final int trace;
        private long now;
        private long most;

        Kind(long size, int trace) {
            this.size = size;
            this.trace = trace;
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read or is none of heaptrack's
     */
    static HeaptrackFile read(Path interpreted) throws IOException {
        HeaptrackFile file = new HeaptrackFile();
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (BufferedReader lines =
                new BufferedReader(
                        new java.io.InputStreamReader(
                                Files.newInputStream(interpreted), decoder))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    file.line(line);
                } catch (IndexOutOfBoundsException | NumberFormatException broken) {
                    throw new IOException("line " + number + " is none of heaptrack's", broken);
                }
            }
        }
        if (file.version == null) {
            throw new IOException("it names no version of heaptrack");
        }
        return file;
    }

    /** Returns heaptrack's version, {@code 1.4.0}. */
    @Nullable String version() {
        return version;
    }

    /**
     * Returns the sites by the bytes that they held at most, the most first. At most, not at the
     * end: what a service still holds it may free when it is asked to stop.
     */
    List<AllocationSite> sites() {
        return kinds.stream()
                .filter(kind -> kind.most > 0)
                .sorted(Comparator.comparing((Kind kind) -> -kind.most * kind.size))
                .limit(MOST_SITES)
                .map(kind -> new AllocationSite(kind.size, kind.most, calls(kind.trace)))
                .toList();
    }

    /** Returns the sites by the bytes that they hold at the end, the most first. */
    List<AllocationSite> held() {
        return kinds.stream()
                .filter(kind -> kind.now > 0)
                .sorted(Comparator.comparing((Kind kind) -> -kind.now * kind.size))
                .limit(MOST_SITES)
                .map(kind -> new AllocationSite(kind.size, kind.now, calls(kind.trace)))
                .toList();
    }

    private void line(String line) throws IOException {
        if (line.isEmpty()) {
            return;
        }
        switch (line.charAt(0)) {
            case 'v' -> {
                String[] words = line.split(" ", -1);
                int encoded = Integer.parseInt(words[1], 16);
                version = (encoded >> 16) + "." + (encoded >> 8 & 0xff) + "." + (encoded & 0xff);
                format = words.length > 2 ? Integer.parseInt(words[2], 16) : 0;
            }
            case 's' -> add(strings, text(line));
            case 'i' -> add(pointers, pointer(line.split(" ", -1)));
            case 't' -> {
                String[] words = line.split(" ", -1);
                add(steps, new Step(index(words[1]), index(words[2])));
            }
            case 'a' -> {
                String[] words = line.split(" ", -1);
                add(kinds, new Kind(Long.parseLong(words[1], 16), index(words[2])));
            }
            case '+' -> {
                Kind kind = kinds.get(index(line.substring(2)));
                kind.now++;
                kind.most = Math.max(kind.most, kind.now);
            }
            case '-' -> kinds.get(index(line.substring(2))).now--;
            default -> {
                // Times, sizes of the process and what later versions add.
            }
        }
    }

    private static <T> void add(List<T> table, T entry) throws IOException {
        if (table.size() >= MOST_ENTRIES) {
            throw new IOException("it has more than " + MOST_ENTRIES + " entries of a kind");
        }
        table.add(entry);
    }

    private String text(String line) {
        int from = format >= SIZED_STRINGS ? line.indexOf(' ', 2) + 1 : 2;
        return line.substring(from);
    }

    /** Reads {@code i IP MODULE [FUNCTION [FILE LINE [FUNCTION FILE LINE]…]]}, innermost first. */
    private List<Call> pointer(String[] words) {
        String module = string(words.length > 2 ? words[2] : "0");
        List<Call> calls = new ArrayList<>();
        for (int i = 3; i < words.length; i += 3) {
            boolean placed = i + 2 < words.length;
            calls.add(
                    new Call(
                            string(words[i]),
                            placed ? string(words[i + 1]) : null,
                            placed ? index(words[i + 2]) : 0,
                            module));
        }
        if (calls.isEmpty()) {
            calls.add(new Call(null, null, 0, module));
        }
        return calls;
    }

    private @Nullable String string(String reference) {
        int index = index(reference);
        return index == 0 ? null : strings.get(index - 1);
    }

    private List<Call> calls(int trace) {
        List<Call> calls = new ArrayList<>();
        int at = trace;
        // A parent stands before its child, so this ends; a broken file could say otherwise.
        while (at > 0 && at <= steps.size() && calls.size() < MOST_CALLS) {
            Step step = steps.get(at - 1);
            if (step.pointer > 0 && step.pointer <= pointers.size()) {
                calls.addAll(pointers.get(step.pointer - 1));
            }
            at = step.parent;
        }
        return Call.withoutAllocator(calls);
    }

    private static int index(String hex) {
        return Integer.parseInt(hex, 16);
    }
}
