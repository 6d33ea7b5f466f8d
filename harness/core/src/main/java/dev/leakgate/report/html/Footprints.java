package dev.leakgate.report.html;

import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what the footprint is made of at each snapshot, in few enough layers to look at.
 *
 * @param requests done until each snapshot, the warm-up's too
 * @param seconds since the recording began
 * @param layers from the bottom up: what stays, then what grows
 */
record Footprints(List<Long> requests, List<Double> seconds, List<Layer> layers) {

    private static final int MOST_GROWING = 4;
    private static final int MOST_OTHERS = 4;

    /* Points of the curve; more than a screen has columns are no gain. */
    private static final int MOST_SNAPSHOTS = 1000;

    /**
     * Holds one region.
     *
     * @param colour name of its colour in the style
     * @param bytes at each snapshot
     */
    record Layer(String name, String colour, List<Long> bytes) {

        boolean grows() {
            return colour.startsWith("g");
        }
    }

    static Footprints of(RunDocument run) {
        List<RoundInfo> rounds = run.rounds();
        List<RoundInfo> shown = new ArrayList<>();
        List<Long> requests = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        int step = 1 + rounds.size() / MOST_SNAPSHOTS;
        long done = 0;
        for (int i = 0; i < rounds.size(); i++) {
            done += rounds.get(i).requests();
            if (i % step == 0 || i == rounds.size() - 1) {
                shown.add(rounds.get(i));
                requests.add(done);
                seconds.add(rounds.get(i).atMillis() / 1000);
            }
        }
        return new Footprints(requests, seconds, layers(run, shown));
    }

    private static List<Layer> layers(RunDocument run, List<RoundInfo> rounds) {
        Map<String, Long> peaks = new LinkedHashMap<>();
        for (RoundInfo round : rounds) {
            round.regions().forEach((name, bytes) -> peaks.merge(name, bytes, Math::max));
        }
        List<String> growing =
                run.regions().stream()
                        .filter(RegionInfo::isGrowing)
                        .map(RegionInfo::label)
                        .distinct()
                        .limit(MOST_GROWING)
                        .toList();
        List<String> others =
                peaks.entrySet().stream()
                        .filter(peak -> peak.getValue() > 0 && !growing.contains(peak.getKey()))
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(Map.Entry::getKey)
                        .toList();
        int shown = Math.min(MOST_OTHERS, others.size());
        List<Layer> layers = new ArrayList<>();
        if (others.size() > shown) {
            List<String> rest = others.subList(shown, others.size());
            layers.add(layer(rest.size() + " more regions", "rest", rounds, rest));
        }
        for (int i = shown - 1; i >= 0; i--) {
            layers.add(layer(others.get(i), "s" + i, rounds, others.subList(i, i + 1)));
        }
        for (int i = growing.size() - 1; i >= 0; i--) {
            layers.add(layer(growing.get(i), "g" + i, rounds, growing.subList(i, i + 1)));
        }
        return layers;
    }

    private static Layer layer(
            String name, String colour, List<RoundInfo> rounds, List<String> regions) {
        List<Long> bytes = new ArrayList<>();
        for (RoundInfo round : rounds) {
            long sum = 0;
            for (String region : regions) {
                sum += round.regions().getOrDefault(region, 0L);
            }
            bytes.add(sum);
        }
        return new Layer(name, colour, bytes);
    }
}
