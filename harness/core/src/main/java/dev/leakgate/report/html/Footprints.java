package dev.leakgate.report.html;

import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        List<Long> requests = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        long done = 0;
        for (RoundInfo round : rounds) {
            done += round.requests();
            requests.add(done);
            seconds.add(round.atMillis() / 1000);
        }
        return new Footprints(requests, seconds, layers(run));
    }

    private static List<Layer> layers(RunDocument run) {
        List<String> growing =
                run.regions().stream()
                        .filter(RegionInfo::isGrowing)
                        .map(RegionInfo::label)
                        .distinct()
                        .limit(MOST_GROWING)
                        .toList();
        List<String> others =
                run.rounds().stream()
                        .flatMap(round -> round.regions().keySet().stream())
                        .distinct()
                        .filter(name -> !growing.contains(name))
                        .sorted(Comparator.comparing(name -> -peak(run.rounds(), name)))
                        .filter(name -> peak(run.rounds(), name) > 0)
                        .toList();
        int shown = Math.min(MOST_OTHERS, others.size());
        List<Layer> layers = new ArrayList<>();
        if (others.size() > shown) {
            List<String> rest = others.subList(shown, others.size());
            layers.add(layer(rest.size() + " more regions", "rest", run.rounds(), rest));
        }
        for (int i = shown - 1; i >= 0; i--) {
            layers.add(layer(others.get(i), "s" + i, run.rounds(), others.subList(i, i + 1)));
        }
        for (int i = growing.size() - 1; i >= 0; i--) {
            layers.add(layer(growing.get(i), "g" + i, run.rounds(), growing.subList(i, i + 1)));
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

    private static long peak(List<RoundInfo> rounds, String region) {
        long peak = 0;
        for (RoundInfo round : rounds) {
            peak = Math.max(peak, round.regions().getOrDefault(region, 0L));
        }
        return peak;
    }
}
