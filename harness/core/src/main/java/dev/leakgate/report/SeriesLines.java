package dev.leakgate.report;

import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the lines on threads, descriptors and what else grew besides memory. */
final class SeriesLines {

    private static final String FLAT = "FLAT";

    private SeriesLines() {}

    /** Gives a line for each series that grows; none for a clean run. */
    static List<String> of(RunDocument run) {
        List<String> lines = new ArrayList<>();
        if (run.verdict() == Verdict.CLEAN) {
            return lines;
        }
        for (Map.Entry<String, SeriesInfo> entry : run.series().entrySet()) {
            SeriesInfo series = entry.getValue();
            GrowthInfo growth = series.growthPerRequest();
            if (growth != null && growth.value() > 0 && !FLAT.equals(series.outcome())) {
                lines.add(line(entry.getKey(), series, growth));
            }
        }
        return lines;
    }

    private static String line(String name, SeriesInfo series, GrowthInfo growth) {
        boolean bytes = series.unit().equals("B");
        List<Long> levels = series.levels();
        StringBuilder line =
                new StringBuilder("  ")
                        .append(name)
                        .append("  ")
                        .append(text(levels.get(0), bytes))
                        .append(" → ")
                        .append(text(levels.get(levels.size() - 1), bytes))
                        .append("  +")
                        .append(
                                bytes
                                        ? new BytesPerRequest(growth.value())
                                        : new CountPerRequest(growth.value()));
        if (series.mostly() != null) {
            line.append(", mostly ").append(series.mostly());
        }
        if (series.limit() != null) {
            line.append(String.format(Locale.ROOT, "; a process may have %,d", series.limit()));
        }
        return line.toString();
    }

    private static String text(long level, boolean bytes) {
        return bytes ? new ByteSize(level).toString() : String.format(Locale.ROOT, "%,d", level);
    }
}
