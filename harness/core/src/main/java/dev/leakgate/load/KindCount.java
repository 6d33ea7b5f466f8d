package dev.leakgate.load;

/**
 * Counts the requests of one kind.
 *
 * @param requests requests that ended, failed ones included
 * @param failed requests whose method threw
 */
public record KindCount(long requests, long failed) {

    KindCount plus(KindCount other) {
        return new KindCount(requests + other.requests, failed + other.failed);
    }
}
