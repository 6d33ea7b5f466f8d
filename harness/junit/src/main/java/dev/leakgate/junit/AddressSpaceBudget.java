package dev.leakgate.junit;

import dev.leakgate.units.AddressSpace;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what the mappings of each process must fit into in a {@link LeakCheck}, and how much room
 * must be left; a check that breaks the limit fails. Repeatable.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(AddressSpaceBudget.List.class)
public @interface AddressSpaceBudget {

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
        AddressSpaceBudget[] value();
    }
}
