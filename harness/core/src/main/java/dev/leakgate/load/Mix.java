package dev.leakgate.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends several kinds of requests, each in its share.
 *
 * <p>Which kind a request is follows from its number alone, so that each round has exactly the same
 * mix; the kinds are spread evenly over a round. {@code run.json} counts each kind. Rounds whose
 * requests are a multiple of the sum of the weights hold exactly these shares.
 *
 * <pre>{@code
 * private final Mix mix =
 *         Mix.of("read", 9, load -> load.get("/item/7"))
 *                 .and("login", 1, load -> load.post("/login", "text/plain", USER));
 *
 * @LeakCheck
 * void traffic(LoadDriver load) throws Exception {
 *     mix.send(load);
 * }
 * }</pre>
 */
public final class Mix implements LoadMethod {

    /** Largest sum of the weights. */
    public static final int LARGEST_SUM = 100_000;

    private final List<Kind> kinds;
    private final int[] order;

    private Mix(List<Kind> kinds) {
        this.kinds = kinds;
        this.order = order(kinds);
    }

    /**
     * Begins a mix with one kind.
     *
     * @param name what {@code run.json} calls it
     * @param weight share of it, in relation to the other weights; 1 or more
     */
    public static Mix of(String name, int weight, LoadMethod method) {
        return new Mix(List.of()).and(name, weight, method);
    }

    /**
     * Returns this mix and one more kind.
     *
     * @throws IllegalArgumentException when the weight is not 1 or more, the sum is too large, or
     *     the name is taken
     */
    public Mix and(String name, int weight, LoadMethod method) {
        if (weight < 1) {
            throw new IllegalArgumentException(
                    "weight of \"" + name + "\" = " + weight + " must be 1 or more");
        }
        if (kinds.stream().anyMatch(kind -> kind.name.equals(name))) {
            throw new IllegalArgumentException("the mix has \"" + name + "\" already");
        }
        if (order.length + (long) weight > LARGEST_SUM) {
            throw new IllegalArgumentException(
                    "the weights sum up to more than 100,000; write smaller ones of the same ratio");
        }
        List<Kind> more = new ArrayList<>(kinds);
        more.add(new Kind(name, weight, method));
        return new Mix(List.copyOf(more));
    }

    @Override
    public void send(LoadDriver load) throws Exception {
        Kind kind = kinds.get(order[(int) ((load.request() - 1) % order.length)]);
        load.kind(kind.name);
        kind.method.send(load);
    }

    /** Smooth weighted round robin: the kind that lags most behind its share comes next. */
    private static int[] order(List<Kind> kinds) {
        int sum = kinds.stream().mapToInt(Kind::weight).sum();
        int[] order = new int[sum];
        long[] lag = new long[kinds.size()];
        Arrays.setAll(
                order,
                i -> {
                    int next = 0;
                    for (int kind = 0; kind < lag.length; kind++) {
                        lag[kind] += kinds.get(kind).weight;
                        if (lag[kind] > lag[next]) {
                            next = kind;
                        }
                    }
                    lag[next] -= sum;
                    return next;
                });
        return order;
    }

    private record Kind(String name, int weight, LoadMethod method) {}
}
