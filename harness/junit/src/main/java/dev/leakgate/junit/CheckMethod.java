package dev.leakgate.junit;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.load.LoadDriver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Calls the user's method, in one of two ways.
 *
 * @param method checked by {@link #of}, accessible
 * @param drivesOwnRounds whether it is called once for all, and not once per request
 */
record CheckMethod(Method method, boolean drivesOwnRounds) {

    /**
     * Checks the signature.
     *
     * @throws InvalidCheckException when it is neither of the two ways
     */
    static CheckMethod of(Class<?> testClass, Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean perRequest = parameters.length == 1 && parameters[0] == LoadDriver.class;
        boolean ownRounds = parameters.length == 1 && parameters[0] == LeakCheckRun.class;
        if (Modifier.isPrivate(method.getModifiers())) {
            throw invalid(testClass, method, "is private");
        }
        if (Modifier.isStatic(method.getModifiers())) {
            throw invalid(testClass, method, "is static");
        }
        if (method.getReturnType() != void.class) {
            throw invalid(testClass, method, "returns " + method.getReturnType().getSimpleName());
        }
        if (!perRequest && !ownRounds) {
            throw invalid(testClass, method, "takes neither a LoadDriver nor a LeakCheckRun alone");
        }
        method.setAccessible(true);
        return new CheckMethod(method, ownRounds);
    }

    /** Returns the way to call the method on an instance. */
    CheckBody on(Object instance) {
        return drivesOwnRounds
                ? new CheckBody.Rounds((LeakCheckRun run) -> invoke(instance, run))
                : new CheckBody.PerRequest((LoadDriver load) -> invoke(instance, load));
    }

    private void invoke(Object instance, Object argument) throws Exception {
        try {
            method.invoke(instance, argument);
        } catch (InvocationTargetException e) {
            throw Thrown.byUser(e);
        }
    }

    private static InvalidCheckException invalid(Class<?> testClass, Method method, String cause) {
        String name = method.getName();
        return new InvalidCheckException(
                "@LeakCheck on "
                        + CheckNames.of(testClass)
                        + "."
                        + CheckNames.shortSignature(method)
                        + ": the method "
                        + cause
                        + "; write  void "
                        + name
                        + "(LoadDriver load)  to be called once per request, or  void "
                        + name
                        + "(LeakCheckRun run)  to drive your own rounds");
    }
}
