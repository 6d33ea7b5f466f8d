package dev.leakgate.report.html;

import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.CrashInfo;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.report.StacksInfo;
import dev.leakgate.units.ByteSize;
import dev.leakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers on the first screen what leaks, how much, where and what to do. */
final class FirstLook {

    private final RunDocument run;
    private final @Nullable FindingView worst;
    private final List<Fact> facts = new ArrayList<>();

    private FirstLook(RunDocument run, @Nullable FindingView worst) {
        this.run = run;
        this.worst = worst;
    }

    /**
     * Answers one question.
     *
     * @param answer in a few words
     * @param code whether the answer is a name out of the program
     * @param more what explains it; may be empty
     */
    record Fact(String question, String answer, boolean code, String more) {}

    static List<Fact> of(RunDocument run, List<FindingView> findings) {
        FirstLook look = new FirstLook(run, findings.isEmpty() ? null : findings.get(0));
        switch (run.verdict()) {
            case LEAK -> look.leak();
            case CRASHED -> look.crash();
            case OVER_BUDGET -> look.budgets();
            case CLEAN -> look.clean();
            case INCONCLUSIVE -> look.inconclusive();
        }
        return look.facts;
    }

    private void leak() {
        what();
        howMuch();
        where();
        whatToDo();
    }

    private void what() {
        if (worst == null) {
            List<String> names = growing();
            add(
                    "What leaks",
                    String.join(", ", names),
                    false,
                    "The objects in it were not identified.");
            return;
        }
        String held = worst.held();
        String pace = worst.pace();
        StringBuilder more = new StringBuilder(worst.objects());
        if (pace != null) {
            more.append(", ").append(pace);
        }
        if (held != null) {
            more.append("; ").append(held);
        }
        boolean typed = worst.info().type() != null;
        String text = more.append('.').toString();
        if (typed) {
            add("What leaks", worst.title(), true, text);
        } else {
            add(
                    "What leaks",
                    worst.objects(),
                    false,
                    capital(text.substring(worst.objects().length())));
        }
    }

    /** Makes a sentence of an advice. */
    static String sentence(String advice) {
        String text = capital(Show.text(advice));
        return text.endsWith(".") ? text : text + ".";
    }

    /** Makes a sentence of what followed a name: {@code ", one with…"}. */
    private static String capital(String rest) {
        String text = rest.replaceFirst("^[,;. ]+", "");
        return text.isEmpty()
                ? ""
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private void howMuch() {
        RegionInfo fastest =
                run.regions().stream().filter(RegionInfo::isGrowing).findFirst().orElse(null);
        GrowthInfo growth = fastest == null ? null : fastest.growthPerRequest();
        if (fastest != null && growth != null) {
            long million = Math.round(growth.value() * 1e6);
            add(
                    "How much",
                    "+" + Show.bytesPerRequest(growth.value()),
                    false,
                    new ByteSize(million)
                            + " with each million requests, in "
                            + Show.text(fastest.label())
                            + "; 95 % sure of "
                            + Show.interval(growth, "B")
                            + " B.");
            return;
        }
        for (Map.Entry<String, SeriesInfo> series : run.series().entrySet()) {
            GrowthInfo each = series.getValue().growthPerRequest();
            if ("GROWING".equals(series.getValue().outcome()) && each != null) {
                String unit = series.getValue().unit();
                add(
                        "How much",
                        "+" + Show.perRequest(each.value(), unit),
                        false,
                        Show.text(series.getKey()) + ", 95 % " + Show.interval(each, unit) + ".");
                return;
            }
        }
    }

    private void where() {
        FrameInfo site = worst == null ? null : worst.site();
        if (site != null) {
            String region = worst == null ? null : worst.info().region();
            add(
                    "Allocated at",
                    Show.text(site.shortName()) + "  " + Show.text(site.place()),
                    true,
                    region == null ? "" : "In " + Show.text(region) + ".");
            return;
        }
        SiteToolInfo tool = run.siteTool();
        String absence = tool == null ? null : tool.absence();
        String region = worst == null ? null : worst.info().region();
        add(
                "Where",
                region == null ? String.join(", ", growing()) : Show.text(region),
                false,
                absence == null
                        ? "The line that allocated was not recorded."
                        : "No line of code: " + Show.text(absence) + ".");
    }

    private void whatToDo() {
        String advice = worst == null ? null : worst.info().advice();
        FrameInfo site = worst == null ? null : worst.site();
        String held = worst == null ? null : worst.info().reachability();
        boolean lost = held == null ? advice == null : "unreachable".equals(held);
        if (site != null && lost) {
            add(
                    "What to do",
                    "Free what " + Show.text(site.shortName()) + " allocates",
                    false,
                    (advice == null ? "" : sentence(advice) + " ")
                            + "Follow it to each return, also those of errors: on one of them it"
                            + " is forgotten.");
            return;
        }
        if (advice != null) {
            add("What to do", sentence(advice), false, "");
            return;
        }
        if ("reachable".equals(held)) {
            add(
                    "What to do",
                    "Take them out of what holds them",
                    false,
                    "The program can still find them, so a container is filled and never emptied.");
        } else {
            add(
                    "What to do",
                    "Look at what grows",
                    false,
                    "The commands at the end of this page open the memory and run the check again.");
        }
    }

    private void crash() {
        CrashInfo crash = run.crash();
        if (crash != null) {
            add(
                    "What happened",
                    crash.signal() == null
                            ? "The service ended with status " + crash.status()
                            : "The service died of " + Show.text(crash.signal()),
                    false,
                    crash.round() == null
                            ? ""
                            : crash.round() == 0
                                    ? "While it was warmed up."
                                    : "In round " + crash.round() + ".");
            if (crash.diagnosis() != null) {
                add("Why", sentence(crash.diagnosis()), false, "");
            }
            FrameInfo at = crash.site();
            if (at != null) {
                add("Where", Show.text(at.shortName()) + "  " + Show.text(at.place()), true, "");
            }
            StacksInfo stacks = run.stacks();
            if (stacks != null && stacks.recommendedSize() != null && stacks.setBy() != null) {
                add(
                        "What to do",
                        "Stacks of " + Show.bytes(stacks.recommendedSize()) + " would do",
                        false,
                        "Set by " + Show.text(stacks.setBy()) + ".");
            }
            if (!crash.logTail().isEmpty()) {
                String last = crash.logTail().get(crash.logTail().size() - 1);
                add("Its last words", Show.text(last), true, "");
            }
        }
    }

    private void budgets() {
        for (BudgetInfo budget : run.budgets()) {
            Double observed = budget.observed();
            if (budget.result().broken() && facts.size() < 4) {
                add(
                        "Over the limit",
                        Show.text(budget.name()),
                        false,
                        (observed == null ? "not measured" : ReportPage.figure(budget, observed))
                                + ", allowed "
                                + ReportPage.figure(budget, budget.limit())
                                + ".");
            }
        }
    }

    private void clean() {
        add("What was seen", "Nothing grows with the requests", false, "");
        Double smallest = run.minimumDetectable();
        if (smallest != null) {
            add(
                    "What could have been seen",
                    Show.bytesPerRequest(smallest),
                    false,
                    "A leak of this size or more would have failed the check.");
        }
    }

    private void inconclusive() {
        add(
                "Why there is no answer",
                run.reason() == null ? "It is not known" : Show.text(run.reason()),
                false,
                "");
    }

    private List<String> growing() {
        List<String> names = new ArrayList<>();
        run.regions().stream()
                .filter(RegionInfo::isGrowing)
                .forEach(region -> names.add(Show.text(region.label())));
        run.series()
                .forEach(
                        (name, series) -> {
                            if ("GROWING".equals(series.outcome())) {
                                names.add(Show.text(name));
                            }
                        });
        if (names.isEmpty()) {
            return List.of("memory");
        }
        return names.size() <= 3
                ? names
                : List.of(
                        names.get(0),
                        names.get(1),
                        names.get(2),
                        "and " + (names.size() - 3) + " more");
    }

    private void add(String question, String answer, boolean code, String more) {
        facts.add(new Fact(question, answer, code, more));
    }

    /** Says in one word what became of the check, as a page's badge. */
    static String badge(Verdict verdict) {
        return verdict.name().replace('_', ' ');
    }
}
