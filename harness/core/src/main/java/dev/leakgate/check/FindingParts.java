package dev.leakgate.check;

import dev.leakgate.content.Template;
import dev.leakgate.finding.Finding;
import dev.leakgate.finding.HolderStep;
import dev.leakgate.graph.Reachability;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.ContentInfo;
import dev.leakgate.report.FindingInfo.HolderInfo;
import dev.leakgate.verdict.Suppression;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes findings as results have them. */
final class FindingParts {

    private FindingParts() {}

    static List<FindingInfo> of(List<Finding> findings) {
        return findings.stream().map(each -> of(each, null)).toList();
    }

    /**
     * Writes one.
     *
     * @param known what suppresses it; null when nothing does
     */
    static FindingInfo of(Finding finding, @Nullable Suppression known) {
        Finding.Grown grown = finding.grown();
        return new FindingInfo(
                finding.fingerprint(),
                finding.region().toString(),
                finding.threads(),
                reachability(finding.reachability()),
                finding.type().orElse(null),
                finding.candidates(),
                finding.chunkSize(),
                finding.chunks(),
                finding.bytes(),
                grown == null ? null : grown.chunks(),
                grown == null || grown.perRequest().isEmpty()
                        ? null
                        : grown.perRequest().getAsDouble(),
                holder(finding.holder()),
                finding.content().map(FindingParts::content).orElse(null),
                List.of(),
                finding.advice(),
                finding.processes() > 1 ? finding.processes() : null,
                known == null ? null : known.reason());
    }

    private static String reachability(Reachability reachability) {
        return reachability.isLeaked() ? "unreachable" : text(reachability);
    }

    static String text(Reachability reachability) {
        return reachability.name().toLowerCase(Locale.ROOT);
    }

    static List<HolderInfo> holder(List<HolderStep> steps) {
        return steps.stream().map(FindingParts::holder).toList();
    }

    private static HolderInfo holder(HolderStep step) {
        return new HolderInfo(
                orNull(step.place()),
                orNull(step.symbol()),
                orNull(step.type()),
                step.offset().isPresent() ? step.offset().getAsLong() : null);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static ContentInfo content(Template template) {
        return new ContentInfo(template.text(), template.count(), template.sample());
    }
}
