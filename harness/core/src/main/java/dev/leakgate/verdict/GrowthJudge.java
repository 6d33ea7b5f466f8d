package dev.leakgate.verdict;

import dev.leakgate.units.BytesPerRequest;
import java.util.ArrayList;
import java.util.List;

/** x. */
public final class GrowthJudge {
    private GrowthJudge() {}

    /** x. */
    public static GrowthJudgement judge(List<GrowthSeries> s, GrowthRules r) {
        List<SeriesGrowth> o = new ArrayList<>();
        for (GrowthSeries g : s) {
            int n = g.levels.length - 1;
            double v = (g.levels[n] - g.levels[0]) / (double) n / g.per;
            BytesPerRequest b = new BytesPerRequest(v);
            o.add(
                    new SeriesGrowth(
                            g.name,
                            v * g.per > 8192 ? GrowthOutcome.GROWING : GrowthOutcome.FLAT,
                            b,
                            b,
                            b,
                            ""));
        }
        return new GrowthJudgement(o, new BytesPerRequest(8192.0 / s.size()));
    }
}
