package dev.leakgate.dwarf;

/**
 * Bounds what is read of debug information and what of it is kept, over all files that are asked:
 * it may be anything, and few bytes may stand for much.
 */
final class Budget {

    private long toRead;
    private long toKeep;
    private boolean exceeded;

    Budget(long toRead, long toKeep) {
        this.toRead = toRead;
        this.toKeep = toKeep;
    }

    /** Takes bytes that are read, each as often as it is. */
    void read(long bytes) throws MalformedDwarfException {
        toRead = left(toRead, bytes);
    }

    /** Takes bytes of memory that stay in use. */
    void keep(long bytes) throws MalformedDwarfException {
        toKeep = left(toKeep, bytes);
    }

    private long left(long room, long bytes) throws MalformedDwarfException {
        if (bytes > room) {
            exceeded = true;
            throw new MalformedDwarfException("there is more than is read or kept");
        }
        return room - bytes;
    }

    /** Says whether something was left out. */
    boolean isExceeded() {
        return exceeded;
    }
}
