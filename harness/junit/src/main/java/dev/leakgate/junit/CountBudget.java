package dev.leakgate.junit;

import dev.leakgate.recording.Count;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits what can leak besides memory in a {@link LeakCheck}, such as threads or descriptors,
 * summed over processes; a check that breaks the limit fails.
 *
 * <p>Sets one of {@link #max()} and {@link #growth()}, or both. Repeatable.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(CountBudget.List.class)
public @interface CountBudget {

    /** What is limited. */
    Count count();

    /**
     * Most of them in any snapshot, of {@link Count#RESERVED} in bytes: 0 or more; no limit unless
     * set.
     */
    long max() default -1;

    /**
     * Growth per request that is no leak, such as {@code "0.01"}, of {@link Count#RESERVED} in
     * bytes; a check without it allows none.
     */
    String growth() default "";

    /** Holds the budgets of a method that has several. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface List {

        /** The budgets. */
        CountBudget[] value();
    }
}
