package dev.leakgate.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.platform.commons.util.ClassUtils;

/** Says how messages and reports call classes and methods. */
final class CheckNames {

    private CheckNames() {}

    /** Returns the name without its package, {@code Outer.Inner} for a nested class. */
    static String of(Class<?> type) {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** Returns {@code GatewayIT.unknownChannel}. */
    static String of(Class<?> testClass, Method method) {
        return of(testClass) + "." + method.getName();
    }

    /** Returns {@code unknownChannel(LoadDriver)}. */
    static String shortSignature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** Returns {@code unknownChannel(dev.leakgate.load.LoadDriver)}, which names one overload. */
    static String signature(Method method) {
        return method.getName()
                + "("
                + ClassUtils.nullSafeToString(method.getParameterTypes())
                + ")";
    }
}
