package dev.leakgate.cli;

import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.watch.LeakRate;

/** Prints rates of bytes. */
final class RateText {

    private RateText() {}

    /** Prints {@code +1.2 MiB/s}; a dash where there is none. */
    static String perSecond(double bytes) {
        long whole = Math.round(bytes);
        return whole == 0 ? "–" : (whole > 0 ? "+" : "") + new ByteSize(whole) + "/s";
    }

    /** Prints {@code 1.2 MiB/s (95 % 1.1 MiB–1.3 MiB)}. */
    static String perSecond(LeakRate rate) {
        return new ByteSize(Math.round(rate.value()))
                + "/s (95 % "
                + new ByteSize(Math.round(rate.low()))
                + "–"
                + new ByteSize(Math.round(rate.high()))
                + ")";
    }

    /** Prints {@code 1,504 B per request (95 % 1,503–1,505)}. */
    static String perRequest(LeakRate rate) {
        return new BytesPerRequest(rate.value())
                + " (95 % "
                + new BytesPerRequest(rate.low()).number()
                + "–"
                + new BytesPerRequest(rate.high()).number()
                + ")";
    }
}
