package dev.leakgate.junit;

import dev.leakgate.check.RunFindings;
import dev.leakgate.region.RegionKind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/**
 * Asserts on the objects that pile up in a check. {@code ofType}, {@code heldBy}, {@code inRegion}
 * and {@code unreachable} narrow down and assert nothing by themselves, as AssertJ's {@code
 * filteredOn}.
 *
 * @since 0.1
 */
public class FindingsAssert extends AbstractAssert<FindingsAssert, RunFindings> {

    private Function<RunFindings, FindingsAssert> asserts = FindingsAssert::new;

    /** Begins assertions on findings; {@link LeakgateAssertions#assertThat} reads better. */
    public FindingsAssert(RunFindings actual) {
        super(actual, FindingsAssert.class);
    }

    /** Lets soft assertions collect what fails after narrowing down too. */
    void collectWith(Function<RunFindings, FindingsAssert> made) {
        asserts = made;
    }

    /**
     * Narrows down to objects of a type.
     *
     * @param pattern of its name in reports; {@code *} is any text and {@code ?} any one character
     */
    public FindingsAssert ofType(String pattern) {
        isNotNull();
        return on(actual.ofType(pattern));
    }

    /**
     * Narrows down to objects that are held.
     *
     * @param pattern of a global, a place, or the type of an object on the way from the root
     */
    public FindingsAssert heldBy(String pattern) {
        isNotNull();
        return on(actual.heldBy(pattern));
    }

    /** Narrows down to regions of a kind, whatever their process and name. */
    public FindingsAssert inRegion(RegionKind kind) {
        isNotNull();
        return on(actual.inRegion(kind));
    }

    /** Narrows down to what nothing points to any more. */
    public FindingsAssert unreachable() {
        isNotNull();
        return on(actual.unreachable());
    }

    private FindingsAssert on(RunFindings some) {
        FindingsAssert narrowed = asserts.apply(some);
        narrowed.collectWith(asserts);
        String description = descriptionText();
        return description.isEmpty() ? narrowed : narrowed.as("%s", description);
    }

    /** Verifies that there are none, and that none can have been missed. */
    public FindingsAssert isEmpty() {
        isNotNull();
        if (!actual.all().isEmpty()) {
            throw failure("%s: expected none, found%n%s", actual, found(actual));
        }
        if (!actual.problems().isEmpty()) {
            throw failure(
                    "%s: could not tell%n  %s",
                    actual, String.join(System.lineSeparator() + "  ", actual.problems()));
        }
        return myself;
    }

    /** Verifies that there are some. */
    public FindingsAssert isNotEmpty() {
        isNotNull();
        if (actual.all().isEmpty()) {
            throw failure("%s: expected some, found none%s", actual, problems());
        }
        return myself;
    }

    /**
     * Verifies how many come with each request, all together.
     *
     * @param expected objects per request, {@code 0.01} for one of a hundred
     * @param tolerance as in {@code within(0.01)}
     */
    public FindingsAssert perRequestIsCloseTo(double expected, Offset<Double> tolerance) {
        isNotNull();
        OptionalDouble perRequest = actual.perRequest();
        if (perRequest.isEmpty()) {
            throw failure("%s: nobody counted the requests that they came with", actual);
        }
        if (Math.abs(perRequest.getAsDouble() - expected) > tolerance.value) {
            throw failure(
                    "%s: %s come with each request, expected %s ± %s%n%s%s",
                    actual,
                    number(perRequest.getAsDouble()),
                    number(expected),
                    number(tolerance.value),
                    found(actual),
                    problems());
        }
        return myself;
    }

    private String problems() {
        return actual.problems().isEmpty()
                ? ""
                : System.lineSeparator()
                        + "  "
                        + String.join(System.lineSeparator() + "  ", actual.problems());
    }

    private static String found(RunFindings some) {
        List<String> lines = some.lines();
        return lines.isEmpty() ? "  none" : String.join(System.lineSeparator(), lines);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }
}
