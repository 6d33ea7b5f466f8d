package dev.leakgate.junit;

import dev.leakgate.check.RunFindings;
import dev.leakgate.recording.Recording;
import dev.leakgate.stack.ProcessSpace;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Adds assertions on recordings to a collection of soft assertions, so that one run shows every
 * broken limit.
 *
 * @since 0.1
 */
public interface LeakgateSoftAssertionsProvider extends SoftAssertionsProvider {

    /** Begins assertions on an address space that are collected instead of thrown. */
    default AddressSpaceAssert assertThat(ProcessSpace actual) {
        return proxy(AddressSpaceAssert.class, ProcessSpace.class, actual);
    }

    /** Begins assertions on objects that pile up that are collected instead of thrown. */
    default FindingsAssert assertThat(RunFindings actual) {
        FindingsAssert findings = proxy(FindingsAssert.class, RunFindings.class, actual);
        findings.collectWith(some -> proxy(FindingsAssert.class, RunFindings.class, some));
        return findings;
    }

    /** Begins assertions on a recording that are collected instead of thrown. */
    default RecordingAssert assertThat(Recording actual) {
        RecordingAssert recording = proxy(RecordingAssert.class, Recording.class, actual);
        recording.collectWith(levels -> proxy(RegionAssert.class, RegionLevels.class, levels));
        return recording;
    }
}
