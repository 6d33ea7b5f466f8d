package dev.leakgate.junit;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;

/**
 * Collects failed assertions on recordings and throws them together.
 *
 * <pre>{@code
 * LeakgateSoftAssertions.assertSoftly(softly -> {
 *     softly.assertThat(run.recording()).region(HEAP).staysBelow(ByteSize.ofMebibytes(64));
 *     softly.assertThat(run.recording()).region(STACKS).growsAtMost(bytesPerRequest(0));
 * });
 * }</pre>
 *
 * @since 0.1
 */
public class LeakgateSoftAssertions extends AbstractSoftAssertions
        implements LeakgateSoftAssertionsProvider {

    /** Runs assertions and throws those that failed, all in one error. */
    public static void assertSoftly(Consumer<LeakgateSoftAssertions> assertions) {
        LeakgateSoftAssertions softly = new LeakgateSoftAssertions();
        assertions.accept(softly);
        softly.assertAll();
    }
}
