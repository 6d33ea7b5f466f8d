package dev.leakgate.cli;

import dev.leakgate.watch.ProcessGrowth;
import java.util.Comparator;

/** Names what {@code top} can sort by, the most first. */
@SuppressWarnings("ImmutableEnumChecker") // a comparator of method references holds nothing
enum TopOrder {
    LEAK(
            Comparator.<ProcessGrowth>comparingDouble(
                            process -> process.leak() == null ? 0 : -process.leak().value())
                    .thenComparingLong(process -> -process.now().memory())),
    MEMORY(Comparator.comparingLong(process -> -process.now().memory())),
    GROWTH(Comparator.comparingDouble(process -> -process.perSecond())),
    RSS(Comparator.comparingLong(process -> -process.now().rss())),
    THREADS(Comparator.comparingInt(process -> -process.now().threads())),
    PID(Comparator.comparingInt(process -> 0));

    private final Comparator<ProcessGrowth> comparator;

    TopOrder(Comparator<ProcessGrowth> comparator) {
        this.comparator = comparator;
    }

    Comparator<ProcessGrowth> comparator() {
        return comparator.thenComparingInt(process -> process.now().id().pid());
    }
}
