package dev.leakgate.junit;

import dev.leakgate.watch.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Tells who watches the service when each test begins and ends: appends to {@code leakgate.marks}
 * in the output directory while that file is there. Else it does nothing.
 *
 * @since 0.1
 */
public final class TestMarks implements TestExecutionListener {

    private final Path file;

    /** Made by the launcher, which finds it as a service. */
    public TestMarks() {
        this(
                ModuleDirectory.current()
                        .resolve(
                                System.getProperty(
                                        Constants.OUTPUT_DIRECTORY_PROPERTY_NAME,
                                        "target/leakgate"))
                        .resolve(Mark.FILE_NAME));
    }

    TestMarks(Path file) {
        this.file = file;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        append(test, true, true);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        append(test, false, result.getStatus() != TestExecutionResult.Status.FAILED);
    }

    private void append(TestIdentifier test, boolean begins, boolean passed) {
        if (!test.isTest() || !Files.exists(file)) {
            return;
        }
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        String line = new Mark(micros, begins, name(test), passed).line();
        // One write to a file that is opened to append: other forks may write too.
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // Who watches counts passes then, and says so; no test fails by it.
        }
    }

    private static String name(TestIdentifier test) {
        @Nullable Object source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return method.getClassName() + "#" + method.getMethodName();
        }
        return source instanceof ClassSource type
                ? type.getClassName() + "#" + test.getDisplayName()
                : test.getDisplayName();
    }
}
