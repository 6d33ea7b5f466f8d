package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tools that behave well and badly, played by a shell. */
@Timeout(60)
class ToolRunnerIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;

    private static ExternalLoad shell(String script, String... arguments) {
        String[] argv = new String[arguments.length + 4];
        argv[0] = "sh";
        argv[1] = "-c";
        argv[2] = script;
        argv[3] = "sh";
        System.arraycopy(arguments, 0, argv, 4, arguments.length);
        return ExternalLoad.command(argv);
    }

    private ToolRunner runner(ExternalLoad load, BooleanSupplier ended) {
        return new ToolRunner(load, OptionalInt.of(8080), folder, ended);
    }

    private LoadBlock run(ExternalLoad load, long requests) throws InterruptedException {
        return runner(load, () -> false).run(requests, 3, LONG);
    }

    @Test
    void putsInPortRequestsAndRound() throws Exception {
        LoadBlock block =
                run(
                        shell(
                                "echo $*",
                                "p=${port}",
                                "n=${requests}",
                                "${requests/4}",
                                "r${round}"),
                        1001);
        assertThat(folder.resolve(ToolRunner.OUTPUT)).hasContent("p=8080 n=1001 250 r3");
        assertThat(block.requests()).isEqualTo(1001);
        assertThat(block.intended()).isEqualTo(1001);
        assertThat(block.end()).isEqualTo(LoadBlock.End.DRAINED);
        assertThat(block.wallTime()).isPositive();
    }

    @Test
    void readsTheNumberOfRequestsFromTheOutput() throws Exception {
        ExternalLoad load =
                shell("echo 1,200 sent; echo 300 sent >&2; echo 2 errors, 3 timeouts")
                        .countedBy("([0-9,]+) sent")
                        .failuresCountedBy("(\\d+) errors, (\\d+) timeouts");
        LoadBlock block = run(load, 1);
        assertThat(block.requests()).isEqualTo(1500);
        assertThat(block.failed()).isEqualTo(5);
        assertThat(load.needsRequests()).isFalse();
    }

    @Test
    void readsTheNumberOfRequestsFromAFileOfJson() throws Exception {
        ExternalLoad load =
                shell(
                                "echo chatter; echo '{\"metrics\": {\"reqs\": {\"count\": 77}}}' > $1",
                                "${result}")
                        .countedByJson("/metrics/reqs/count");
        assertThat(run(load, 1).requests()).isEqualTo(77);
    }

    @Test
    void saysThatAToolIsMissing() {
        assertThatThrownBy(() -> run(ExternalLoad.command("no-such-tool"), 1))
                .isInstanceOf(LoadToolException.class)
                .hasMessageStartingWith("load tool not found: \"no-such-tool\" is in no directory")
                .hasMessageEndingWith("; install it, or write its path");
        assertThatThrownBy(() -> run(ExternalLoad.command("/no/such/tool"), 1))
                .hasMessageStartingWith("load tool not found: /no/such/tool is no executable file");
    }

    @Test
    void killsAToolThatHangsAndAllThatItStarted() throws Exception {
        Path pids = folder.resolve("pids");
        ExternalLoad load =
                shell("echo started; sleep 600 & echo $$ $! > " + pids + "; wait")
                        .timeLimit(Duration.ofMillis(500));
        assertThatThrownBy(() -> run(load, 1))
                .isInstanceOf(LoadToolException.class)
                .hasMessageStartingWith(
                        "sh had not ended after 500 ms and was killed; give it less")
                .hasMessageEndingWith("  its last output:\n    started");
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            assertThat(Path.of("/proc", pid)).doesNotExist();
        }
    }

    @Test
    void saysHowAToolFailedUnlessThatIsAccepted() throws Exception {
        ExternalLoad load = shell("echo no route >&2; exit 99");
        assertThatThrownBy(() -> run(load, 1))
                .isInstanceOf(LoadToolException.class)
                .hasMessageStartingWith("sh failed with exit status 99; run it by hand, or call")
                .hasMessageEndingWith("    no route");
        assertThat(run(load.acceptExit(0, 99), 5).requests()).isEqualTo(5);
        assertThatThrownBy(() -> run(shell("kill -SEGV $$"), 1))
                .hasMessageStartingWith("sh failed with SIGSEGV");
    }

    @Test
    void saysThatTheNumberOfRequestsCannotBeRead() {
        assertThatThrownBy(() -> run(shell("echo done").countedBy("(\\d+) sent"), 1))
                .isInstanceOf(LoadToolException.class)
                .hasMessageStartingWith(
                        "the number of requests is not in the result of sh: looked for"
                                + " \"(\\d+) sent\"; correct it")
                .hasMessageEndingWith("    done");
        assertThatThrownBy(() -> run(shell("echo '{\"a\": \"x\"}'").countedByJson("/a"), 1))
                .hasMessageContaining("looked for the JSON pointer \"/a\"");
        assertThatThrownBy(() -> run(shell("echo 0 sent").countedBy("(\\d+) sent"), 1))
                .hasMessageStartingWith("sh sent no request; run it by hand");
        assertThatThrownBy(
                        () ->
                                new ToolRunner(
                                                shell("x", "${port}"),
                                                OptionalInt.empty(),
                                                folder,
                                                () -> false)
                                        .run(1, 1, LONG))
                .hasMessageContaining("has ${port}, but the service has none");
    }

    @Test
    void endsAToolWhoseServiceOrTimeIsGone() throws Exception {
        ExternalLoad load = shell("sleep 600");
        assertThat(runner(load, () -> true).run(1, 1, LONG).end()).isEqualTo(LoadBlock.End.ABORTED);
        assertThat(runner(load, () -> false).run(1, 1, Duration.ofMillis(200)).timedOut()).isTrue();
    }

    @Test
    void endsAToolWhenTheCallerIsInterrupted() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller =
                new Thread(
                        () -> {
                            try {
                                run(shell("echo $$ > " + folder.resolve("pid") + "; sleep 600"), 1);
                            } catch (InterruptedException e) {
                                thrown.set(e);
                            }
                        });
        caller.start();
        Deadline.await("the tool runs", () -> Files.exists(folder.resolve("pid")));
        caller.interrupt();
        caller.join(20_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> shell("x").countedBy("("))
                .hasMessageContaining("is no regular expression");
        assertThatThrownBy(() -> shell("x").countedBy("[0-9]+"))
                .hasMessageContaining("has no group; put the number in parentheses");
        assertThatThrownBy(() -> shell("x").countedByJson("metrics"))
                .hasMessageContaining("is no JSON pointer");
        assertThatThrownBy(ExternalLoad::command).hasMessageContaining("command is empty");
        assertThatThrownBy(() -> shell("x").timeLimit(Duration.ZERO))
                .hasMessageContaining("longer than nothing");
    }
}
