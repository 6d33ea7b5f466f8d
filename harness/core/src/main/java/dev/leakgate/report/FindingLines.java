package dev.leakgate.report;

import dev.leakgate.report.FindingInfo.ContentInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.FindingInfo.HolderInfo;
import dev.leakgate.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes what leaks: the objects, what is in them, who holds them, where they were allocated.
 * Offered to commands as well as to the report of a check.
 */
public final class FindingLines {

    private static final int MOST = 5;
    private static final int LONGEST_TYPE = 60;
    private static final String INDENT = "  ";
    private static final String DETAIL = "       ";

    private FindingLines() {}

    /** Writes the first findings that are not suppressed, and how many more there are. */
    public static List<String> of(List<FindingInfo> all) {
        List<FindingInfo> findings =
                all.stream().filter(each -> each.suppressed() == null).toList();
        List<FindingInfo> shown = findings.subList(0, Math.min(MOST, findings.size()));
        int nameWidth = shown.stream().mapToInt(each -> name(each).length()).max().orElse(0);
        int countWidth = shown.stream().mapToInt(each -> count(each).length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            FindingInfo finding = shown.get(i);
            lines.add(
                    (INDENT
                                    + (i + 1)
                                    + INDENT
                                    + padded(name(finding), nameWidth)
                                    + INDENT
                                    + padded(count(finding), countWidth)
                                    + INDENT
                                    + padded(
                                            orEmpty(finding.reachability()), "unreachable".length())
                                    + INDENT
                                    + where(finding))
                            .stripTrailing());
            details(finding, lines);
        }
        if (findings.size() > shown.size()) {
            long bytes =
                    findings.stream()
                            .skip(shown.size())
                            .mapToLong(each -> each.bytes() == null ? 0 : each.bytes())
                            .sum();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%sand %,d more groups of objects, %s",
                            INDENT,
                            findings.size() - shown.size(),
                            new ByteSize(bytes)));
        }
        return lines;
    }

    private static String padded(String text, int width) {
        return width == 0 ? text : String.format("%-" + width + "s", text);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String name(FindingInfo finding) {
        String type = finding.type();
        if (type == null) {
            return "objects without a type";
        }
        return type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE - 1) + "…";
    }

    /** Writes {@code 4,000 grown (4,500 in all) × 1,504 B}. */
    private static String count(FindingInfo finding) {
        StringBuilder text = new StringBuilder();
        Long grown = finding.grown();
        Long chunks = finding.chunks();
        if (grown != null) {
            text.append(String.format(Locale.ROOT, "%,d grown", grown));
            if (chunks != null && !chunks.equals(grown)) {
                text.append(String.format(Locale.ROOT, " (%,d in all)", chunks));
            }
        } else if (chunks != null) {
            text.append(String.format(Locale.ROOT, "%,d", chunks));
        }
        Long size = finding.chunkSize();
        Long bytes = finding.bytes();
        if (size != null) {
            text.append(String.format(Locale.ROOT, " × %,d B", size));
        } else if (bytes != null) {
            text.append(", ").append(new ByteSize(bytes));
        }
        return text.toString();
    }

    private static String where(FindingInfo finding) {
        Integer processes = finding.processes();
        String region =
                orEmpty(finding.region())
                        + (processes == null
                                ? ""
                                : String.format(Locale.ROOT, " of %,d processes", processes));
        if (finding.threads().isEmpty()) {
            return region;
        }
        return region
                + ", thread"
                + (finding.threads().size() == 1 ? " " : "s ")
                + finding.threadNames();
    }

    private static void details(FindingInfo finding, List<String> lines) {
        if (!finding.candidates().isEmpty()) {
            lines.add(DETAIL + "may be  " + String.join(", or ", finding.candidates()));
        }
        ContentInfo content = finding.content();
        if (content != null) {
            lines.add(DETAIL + holds(content, lookedAt(finding)));
        }
        if (!finding.holder().isEmpty()) {
            lines.add(DETAIL + "held by  " + path(finding.holder()));
        }
        FrameInfo frame = finding.firstLook();
        if (frame != null) {
            lines.add(DETAIL + "allocated at  " + frame.shortName() + INDENT + frame.place());
        }
        String advice = finding.advice();
        if (advice != null) {
            lines.add(DETAIL + advice);
        }
    }

    /** Without requests it is a diff of two images, which looks into what came between them. */
    private static @Nullable Long lookedAt(FindingInfo finding) {
        boolean came = finding.grown() != null && finding.perRequest() == null;
        return came ? finding.grown() : finding.chunks();
    }

    private static String holds(ContentInfo content, @Nullable Long chunks) {
        String text = "holds \"" + content.template() + "\"";
        Long count = content.count();
        if (count == null) {
            return text;
        }
        text += String.format(Locale.ROOT, "  in %,d", count);
        return chunks == null ? text : text + String.format(Locale.ROOT, " of %,d", chunks);
    }

    /** Writes {@code g_sessions (std::map or std::set, gateway .bss +0x40)}. */
    private static String root(HolderInfo root) {
        List<String> parts = new ArrayList<>();
        if (root.type() != null) {
            parts.add(root.type());
        }
        if (root.symbol() == null) {
            parts.add(0, String.valueOf(root.place()));
            return String.join(", ", parts);
        }
        parts.add(String.valueOf(root.place()));
        return root.symbol() + " (" + String.join(", ", parts) + ")";
    }

    /** Writes {@code g_sessions (gateway .bss +0x40) → Session +0x20 → buffer}. */
    public static String path(List<HolderInfo> holder) {
        List<String> steps = new ArrayList<>();
        for (HolderInfo step : holder) {
            List<String> parts = new ArrayList<>();
            if (step.place() != null) {
                parts.add(root(step));
            } else if (step.type() != null) {
                parts.add(step.type());
            }
            if (step.offset() != null && step.place() == null) {
                parts.add("+0x" + Long.toHexString(step.offset()));
            }
            steps.add(parts.isEmpty() ? "an object" : String.join(" ", parts));
        }
        return String.join(" → ", steps);
    }
}
