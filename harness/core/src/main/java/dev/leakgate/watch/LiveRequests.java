package dev.leakgate.watch;

/**
 * Holds how many requests a service has had since the watching began.
 *
 * @param total requests; -1 when nobody counts them
 * @param before what the counter said last; -1 before it said anything
 * @param trouble why the counter says nothing; empty when it does
 */
record LiveRequests(long total, long before, String trouble) {

    static final LiveRequests NONE = new LiveRequests(-1, -1, "");

    /** Takes note of what the counter says; one that fell has begun anew with the service. */
    LiveRequests after(long said) {
        if (total < 0) {
            return new LiveRequests(0, said, "");
        }
        long more = before < 0 || said < before ? said : said - before;
        return new LiveRequests(total + Math.max(0, more), said, "");
    }

    /** What came while nobody counted is counted when the counter speaks again. */
    LiveRequests failed(String why) {
        return new LiveRequests(total, before, why);
    }

    boolean counted() {
        return total >= 0;
    }
}
