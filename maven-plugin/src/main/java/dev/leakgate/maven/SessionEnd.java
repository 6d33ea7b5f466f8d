package dev.leakgate.maven;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.jspecify.annotations.Nullable;

/**
 * Does something when a build ends, also one that failed before its last phase. A JVM that ends
 * kills our services anyway; that of a daemon goes on.
 *
 * <p>The listener is made by a proxy: later versions of Maven add methods to the interface.
 */
final class SessionEnd {

    private SessionEnd() {}

    static void run(MavenExecutionRequest request, Runnable last) {
        ExecutionListener others = request.getExecutionListener();
        ExecutionListener listener =
                (ExecutionListener)
                        Proxy.newProxyInstance(
                                ExecutionListener.class.getClassLoader(),
                                new Class<?>[] {ExecutionListener.class},
                                (proxy, method, arguments) -> {
                                    if (method.getName().equals("sessionEnded")) {
                                        last.run();
                                    }
                                    return method.getDeclaringClass() == Object.class
                                            ? ofObject(proxy, method.getName(), arguments)
                                            : others == null
                                                    ? null
                                                    : invoke(others, method, arguments);
                                });
        request.setExecutionListener(listener);
    }

    private static Object ofObject(Object proxy, String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "leakgate's end of the session";
        };
    }

    private static @Nullable Object invoke(
            ExecutionListener others, java.lang.reflect.Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(others, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
