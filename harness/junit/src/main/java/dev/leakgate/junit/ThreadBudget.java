package dev.leakgate.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the threads of a service in a {@link LeakCheck}, summed over its processes; a check that
 * breaks the limit fails. What the stacks of threads take is limited by {@link ThreadStackBudget}.
 *
 * <p>Sets one of {@link #max()} and {@link #growth()}, or both.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ThreadBudget {

    /** Most threads in any snapshot: 0 or more; no limit unless set. */
    long max() default -1;

    /** Threads per request that are no leak, such as {@code "0.01"}; none unless set. */
    String growth() default "";
}
