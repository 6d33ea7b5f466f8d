package dev.leakgate.junit;

import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.stack.StackAdvice;
import dev.leakgate.stack.StackReport;
import dev.leakgate.stack.ThreadStack;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import java.util.Comparator;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the stacks and the address space of a process.
 *
 * @since 0.1
 */
public class AddressSpaceAssert extends AbstractAssert<AddressSpaceAssert, ProcessSpace> {

    private @Nullable SpaceLimit limit;

    /** Begins assertions; {@link LeakgateAssertions#assertThat(ProcessSpace)} reads better. */
    public AddressSpaceAssert(ProcessSpace actual) {
        super(actual, AddressSpaceAssert.class);
    }

    /** Judges what follows by an address space; another than the process's own is predicted. */
    public AddressSpaceAssert within(AddressSpace space) {
        limit = SpaceLimit.of(space);
        return myself;
    }

    /** Judges what follows by a size, of which the process may reserve no more. */
    public AddressSpaceAssert within(ByteSize size) {
        limit = SpaceLimit.of(size);
        return myself;
    }

    /**
     * Verifies that so many threads besides the main one can be there, each with the stack that the
     * service gives to a new one.
     */
    public AddressSpaceAssert fitsThreads(int threads) {
        isNotNull();
        StackReport report = actual.within(limit);
        if (!report.forecast().fits(threads)) {
            throw failure(
                    "%s",
                    report.forecast()
                            + String.format(Locale.ROOT, ", wanted %,d; ", threads)
                            + report.forecast().why()
                            + advice(report));
        }
        return myself;
    }

    /** Verifies that no thread besides the main one reserves more for its stack. */
    public AddressSpaceAssert hasStacksOfAtMost(ByteSize size) {
        isNotNull();
        ThreadStack largest =
                actual.stacks().threads().stream()
                        .max(Comparator.comparingLong(ThreadStack::reserved))
                        .orElse(null);
        if (largest != null && largest.reserved() > size.bytes()) {
            throw failure("%s", largest + ", allowed " + size + advice(actual.within(limit)));
        }
        return myself;
    }

    /** Verifies that a mapping of a size could still be made. */
    public AddressSpaceAssert hasRoomFor(ByteSize size) {
        isNotNull();
        StackReport report = actual.within(limit);
        long room = report.roomBeside(null);
        if (room < size.bytes()) {
            throw failure(
                    "%s",
                    "the largest mapping that fits into "
                            + report.forecast().within()
                            + " is "
                            + new ByteSize(room)
                            + ", wanted "
                            + size);
        }
        return myself;
    }

    private static String advice(StackReport report) {
        StackAdvice advice = report.advice();
        return advice == null
                ? ""
                : String.format(
                        "%n  %s would do, a thread touched at most %s; set it by %s",
                        advice.size(), advice.measured(), advice.where());
    }
}
