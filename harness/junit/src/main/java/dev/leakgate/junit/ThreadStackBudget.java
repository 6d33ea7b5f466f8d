package dev.leakgate.junit;

import dev.leakgate.units.AddressSpace;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the stacks of the threads of each process in a {@link LeakCheck}, and says how many of
 * them must fit into the address space; a check that breaks the limit fails.
 *
 * <p>A stack needs a hole of its size and its guard, not so many bytes in sum. How many threads
 * there are is limited by {@link CountBudget}. Repeatable.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(ThreadStackBudget.List.class)
public @interface ThreadStackBudget {

    /** Largest stack of a thread besides the main one, such as {@code "2 MiB"}. */
    String perThread() default "";

    /**
     * How many threads besides the main one must fit, each with the stack that the service gives to
     * a new one: 1 or more; those that there are unless set.
     */
    int threads() default 0;

    /**
     * The address space that they must fit into; the service's own unless set. Another one is
     * predicted from sizes and counts.
     */
    AddressSpace[] within() default {};

    /** The same as a size, such as {@code "2 GiB"}: how much each process may reserve. */
    String withinSize() default "";

    /** Size of a mapping that must be possible beside them, such as {@code "64 MiB"}. */
    String headroom() default "";

    /** Holds the budgets of a method that has several. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface List {

        /** The budgets. */
        ThreadStackBudget[] value();
    }
}
