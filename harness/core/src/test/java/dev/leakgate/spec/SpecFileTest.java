package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.CountBudget;
import dev.leakgate.check.RegionBudget;
import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.load.Connections;
import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadShape;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.Readiness;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.verdict.Suppression;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecFileTest {

    @Test
    void readsEachKey() {
        SpecFile file = SpecFile.read(Specs.EVERY_KEY, "every-key");
        assertThat(file.otlpEndpoint()).isEqualTo("http://localhost:4318");

        assertThat(file.checks()).extracting(LeakCheckSpec::name).hasSize(9);
        LeakCheckSpec first = file.checks().get(0);
        assertThat(first.name()).isEqualTo("unknown channel");
        assertThat(first.tags()).containsExactlyInAnyOrder("gateway", "fast");
        assertThat(first.disabled()).isNull();
        assertThat(first.line()).isEqualTo(19);
        assertThat(first.column()).isEqualTo(5);
        assertThat(first.plan())
                .isEqualTo(
                        new CheckPlan(
                                500,
                                8,
                                500,
                                4,
                                new LoadShape(200, Connections.NEW_EACH_REQUEST),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(10),
                                BytesPerRequest.ZERO,
                                new BytesPerRequest(32)));
        assertThat(first.countBudgets())
                .containsExactly(
                        new CountBudget(Count.THREADS, 64L, null),
                        new CountBudget(Count.DESCRIPTORS, null, new CountPerRequest(0.01)));
        assertThat(first.budgets())
                .containsExactly(
                        new RegionBudget(RegionKind.HEAP, ByteSize.ofMebibytes(64), null),
                        new RegionBudget(
                                RegionKind.LARGE_ALLOCATIONS, null, new BytesPerRequest(16)));

        NativeService service = first.service();
        assertThat(service.command()).containsExactly("target/native/gateway", "--port", "${port}");
        assertThat(service.environment())
                .containsEntry("LOG_LEVEL", "warn")
                .containsEntry("CACHE", System.getenv("HOME") + "/cache");
        assertThat(service.workingDirectory()).isEqualTo(Path.of("."));
        assertThat(service.readiness()).isEqualTo(Readiness.http("/health"));
        assertThat(service.readyWithin()).isEqualTo(Duration.ofSeconds(30));
        assertThat(service.stopWithin()).isEqualTo(Duration.ofSeconds(10));
        assertThat(service.limits())
                .containsExactlyInAnyOrder(
                        new ResourceLimit(Resource.STACK, 8 << 20),
                        new ResourceLimit(Resource.NOFILE, 1024),
                        new ResourceLimit(Resource.CORE, ResourceLimit.UNLIMITED));

        assertThat(first.suppressions(LocalDate.of(2027, 1, 31)).inForce())
                .containsExactly(
                        new Suppression(
                                "module */libssl*",
                                "*: unknown channel",
                                "libssl init",
                                "team-gateway",
                                LocalDate.of(2027, 1, 31)),
                        new Suppression(
                                Suppression.By.TYPE,
                                "net::Session",
                                "*: unknown channel",
                                "the next release bounds them",
                                "team-gateway",
                                LocalDate.of(2027, 1, 31)));
        assertThat(first.suppressions(LocalDate.of(2027, 2, 1)).inForce()).isEmpty();
        assertThat(file.checks().get(1).service().user()).isEqualTo("redis");

        LeakCheckSpec second = file.checks().get(8);
        assertThat(second.disabled()).isEqualTo("the legacy build is not ready before March");
        assertThat(second.service().port()).hasValue(8080);
    }

    @Test
    void readsEachWayToNameALoadTool() {
        SpecFile file = SpecFile.read(Specs.EVERY_KEY, "every-key");

        assertThat(file.checks().subList(3, 8))
                .extracting(check -> ((SpecLoad.Tool) check.load()).tool().toString())
                .containsExactly(
                        ExternalLoad.h2load("/itop?channelid=7", 4).toString(),
                        ExternalLoad.wrk("/itop?channelid=7", 4, Duration.ofSeconds(2)).toString(),
                        ExternalLoad.redisBenchmark(4, "set", "get").toString(),
                        ExternalLoad.pgbench(4, "-S", "-U", "me", "test").toString(),
                        "k6 run --iterations ${requests} --summary-export ${result} load.js");
    }

    @Test
    void readsPlaceholdersOfRequestsAndToolsToo() {
        String wrong = Specs.LEAST.replace("/health", "'/${no.such.property}'");
        String tool =
                Specs.LEAST.replace(
                        "requests: [{path: /health}]",
                        "tool: {command: [k6, '${requests/4}', '${no.such.property}']}");

        for (String yaml : List.of(wrong, tool)) {
            LeakCheckSpec check = Specs.read(yaml).checks().get(0);
            assertThatThrownBy(check::load)
                    .hasMessageContaining("${no.such.property} has no value: there is no system");
        }
        System.setProperty("no.such.property", "x");
        try {
            SpecLoad load = Specs.read(tool).checks().get(0).load();
            assertThat(((SpecLoad.Tool) load).tool().argv())
                    .containsExactly("k6", "${requests/4}", "x");
        } finally {
            System.clearProperty("no.such.property");
        }
    }

    @Test
    void hasTheDefaultsOfTheAnnotation() {
        LeakCheckSpec check = Specs.read(Specs.LEAST).checks().get(0);

        assertThat(check.plan())
                .isEqualTo(
                        new CheckPlan(
                                500,
                                8,
                                500,
                                4,
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(10),
                                BytesPerRequest.ZERO));
        assertThat(check.service().readiness()).isEqualTo(Readiness.listening());
        assertThat(check.budgets()).isEmpty();
        assertThat(check.tags()).isEmpty();
    }

    @Test
    void readsAnAliasAndAByteOrderMark() {
        SpecFile file =
                Specs.read(
                        "\ufeff"
                                + """
                                checks:
                                  - name: one
                                    service: &gateway {command: [gateway]}
                                    load: &load {requests: [{path: /health}]}
                                    rounds: &short {rounds: 5}
                                  - {name: two, service: *gateway, load: *load, rounds: *short}
                                """);

        assertThat(file.checks().get(1).plan().rounds()).isEqualTo(5);
    }

    @Test
    void readsEachWayToAttach() {
        String own = Long.toString(ProcessHandle.current().pid());
        System.setProperty("gateway.pid", own);
        try {
            assertThat(attached("pid: '${gateway.pid}'")).hasToString("process " + own);
        } finally {
            System.clearProperty("gateway.pid");
        }
        assertThat(attached("pidFile: run/a.pid")).hasToString("the process of run/a.pid");
        assertThat(attached("port: 8080")).hasToString("the process on port 8080");
        assertThat(attached("port: 8080").port()).isEmpty();
        assertThatThrownBy(() -> attached("pid: '${no.such.property}'"))
                .hasMessageContaining("${no.such.property} has no value");
        assertThatThrownBy(() -> attached("port: '${port}'"))
                .hasMessageContaining("port = \"${port}\" must be a whole number from 1 to 65,535");
    }

    private static NativeService attached(String how) {
        return Specs.read(Specs.LEAST.replace("{command: [gateway]}", "{attach: {" + how + "}}"))
                .checks()
                .get(0)
                .service();
    }

    @Test
    void readsPlaceholdersOnlyWhenTheServiceIsLaunched() {
        LeakCheckSpec check =
                Specs.read(Specs.LEAST.replace("[gateway]", "['${no.such.property}/gateway']"))
                        .checks()
                        .get(0);

        assertThatThrownBy(check::service)
                .hasMessage(
                        "a.leakcheck.yaml:3:25: ${no.such.property} has no value: there is no"
                                + " system property no.such.property; set it, in Maven by"
                                + " <systemPropertyVariables> of Failsafe, for leakgate check by"
                                + " -D");
        System.setProperty("no.such.property", "a$1\\b");
        try {
            assertThat(check.service().command()).containsExactly("a$1\\b/gateway");
        } finally {
            System.clearProperty("no.such.property");
        }
    }
}
