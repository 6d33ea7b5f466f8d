package dev.leakgate.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a growth is known and does not fail a {@link LeakCheck}, for some time. All else goes
 * on failing.
 *
 * <p>Names one of {@link #pattern()}, {@link #type()}, {@link #holder()} and {@link #module()}, by
 * a pattern in which {@code *} is any text and {@code ?} any one character. Repeatable.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(SuppressGrowth.List.class)
public @interface SuppressGrowth {

    /** Regions and counts, by the names that reports give them: {@code "heap"}. */
    String pattern() default "";

    /** Objects, by their type as reports name it: {@code "net::Session"}. */
    String type() default "";

    /** Objects, by what holds them: a global, a place, or a type on the way to them. */
    String holder() default "";

    /** Objects, by path or file name of the program or library whose they are. */
    String module() default "";

    /** Why it is no bug of the service, or when it will be mended. */
    String reason();

    /** Who answers for it. */
    String owner();

    /** The last day that it holds, by UTC: {@code "2027-01-31"}. */
    String expires();

    /** Holds the suppressions of a method that has several. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface List {

        /** The suppressions. */
        SuppressGrowth[] value();
    }
}
