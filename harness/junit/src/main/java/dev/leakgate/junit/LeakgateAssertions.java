package dev.leakgate.junit;

import dev.leakgate.recording.Recording;

/**
 * Begins AssertJ assertions on what a check measured.
 *
 * <pre>{@code
 * assertThat(run.recording()).hasNoLeak().region(HEAP).growsAtMost(bytesPerRequest(16));
 * }</pre>
 *
 * @since 0.1
 */
public final class LeakgateAssertions {

    private LeakgateAssertions() {}

    /** Begins assertions on a recording. */
    public static RecordingAssert assertThat(Recording actual) {
        return new RecordingAssert(actual);
    }
}
