package dev.leakgate.junit;

import static java.util.stream.Collectors.joining;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;
import static org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN;
import static org.junit.platform.commons.support.ReflectionSupport.findFields;

import dev.leakgate.service.NativeService;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds and reads the field that holds the service under test of a class. */
final class ServiceField {

    private static final String EXAMPLE =
            "@ServiceUnderTest static final NativeService service ="
                    + " NativeService.command(\"target/native/gateway\", \"--port\","
                    + " \"${port}\").build();";

    private ServiceField() {}

    /**
     * Returns the service of a test class, or of the nearest class around it that has one.
     *
     * @throws InvalidCheckException when there is none, more than one, or it cannot be read
     */
    static NativeService read(Class<?> testClass) {
        Field field = only(testClass);
        if (!Modifier.isStatic(field.getModifiers())
                || !NativeService.class.isAssignableFrom(field.getType())) {
            throw new InvalidCheckException(
                    "@ServiceUnderTest on "
                            + name(field)
                            + ": the field must be static and of type NativeService, as in  "
                            + EXAMPLE);
        }
        NativeService service = value(field);
        if (service == null) {
            throw new InvalidCheckException(
                    "@ServiceUnderTest on "
                            + name(field)
                            + ": the field is null; assign the service where it is declared, as in"
                            + "  "
                            + EXAMPLE);
        }
        return service;
    }

    private static Field only(Class<?> testClass) {
        for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            List<Field> fields =
                    findFields(type, field -> isAnnotated(field, ServiceUnderTest.class), TOP_DOWN);
            if (fields.size() > 1) {
                throw new InvalidCheckException(
                        CheckNames.of(type)
                                + " has "
                                + fields.size()
                                + " fields with @ServiceUnderTest, "
                                + fields.stream()
                                        .map(ServiceField::name)
                                        .sorted()
                                        .collect(joining(" and "))
                                + "; a check launches one service: keep one, and move the checks of"
                                + " the others to classes of their own");
            }
            if (fields.size() == 1) {
                return fields.get(0);
            }
        }
        throw new InvalidCheckException(
                CheckNames.of(testClass)
                        + " has no field with @ServiceUnderTest; add the line  "
                        + EXAMPLE);
    }

    private static @Nullable NativeService value(Field field) {
        try {
            field.setAccessible(true);
            return (NativeService) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new InvalidCheckException(name(field) + " cannot be read", e);
        } catch (LinkageError e) {
            // The first read runs the class's static initialiser, the user's code.
            Throwable root = root(e);
            throw new InvalidCheckException(
                    CheckNames.of(field.getDeclaringClass())
                            + " cannot be initialized: "
                            + root.getMessage(),
                    root);
        }
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable next = thrown; next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }

    private static String name(Field field) {
        return CheckNames.of(field.getDeclaringClass()) + "." + field.getName();
    }
}
