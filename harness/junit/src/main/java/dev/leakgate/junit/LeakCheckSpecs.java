package dev.leakgate.junit;

import dev.leakgate.spec.SpecFiles;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Makes a class carry the checks of {@code *.leakcheck.yaml} files, each as a test of the class.
 *
 * <p>Surefire and Failsafe look for classes alone; the class may be empty and is named as they want
 * it, {@code LeakSpecsIT}.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Testable
public @interface LeakCheckSpecs {

    /**
     * Files, and directories that are searched for them at any depth; relative ones start at the
     * module's directory. {@value SpecFiles#DEFAULT_DIRECTORY} unless set.
     */
    String[] value() default {SpecFiles.DEFAULT_DIRECTORY};
}
