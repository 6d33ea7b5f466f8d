package dev.leakgate.junit;

import dev.leakgate.recording.Recording;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Adds assertions on recordings to a collection of soft assertions, so that one run shows every
 * broken limit.
 *
 * @since 0.1
 */
public interface LeakgateSoftAssertionsProvider extends SoftAssertionsProvider {

    /** Begins assertions on a recording that are collected instead of thrown. */
    default RecordingAssert assertThat(Recording actual) {
        RecordingAssert recording = proxy(RecordingAssert.class, Recording.class, actual);
        recording.collectWith(levels -> proxy(RegionAssert.class, RegionLevels.class, levels));
        return recording;
    }
}
