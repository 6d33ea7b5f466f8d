package dev.leakgate.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.SamplingInfo.SampleInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the charts their figures, as JSON that can stand within a page. */
final class ChartData {

    /* Points of one chart; more than a screen has columns are no gain. */
    private static final int MOST_SAMPLES = 2000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ChartData() {}

    private record Data(
            List<Long> requests,
            List<Double> seconds,
            List<Footprints.Layer> layers,
            @Nullable Samples samples) {}

    private record Samples(
            List<Double> seconds, List<Long> footprint, List<Long> rss, List<Long> requests) {}

    /** Returns JSON in ASCII in which no tag can end or begin. */
    static String of(RunDocument run, Footprints footprints) {
        Data data =
                new Data(
                        footprints.requests(),
                        footprints.seconds(),
                        footprints.layers(),
                        samples(run.samples()));
        try {
            return MAPPER.writeValueAsString(data)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Samples samples(List<SampleInfo> all) {
        if (all.size() < 2) {
            return null;
        }
        int step = (all.size() + MOST_SAMPLES - 1) / MOST_SAMPLES;
        Samples kept =
                new Samples(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < all.size(); i += step) {
            SampleInfo sample = all.get(i);
            kept.seconds.add(sample.atMillis() / 1000);
            kept.footprint.add(sample.footprint());
            kept.rss.add(sample.rss());
            kept.requests.add(sample.requests());
        }
        return kept;
    }
}
