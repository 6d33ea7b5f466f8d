package dev.leakgate.load;

import org.jspecify.annotations.Nullable;

/** Holds what a load thread knows of its running request. Not thread-safe. */
final class RequestCounts {

    private long request;
    private boolean onPurpose;
    private @Nullable String kind;

    void begin(long number) {
        request = number;
        onPurpose = false;
        kind = null;
    }

    long request() {
        return request;
    }

    /** Notes that the request is one that the service need not answer. */
    void onPurpose() {
        onPurpose = true;
    }

    boolean isOnPurpose() {
        return onPurpose;
    }

    void kind(String name) {
        kind = name;
    }

    @Nullable String kind() {
        return kind;
    }
}
