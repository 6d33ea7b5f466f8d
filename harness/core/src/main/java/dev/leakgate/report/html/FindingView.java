package dev.leakgate.report.html;

import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.ContentInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.FindingInfo.HolderInfo;
import dev.leakgate.report.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a finding as the page shows it. */
record FindingView(int number, FindingInfo info) {

    private static final int LONGEST_TEMPLATE = 2000;
    private static final int MOST_FRAMES = 24;
    private static final int MOST_STEPS = 12;

    /** Holds a piece of a template: what all share, or a part that varies. */
    record Part(String text, boolean varies) {}

    /** Holds a call, with the lines of its source where they are here. */
    record Call(String function, String place, List<SourceLines.Line> source) {}

    String title() {
        String type = info.type();
        return type == null ? "objects without a type" : Show.text(type);
    }

    /** Writes {@code 4,000 objects of 1,488 B}. */
    String objects() {
        Long count = info.grown() == null ? info.chunks() : info.grown();
        Long size = info.chunkSize();
        String text = count == null ? "objects" : Show.count(count) + " objects";
        return size == null ? text : text + " of " + Show.count(size) + " B";
    }

    /** Writes how often one is lost: with every request, with one of five. */
    @Nullable String pace() {
        Double per = info.perRequest();
        if (per == null || per <= 0) {
            return null;
        }
        if (per >= 0.995 && per < 1.005) {
            return "one with every request";
        }
        if (per > 1 && Math.abs(per - Math.rint(per)) < 0.005) {
            return Show.count(Math.round(per)) + " with every request";
        }
        return per > 1
                ? String.format(Locale.ROOT, "%.3g with every request", per)
                : String.format(Locale.ROOT, "one with every %.3g requests", 1 / per);
    }

    /** Says in words what holds them. */
    @Nullable String held() {
        String reachability = info.reachability();
        if (reachability == null) {
            return null;
        }
        return switch (reachability) {
            case "unreachable" -> "nothing points to them any more";
            case "reachable" -> "the program still holds them";
            case "weak" -> "only a leftover word points to them";
            default -> Show.text(reachability);
        };
    }

    /** Cuts the template where parts vary. */
    List<Part> template() {
        ContentInfo content = info.content();
        List<Part> parts = new ArrayList<>();
        if (content == null) {
            return parts;
        }
        String text = VisibleText.begin(content.template(), LONGEST_TEMPLATE);
        int from = 0;
        for (int at = text.indexOf('…'); at >= 0; at = text.indexOf('…', from)) {
            if (at > from) {
                parts.add(new Part(text.substring(from, at), false));
            }
            parts.add(new Part("…", true));
            from = at + 1;
        }
        if (from < text.length()) {
            parts.add(new Part(text.substring(from), false));
        }
        return parts;
    }

    List<HolderInfo> holder() {
        return info.holder().subList(0, Math.min(MOST_STEPS, info.holder().size()));
    }

    static String name(HolderInfo step) {
        return step.symbol() != null
                ? Show.text(step.symbol())
                : step.type() != null ? Show.text(step.type()) : "an object";
    }

    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        boolean shown = false;
        for (FrameInfo frame : info.site().stream().limit(MOST_FRAMES).toList()) {
            List<SourceLines.Line> source = shown ? List.of() : SourceLines.around(frame);
            shown |= !source.isEmpty();
            calls.add(new Call(Show.text(frame.shortName()), Show.text(frame.place()), source));
        }
        return calls;
    }

    /** Returns where the source of the call to look at should be, when it is not there. */
    @Nullable String absentSource() {
        FrameInfo frame = site();
        return frame != null
                        && frame.file() != null
                        && frame.line() != null
                        && SourceLines.around(frame).isEmpty()
                ? Show.text(frame.file())
                : null;
    }

    @Nullable FrameInfo site() {
        return info.firstLook();
    }
}
