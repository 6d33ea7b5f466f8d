package dev.leakgate.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what LeakSanitizer prints for people; it prints nothing else. */
final class LsanReport {

    private static final Pattern LEAK =
            Pattern.compile(
                    "(?:Direct|Indirect) leak of ([0-9]{1,18}) byte\\(s\\) in ([0-9]{1,18})"
                            + " object\\(s\\) allocated from:");
    private static final Pattern FRAME = Pattern.compile(" {4}#[0-9]+ 0x[0-9a-f]+ (?:in )?(.*)");
    private static final Pattern PLACED =
            Pattern.compile("(.*) ([^ ()]+?):([0-9]{1,9})(?::[0-9]+)?");
    private static final Pattern UNPLACED =
            Pattern.compile("(.*?) ?\\(([^()]+)\\+0x[0-9a-f]+\\).*");

    private LsanReport() {}

    /** Adds the sites of a report to those of other processes. */
    static void read(String report, List<AllocationSite> sites) {
        long size = 0;
        long count = 0;
        List<Call> calls = new ArrayList<>();
        for (String line : report.split("\n", -1)) {
            Matcher leak = LEAK.matcher(line);
            Matcher frame = FRAME.matcher(line);
            if (leak.matches()) {
                count = Long.parseLong(leak.group(2));
                size = count == 0 ? 0 : Long.parseLong(leak.group(1)) / count;
                calls.clear();
            } else if (frame.matches()) {
                calls.add(call(frame.group(1)));
            } else if (line.isBlank() && !calls.isEmpty()) {
                sites.add(new AllocationSite(size, count, Call.withoutAllocator(calls)));
                calls.clear();
            }
        }
    }

    private static Call call(String text) {
        Matcher placed = PLACED.matcher(text);
        if (placed.matches()) {
            int line = Integer.parseInt(placed.group(3));
            return new Call(placed.group(1), placed.group(2), line, null);
        }
        Matcher unplaced = UNPLACED.matcher(text);
        if (unplaced.matches()) {
            String function = unplaced.group(1);
            return new Call(function.isEmpty() ? null : function, null, 0, unplaced.group(2));
        }
        return new Call(text, null, 0, null);
    }
}
