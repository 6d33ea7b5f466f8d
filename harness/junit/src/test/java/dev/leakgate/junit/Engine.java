package dev.leakgate.junit;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.check.RunFindings;
import dev.leakgate.linux.MeasurablePlatform;
import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.recording.Recording;
import dev.leakgate.service.NativeService;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.verdict.Verdict;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Runs the engine with checks that launch nothing: each calls its method once and has the outcome
 * that the test wants.
 */
final class Engine {

    /** What each check was given. */
    record Call(
            CheckId id,
            NativeService service,
            CheckSettings settings,
            CheckBody body,
            Path directory) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final MeasurablePlatform platform;
    private Verdict verdict = Verdict.CLEAN;
    private String message = "CLEAN";
    private Runnable meanwhile = () -> {};

    private Engine(MeasurablePlatform platform) {
        this.platform = platform;
    }

    static Engine here() {
        return new Engine(new MeasurablePlatform("Linux", "amd64"));
    }

    static Engine on(String osName, String osArch) {
        return new Engine(new MeasurablePlatform(osName, osArch));
    }

    Engine withOutcome(Verdict theVerdict, String theMessage) {
        verdict = theVerdict;
        message = theMessage;
        return this;
    }

    Engine whenRunning(Runnable action) {
        meanwhile = action;
        return this;
    }

    EngineTestKit.Builder kit() {
        return EngineTestKit.engine(new LeakgateTestEngine(platform, this::run));
    }

    private CheckOutcome run(
            CheckId id,
            NativeService service,
            CheckSettings settings,
            CheckBody body,
            Path directory) {
        calls.add(new Call(id, service, settings, body, directory));
        meanwhile.run();
        try {
            if (body instanceof CheckBody.Rounds own) {
                own.rounds().drive(new NoRounds());
            } else if (body instanceof CheckBody.PerRequest perRequest) {
                perRequest.method().send(noDriver());
            }
            return new CheckOutcome(verdict, message, directory, null);
        } catch (Throwable thrown) {
            return new CheckOutcome(verdict, message, directory, thrown);
        }
    }

    private static LoadDriver noDriver() {
        return (LoadDriver)
                Proxy.newProxyInstance(
                        Engine.class.getClassLoader(),
                        new Class<?>[] {LoadDriver.class},
                        (proxy, method, arguments) -> null);
    }

    private static final class NoRounds implements LeakCheckRun {

        @Override
        public LeakCheckRun warmUp(int requests, LoadMethod method) {
            return this;
        }

        @Override
        public LeakCheckRun rounds(int rounds, int requestsPerRound, LoadMethod method) {
            return this;
        }

        @Override
        public LeakCheckRun warmUp(ExternalLoad tool) {
            return this;
        }

        @Override
        public LeakCheckRun warmUp(int requests, ExternalLoad tool) {
            return this;
        }

        @Override
        public LeakCheckRun rounds(int rounds, ExternalLoad tool) {
            return this;
        }

        @Override
        public LeakCheckRun rounds(int rounds, int requestsPerRound, ExternalLoad tool) {
            return this;
        }

        @Override
        public ProcessSpace addressSpace() {
            throw new IllegalStateException("nothing runs");
        }

        @Override
        public RunFindings findings() {
            return new RunFindings(List.of(), List.of());
        }

        @Override
        public Recording recording() {
            return new Recording(0, List.of());
        }
    }
}
