package dev.leakgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.report.RunDocuments;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTest {

    private static final String SETTING = "leakgate.otlp.endpoint";

    /* Results of a watched service have its name where others have a method. */
    private static final String WATCHED = RunDocuments.full().test().method();

    @TempDir Path folder;

    @AfterEach
    void forget() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("otel."));
    }

    @Test
    void nothingLeavesUnlessAsked() {
        assertThat(of(null, Map.of())).isEmpty();
        assertThat(of("", Map.of("OTEL_SERVICE_NAME", "gateway"))).isEmpty();
        assertThat(
                        of(
                                null,
                                Map.of(
                                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                                        "http://collector:4318",
                                        "OTEL_METRICS_EXPORTER",
                                        "none")))
                .isEmpty();
    }

    @Test
    void theVariablesOfOpenTelemetryAskToo() {
        assertThat(of(null, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")))
                .isPresent();
        assertThat(of(null, Map.of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "https://collector/m")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4318", "grpc://collector", "http://", "http://a b", "/x"})
    void whatIsNoAddressIsSaid(String address) {
        assertThatThrownBy(() -> of(address, Map.of()))
                .isInstanceOf(TelemetryException.class)
                .hasMessage(
                        "leakgate.otlp.endpoint = \""
                                + address
                                + "\" is no address to send metrics to; write the base of one, as"
                                + " in http://localhost:4318");
        assertThatThrownBy(() -> of(null, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", address)))
                .hasMessageStartingWith("OTEL_EXPORTER_OTLP_ENDPOINT = \"" + address);
    }

    @Test
    void aResultIsItsVerdictItsRegionsItsBudgetsAndItsFindings() {
        try (OtlpReceiver receiver = new OtlpReceiver(200)) {
            Telemetry telemetry = of(receiver.address() + "/", Map.of()).orElseThrow();

            List<Telemetry.Outcome> outcomes =
                    telemetry.tell(List.of(RunDocuments.full(), RunDocuments.least(Verdict.CLEAN)));

            assertThat(outcomes)
                    .containsExactly(
                            new Telemetry.Outcome(
                                    "metrics went to " + receiver.address() + "/", true));
            assertThat(receiver.heads())
                    .containsExactly("POST /v1/metrics application/x-protobuf null");
            assertThat(receiver.scopes()).allMatch(scope -> scope.startsWith("dev.leakgate "));
            assertThat(receiver.resources()).containsOnlyKeys(WATCHED, "unknown");
            assertThat(receiver.resources().get(WATCHED))
                    .containsEntry("host.name", "build-7")
                    .containsEntry("service.instance.id", "build-7")
                    .containsEntry("host.arch", "amd64")
                    .containsEntry("os.type", "linux");
            String of =
                    "test.case.name=GatewayIT.unknownChannel,"
                            + " test.suite.name=com.example.GatewayIT}";
            assertThat(receiver.points())
                    .contains(
                            "leakgate.check.verdict [{check}] {leakgate.verdict=LEAK, " + of + " 1",
                            "leakgate.check.verdict [{check}] {leakgate.verdict=CLEAN, "
                                    + of
                                    + " 0",
                            "leakgate.check.requests [{request}] {" + of + " 4000",
                            "leakgate.check.detectable_growth_per_request [By/{request}] {"
                                    + of
                                    + " 0.2",
                            "leakgate.service.footprint [By] {" + of + " 2097152",
                            "process.thread.count [{thread}] {" + of + " 1",
                            "process.unix.file_descriptor.count [{file_descriptor}] {" + of + " 7",
                            "leakgate.region.footprint [By] {leakgate.process.role=worker,"
                                    + " leakgate.region.kind=stacks, leakgate.region.name=handler, "
                                    + of
                                    + " 6000000000",
                            "leakgate.count.growth_per_request [{count}/{request}]"
                                    + " {leakgate.count.name=descriptors (files), "
                                    + of
                                    + " 0.01",
                            "leakgate.budget.met [{budget}] {leakgate.budget.name=heap growth, "
                                    + of
                                    + " 0",
                            "leakgate.budget.usage [1] {leakgate.budget.name=heap growth, "
                                    + of
                                    + " 94.0")
                    .anyMatch(point -> point.startsWith("leakgate.finding.size [By] {"));
        }
    }

    @Test
    void whatTheEnvironmentSaysOfTheResourceAndTheHeadersIsTaken() {
        System.setProperty("otel.resource.attributes", "service.namespace=shop,host.name=pod-3");
        System.setProperty("otel.exporter.otlp.headers", "X-Team=gateway");
        System.setProperty("otel.exporter.otlp.compression", "gzip");
        try (OtlpReceiver receiver = new OtlpReceiver(200)) {
            of(
                            receiver.address(),
                            Map.of(
                                    "GITHUB_WORKFLOW", "nightly",
                                    "GITHUB_RUN_ID", "77",
                                    "GITHUB_SERVER_URL", "https://git.example",
                                    "GITHUB_REPOSITORY", "shop/gateway",
                                    "GITHUB_SHA", "abc"))
                    .orElseThrow()
                    .tell(List.of(RunDocuments.full()));

            assertThat(receiver.heads().get(0)).endsWith(" gateway");
            assertThat(receiver.resources()).containsOnlyKeys(WATCHED);
            assertThat(receiver.resources().get(WATCHED))
                    .containsEntry("service.namespace", "shop")
                    .containsEntry("host.name", "pod-3")
                    .containsEntry("cicd.pipeline.name", "nightly")
                    .containsEntry("cicd.pipeline.run.id", "77")
                    .containsEntry(
                            "cicd.pipeline.run.url.full",
                            "https://git.example/shop/gateway/actions/runs/77")
                    .containsEntry("vcs.repository.url.full", "https://git.example/shop/gateway")
                    .containsEntry("vcs.ref.head.revision", "abc");
        }
    }

    @Test
    void aReceiverThatIsNotThereOrRefusesIsOneLine() throws IOException {
        System.setProperty("otel.exporter.otlp.timeout", "1500");
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String nobody = "http://user:secret@127.0.0.1:" + free;
        assertThat(tell(nobody))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.well()).isFalse())
                .satisfies(
                        outcome ->
                                assertThat(outcome.line())
                                        .isEqualTo(
                                                "metrics were not sent to http://127.0.0.1:"
                                                        + free
                                                        + ": nobody answers there"));
        try (OtlpReceiver refuses = new OtlpReceiver(401)) {
            assertThat(tell(refuses.address()))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.line()).contains("401"));
        }
    }

    @Test
    void anotherProtocolIsSaid() {
        System.setProperty("otel.exporter.otlp.protocol", "grpc");
        assertThatThrownBy(() -> tell("http://127.0.0.1:4317"))
                .isInstanceOf(TelemetryException.class)
                .hasMessage(
                        "OpenTelemetry's settings are wrong: the protocol is grpc; Leakgate sends"
                                + " http/protobuf alone");
    }

    @Test
    void aSwitchedOffLibrarySendsNothing() {
        System.setProperty("otel.sdk.disabled", "true");
        try (OtlpReceiver receiver = new OtlpReceiver(200)) {
            assertThat(tell(receiver.address()))
                    .containsExactly(
                            new Telemetry.Outcome(
                                    "metrics were not sent: OTEL_SDK_DISABLED is set", false));
            assertThat(receiver.heads()).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLine() {
        assertThat(
                        Telemetry.of(null, SETTING, Path.of("/proc/none/x.prom"), Map.of(), folder)
                                .orElseThrow()
                                .tell(List.of(RunDocuments.full())))
                .singleElement()
                .satisfies(
                        outcome ->
                                assertThat(outcome.line())
                                        .startsWith(
                                                "metrics were not written to /proc/none/x.prom: "));
    }

    private List<Telemetry.Outcome> tell(String address) {
        return of(address, Map.of()).orElseThrow().tell(List.of(RunDocuments.full()));
    }

    private Optional<Telemetry> of(@Nullable String setting, Map<String, String> environment) {
        return Telemetry.of(setting, SETTING, null, environment, folder);
    }
}
