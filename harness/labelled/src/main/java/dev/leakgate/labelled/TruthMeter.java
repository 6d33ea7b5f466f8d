package dev.leakgate.labelled;

import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.LoadMethod;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of a session and knows what the service leaked for them, the warm-up left
 * out.
 */
final class TruthMeter {

    private final Truth truth;
    private final long warmUp;
    private final @Nullable ForgetCounters counters;
    private final AtomicLong sent = new AtomicLong();
    private volatile long atFirst;
    private volatile long atLast;

    private TruthMeter(Truth truth, long warmUp, @Nullable ForgetCounters counters) {
        this.truth = truth;
        this.warmUp = warmUp;
        this.counters = counters;
    }

    static TruthMeter of(Subject subject, Session session) {
        return new TruthMeter(subject.truth(), subject.pace().warmUp(), session.counters());
    }

    /** Returns a method that sends the same, and counts. */
    LoadMethod counting(LoadMethod load) {
        return driver -> send(load, driver);
    }

    private void send(LoadMethod load, LoadDriver driver) throws Exception {
        long number = sent.incrementAndGet();
        if (counters != null && number == warmUp + 1) {
            atFirst = counters.chunkBytes();
        }
        load.send(driver);
        if (counters != null) {
            atLast = counters.chunkBytes();
        }
    }

    /** Returns the truth about the rounds; NaN for what does not leak memory. */
    double bytesPerRequest() {
        if (truth instanceof Truth.Leaks leaks) {
            return leaks.bytesPerRequest();
        }
        long requests = sent.get() - warmUp;
        return truth instanceof Truth.LeaksCounted && requests > 0
                ? (double) (atLast - atFirst) / requests
                : Double.NaN;
    }
}
