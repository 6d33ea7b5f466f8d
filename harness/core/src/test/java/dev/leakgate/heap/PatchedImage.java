package dev.leakgate.heap;

import dev.leakgate.image.Image;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;

/** Shows an image of a 64-bit process with some words that are others, as a fault leaves them. */
final class PatchedImage {

    private PatchedImage() {}

    static Image of(Image image, Map<Long, Long> words) {
        return (Image)
                Proxy.newProxyInstance(
                        Image.class.getClassLoader(),
                        new Class<?>[] {Image.class},
                        (proxy, method, arguments) -> {
                            try {
                                if (!method.getName().equals("read")) {
                                    return method.invoke(image, arguments);
                                }
                                long address = (long) arguments[0];
                                ByteBuffer into = (ByteBuffer) arguments[1];
                                int from = into.position();
                                int read = (int) method.invoke(image, arguments);
                                words.forEach(
                                        (at, word) -> patch(into, from, read, at - address, word));
                                return read;
                            } catch (InvocationTargetException failure) {
                                throw Objects.requireNonNull(failure.getCause());
                            }
                        });
    }

    private static void patch(ByteBuffer into, int from, int read, long offset, long word) {
        if (offset >= 0 && offset + Long.BYTES <= read) {
            into.duplicate().order(ByteOrder.LITTLE_ENDIAN).putLong(from + (int) offset, word);
        }
    }
}
