package dev.leakgate.watch;

/**
 * Says which looks of an endless watch are kept: at most so many, all over its time. When there are
 * too many every second one goes, and from then on twice as many looks make a round; the newest is
 * always there, and gives way to the next until its round is whole.
 */
final class LookPlan {

    /** Looks that are kept. */
    static final int MOST = 128;

    private int kept;
    private int looksOfRound = 1;
    private int looksDone;

    /** Says whether every second look is to go before the next one. */
    boolean isFull() {
        return kept == MOST && looksDone == 0;
    }

    /** Takes note that they went. */
    void thinned() {
        kept = (kept + 1) / 2;
        looksOfRound *= 2;
    }

    /** Says whether the last look gives way to the next. */
    boolean replacesLast() {
        return looksDone > 0;
    }

    /** Takes note of a look; returns whether a round is whole with it. */
    boolean taken() {
        kept += looksDone == 0 ? 1 : 0;
        looksDone = (looksDone + 1) % looksOfRound;
        return looksDone == 0;
    }
}
