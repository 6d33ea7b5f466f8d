import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ends the build that it is a test of, as Ctrl-C does and a CI server that cancels a job. */
class InterruptedIT {

    @Test
    void endsTheBuild() throws Exception {
        ProcessHandle maven = ProcessHandle.current();
        do {
            maven = maven.parent().orElseThrow();
        } while (!maven.info().command().orElse("").endsWith("/java"));
        // A build in the background of a script ignores the first.
        for (String signal : new String[] {"-INT", "-TERM"}) {
            new ProcessBuilder("kill", signal, Long.toString(maven.pid())).start().waitFor();
        }
        // Surefire ends this process once its parent has ended.
        new CountDownLatch(1).await(60, TimeUnit.SECONDS);
    }
}
