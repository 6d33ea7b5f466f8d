package dev.leakgate.report.html;

import dev.leakgate.verdict.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists many checks, the worst first.
 *
 * @param counts checks by verdict, in the order of the entries
 * @param entries a line for each check
 * @param hasHistory whether earlier builds were given
 */
public record IndexPage(Map<Verdict, Integer> counts, List<Entry> entries, boolean hasHistory) {

    private static final int MOST_BUILDS = 30;

    /**
     * Holds one line.
     *
     * @param history the same check in earlier builds and in this, the oldest first
     */
    public record Entry(ResultRow row, List<ResultRow> history) {

        /** Returns growths in thousandths of a byte, for a line of bars. */
        public List<Long> growths() {
            return history.stream()
                    .map(each -> each.growth() == null ? 0L : Math.round(each.growth() * 1000))
                    .toList();
        }

        /** Returns the address of the check's page. */
        public String link() {
            StringBuilder link = new StringBuilder();
            for (String step : row.folder().split("/", -1)) {
                if (!step.isEmpty()) {
                    link.append(encoded(step)).append('/');
                }
            }
            return link.append("report.html").toString();
        }

        private static String encoded(String step) {
            return URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /** Tells whether an earlier build ran one of the checks, so that there is a page of them. */
    public boolean hasHistoryPage() {
        return entries.stream().anyMatch(entry -> entry.history().size() > 1);
    }

    /**
     * Writes the page.
     *
     * @param rows of this build, in their order
     * @param earlier of builds before
     */
    public static String render(List<ResultRow> rows, List<ResultRow> earlier) {
        return HtmlReport.render("index.jte", of(rows, earlier));
    }

    static IndexPage of(List<ResultRow> rows, List<ResultRow> earlier) {
        Map<String, List<ResultRow>> before = new HashMap<>();
        earlier.stream()
                .sorted(Comparator.comparing(ResultRow::startedAt))
                .forEach(
                        row ->
                                before.computeIfAbsent(row.check(), check -> new ArrayList<>())
                                        .add(row));
        Map<Verdict, Integer> counts = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (ResultRow row : rows) {
            counts.merge(row.verdict(), 1, Integer::sum);
            List<ResultRow> history = new ArrayList<>(before.getOrDefault(row.check(), List.of()));
            history.add(row);
            int from = Math.max(0, history.size() - MOST_BUILDS);
            entries.add(new Entry(row, history.subList(from, history.size())));
        }
        return new IndexPage(counts, entries, !earlier.isEmpty());
    }
}
