package dev.leakgate.junit;

import dev.leakgate.check.RunFindings;
import dev.leakgate.recording.Recording;
import dev.leakgate.stack.ProcessSpace;

/**
 * Begins AssertJ assertions on what a check measured.
 *
 * <pre>{@code
 * assertThat(run.recording()).hasNoLeak().region(HEAP).growsAtMost(bytesPerRequest(16));
 * assertThat(run.findings()).ofType("CommItopReq").isEmpty();
 * assertThat(run.addressSpace()).within(I386_3GB).fitsThreads(96);
 * }</pre>
 *
 * @since 0.1
 */
public final class LeakgateAssertions {

    private LeakgateAssertions() {}

    /** Begins assertions on an address space. */
    public static AddressSpaceAssert assertThat(ProcessSpace actual) {
        return new AddressSpaceAssert(actual);
    }

    /** Begins assertions on objects that pile up. */
    public static FindingsAssert assertThat(RunFindings actual) {
        return new FindingsAssert(actual);
    }

    /** Begins assertions on a recording. */
    public static RecordingAssert assertThat(Recording actual) {
        return new RecordingAssert(actual);
    }
}
