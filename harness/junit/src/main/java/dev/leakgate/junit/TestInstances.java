package dev.leakgate.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes an instance of a test class, and of the classes around it where it is an inner class. */
final class TestInstances {

    private TestInstances() {}

    /**
     * Makes an instance with the constructor without parameters.
     *
     * @throws InvalidCheckException when the class has none
     * @throws Exception what the constructor throws
     */
    static Object create(Class<?> type) throws Exception {
        Class<?> enclosing = type.getEnclosingClass();
        if (enclosing == null || Modifier.isStatic(type.getModifiers())) {
            return construct(type, new Class<?>[0]);
        }
        return construct(type, new Class<?>[] {enclosing}, create(enclosing));
    }

    private static Object construct(Class<?> type, Class<?>[] parameters, Object... arguments)
            throws Exception {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (NoSuchMethodException e) {
            throw new InvalidCheckException(
                    CheckNames.of(type)
                            + " has no constructor without parameters, so no check of it can run;"
                            + " add one");
        } catch (InstantiationException e) {
            throw new InvalidCheckException(
                    CheckNames.of(type) + " is abstract, so no check in it can run");
        } catch (InvocationTargetException e) {
            throw Thrown.byUser(e);
        }
    }
}
