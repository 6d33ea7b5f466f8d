package dev.leakgate.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the service that the checks of a class launch.
 *
 * <p>The field is static, of type {@link dev.leakgate.service.NativeService} and not null; any
 * visibility will do. A class has exactly one, its superclasses and interfaces included. A nested
 * class without one uses that of the class around it. Each check launches a fresh process.
 *
 * <pre>{@code
 * @ServiceUnderTest
 * static final NativeService gateway =
 *         NativeService.command("target/native/gateway", "--port", "${port}").build();
 * }</pre>
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ServiceUnderTest {}
