package dev.leakgate.traffic;

/** Tells how many requests a service has had. */
public interface RequestCounter {

    /**
     * Counts now.
     *
     * @return requests since some moment that stays; fewer than before when the service began anew
     * @throws CounterException when it cannot be told
     */
    long read() throws CounterException;
}
