package dev.leakgate.junit;

import dev.leakgate.check.OnCrash;
import dev.leakgate.check.OnLeak;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.load.Connections;
import dev.leakgate.site.SiteChoice;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Makes a method a check: the test fails when the service under test leaks under its load.
 *
 * <p>The method returns nothing, is neither private nor static, and has one parameter, which says
 * how it is called:
 *
 * <ul>
 *   <li>{@code void check(LoadDriver load)} sends one request. It is called once per request, from
 *       {@link #concurrency()} threads at once on one instance of the class. When it throws, that
 *       request failed; more than 1 % of failed requests leave the check inconclusive.
 *   <li>{@code void check(LeakCheckRun run)} drives its own rounds and may assert what it likes
 *       about what they measured. It is called once; {@link #warmUp()}, {@link #rounds()} and
 *       {@link #requestsPerRound()} are not used.
 * </ul>
 *
 * <p>The class needs a constructor without parameters and a field with {@link ServiceUnderTest}.
 * Each check has an instance of its own.
 *
 * <p>Durations are a number and one of {@code ms}, {@code s}, {@code min}, {@code h}; sizes are a
 * number and one of {@code B}, {@code KiB}, {@code MiB}, {@code GiB}, {@code kB}, {@code MB},
 * {@code GB}. A value that is out of range or cannot be read fails the test with the right form.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Testable
public @interface LeakCheck {

    /**
     * Requests before the first snapshot, which fill caches and pools: 0 or more, 500 unless set.
     */
    int warmUp() default 500;

    /**
     * Measured rounds: 5 to 200, 8 unless set; a run that has not settled goes on, up to 4 times.
     */
    int rounds() default 8;

    /** Requests of each round: 1 or more, 500 unless set. */
    int requestsPerRound() default 500;

    /** Threads that send requests: 1 to 1,000, 4 unless set. */
    int concurrency() default 4;

    /**
     * Requests per second of a fixed schedule, which a slow service does not slow down: from 0.001
     * to 1,000,000. 0 unless set: each thread sends its next request as soon as the last is
     * answered.
     */
    double rate() default 0;

    /** How long the built-in client keeps a connection: during a round unless set. */
    Connections connections() default Connections.KEEP_ALIVE;

    /** How long the whole check may take: more than nothing, 5 minutes unless set. */
    String timeCap() default "5 min";

    /** How long a request may take before it counts as failed: 10 seconds unless set. */
    String requestTimeout() default "10 s";

    /** Growth per request of any region that is no leak: nothing unless set. */
    String allowedGrowth() default "0 B";

    /**
     * The smallest leak per request that the run must be able to find, such as {@code "16 B"}: one
     * that could not goes on with more rounds, and else is inconclusive and says how many requests
     * it would take. Any will do unless set; the report tells what could be found.
     */
    String detects() default "";

    /**
     * What is kept when the service leaks: a core of its writable memory and dumps of the regions
     * that grew, unless set. The service stands for some milliseconds.
     */
    OnLeak onLeak() default OnLeak.CAPTURE;

    /**
     * How much memory the core of a service that leaks or crashes holds at most, the most useful
     * first: {@code "512 MiB"} unless set. With {@code "0 B"} there is no core.
     */
    String keepCore() default "512 MiB";

    /**
     * How the memory of a service that leaks is frozen: by a fork, by reading it while it stands,
     * or by gdb's gcore, the first of these that is possible, unless set.
     */
    CaptureMode capture() default CaptureMode.AUTO;

    /**
     * What records where a service that leaks allocates what it loses: it runs a second time, with
     * fewer requests, under heaptrack or LeakSanitizer, whichever is installed, unless set.
     */
    SiteChoice site() default SiteChoice.AUTO;

    /**
     * How the memory of a service that crashes is kept: by the kernel unless set. {@link
     * OnCrash#TRACE} is for machines whose kernel hands cores to a program.
     */
    OnCrash onCrash() default OnCrash.CORE;

    /** Tags to filter by, besides those of {@code @Tag}; none unless set. */
    String[] tags() default {};

    /** What reports and IDEs call the check; the method's name unless set. */
    String displayName() default "";
}
