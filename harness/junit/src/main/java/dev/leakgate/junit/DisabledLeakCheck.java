package dev.leakgate.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Skips a check, or all checks of a class and of the classes nested in it.
 *
 * <p>Jupiter's {@code @Disabled} does the same where it is on the class path.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface DisabledLeakCheck {

    /** Why, and until when; shown in the report. */
    String value();
}
