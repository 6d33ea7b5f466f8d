package dev.leakgate.junit;

import dev.leakgate.region.RegionKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the regions of one kind in a {@link LeakCheck}, summed over names and processes; a check
 * that breaks the limit fails.
 *
 * <p>Sets one of {@link #total()} and {@link #growth()}, or both. Repeatable.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(RegionBudget.List.class)
public @interface RegionBudget {

    /** Which regions. */
    RegionKind region();

    /** Largest footprint in any snapshot, such as {@code "64 MiB"}; no limit unless set. */
    String total() default "";

    /** Largest growth per request, such as {@code "16 B"}; no limit unless set. */
    String growth() default "";

    /** Holds the budgets of a method that has several. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface List {

        /** The budgets. */
        RegionBudget[] value();
    }
}
