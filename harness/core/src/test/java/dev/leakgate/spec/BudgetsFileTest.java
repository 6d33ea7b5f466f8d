package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.leakgate.check.SpaceBudget;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.Increase;
import dev.leakgate.verdict.budget.Metric;
import dev.leakgate.verdict.budget.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class BudgetsFileTest {

    private static final Path SCHEMA = Path.of("../../docs/schema/budgets-1.schema.json");

    private static final String GOOD =
            """
            budgets:
              - region: heap
                peak: 64 MiB
                warn: 48 MiB
              - {region: stacks, threadGroup: handler*, metric: peak, maxIncrease: 10 % + 4 MiB}
              - {count: descriptors, growthPerRequest: 0.01, service: gateway, test: GatewayIT.*}
              - {metric: threads, max: 64}
              - {perThread: 2 MiB, threads: 96, within: i386-3gb, headroom: 512 MiB}
            """;

    private final Path directory;

    BudgetsFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsEachKey() throws IOException {
        BudgetSet set = read(GOOD);

        double mib = 1 << 20;
        assertThat(set.budgets())
                .containsExactly(
                        new Budget(
                                Selection.of(RegionKind.HEAP),
                                Metric.PEAK,
                                64 * mib,
                                48 * mib,
                                null,
                                "budgets.yaml:2:5"),
                        new Budget(
                                new Selection(null, null, RegionKind.STACKS, "handler*", null),
                                Metric.PEAK,
                                null,
                                null,
                                new Increase(10, 4 * mib),
                                "budgets.yaml:5:5"),
                        new Budget(
                                new Selection(
                                        "gateway", "GatewayIT.*", null, null, Count.DESCRIPTORS),
                                Metric.GROWTH,
                                0.01,
                                null,
                                null,
                                "budgets.yaml:6:5"),
                        new Budget(
                                Selection.ALL,
                                Metric.THREADS,
                                64.0,
                                null,
                                null,
                                "budgets.yaml:7:5"));
        assertThat(set.spaces())
                .containsExactly(
                        new BudgetSet.OfSpace(
                                Selection.ALL,
                                new SpaceBudget(
                                        ByteSize.ofMebibytes(2),
                                        96,
                                        SpaceLimit.of(AddressSpace.I386_3GB),
                                        ByteSize.ofMebibytes(512)),
                                "budgets.yaml:8:5"));
        assertThat(set.needsBaseline()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {region: heep, peak: 1 MiB}              | 1:20: region = "heep" is unknown; did you mean "heap"? Write one of: heap, arenas
                    {metric: peek, max: 1 MiB}               | 1:20: metric = "peek" is unknown; did you mean "peak"? Write one of: growthPerRequest, peak
                    {region: heap, peek: 1 MiB}              | 1:32: unknown key "peek"; did you mean "peak"? Known are: service
                    {count: thread, growthPerRequest: 0}     | 1:19: count = "thread" is unknown; did you mean "threads"?
                    {region: heap, max: 1 MiB}               | 1:11: it names no metric; write metric: and one of growthPerRequest, peak
                    {region: heap, metric: peak}             | 1:11: it limits nothing; set max, as in max: 64 MiB, warn, or maxIncrease
                    {region: heap, peak: many}               | 1:32: peak = "many" is no size
                    {region: heap, peak: 1 MiB, warn: 2 MiB} | 1:11: it contradicts itself: warn = 2 MiB is not below max = 1 MiB
                    {region: heap, peak: 1 MiB, max: 2 MiB}  | it contradicts itself: peak is its max already
                    {peak: 1 MiB, live: 1 MiB}               | it names two metrics, peak and live; make two budgets of it
                    {metric: peak, live: 1 MiB}              | it names two metrics, peak and live; make two budgets of it
                    {region: stacks, live: 1 MiB}            | 1:11: live is known of what malloc makes: heap, arenas, large allocations; limit peak of stacks
                    {region: heap, metric: threads, max: 3}  | threads is of the whole service; leave region and threadGroup out
                    {metric: threads, max: few}              | "few" is no number of things; write one such as "64"
                    {count: threads, peak: 3 MiB}            | count goes with growthPerRequest
                    {count: threads, region: heap, growthPerRequest: 0} | count and region are of different things; make two budgets of it
                    {region: heap, metric: peak, maxIncrease: ten %}    | maxIncrease = "ten %" is no increase; write a share, an amount or both
                    {region: heap, metric: peak, maxIncrease: 10 % 4 MiB} | is no increase
                    {within: i386-2gb}                       | within = "i386-2gb" is no address space
                    {within: i386-3gb, headroom: 4 GiB}      | headroom = 4 GiB must be less than 3 GiB
                    {threads: 96, max: 3}                    | 1:30: max does not go with perThread, threads, within and headroom
                    {threads: some, within: i386-3gb}        | threads = "some" is no number of things
                    {region: "", peak: 1 MiB}                | region has no value
                    """)
    void namesThePlaceAndTheRemedyOfWhatIsWrong(String budget, String message) {
        assertThatThrownBy(() -> read("budgets: [" + budget + "]"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("budgets.yaml:1:")
                .hasMessageContaining(message);
    }

    @Test
    void refusesTwoLimitsOfTheSameFigure() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        budgets:
                                          - {region: heap, peak: 1 MiB}
                                          - {region: heap, peak: 2 MiB}
                                        """))
                .hasMessage(
                        "budgets.yaml:3:5: heap peak is limited twice for the same checks, here and"
                                + " at budgets.yaml:2:5; keep one");
    }

    @Test
    void saysWhichBudgetOfThePomIsWrong() {
        Map<String, String> empty = new LinkedHashMap<>();
        empty.put("region", null);

        assertThatThrownBy(
                        () ->
                                BudgetSet.ofTexts(
                                        List.of(
                                                Map.of("region", "heap", "peak", "1 MiB"),
                                                Map.of("region", "heap", "peek", "1 MiB")),
                                        "pom.xml"))
                .hasMessageStartingWith(
                        "pom.xml, budget 2: unknown key \"peek\"; did you mean \"peak\"?");
        assertThatThrownBy(() -> BudgetSet.ofTexts(List.of(empty), "pom.xml"))
                .hasMessage("pom.xml, budget 1: region has no value");
    }

    @Test
    void readsTheSameFromThePom() {
        BudgetSet set =
                BudgetSet.ofTexts(
                        List.of(Map.of("region", "heap", "growthPerRequest", "0 B")), "pom.xml");

        assertThat(set.budgets())
                .containsExactly(
                        new Budget(
                                Selection.of(RegionKind.HEAP),
                                Metric.GROWTH,
                                0.0,
                                null,
                                null,
                                "pom.xml, budget 1"));
    }

    @Test
    void readsTheExampleOfTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("../../docs/budgets.md"));
        String start = "```yaml\n";
        String example =
                page.substring(
                        page.indexOf(start) + start.length(),
                        page.indexOf("```", page.indexOf(start) + start.length()));

        assertThat(read(example).budgets()).hasSize(5);
        assertThat(validate(example)).isEmpty();
    }

    @Test
    void schemaDescribesWhatIsRead() throws IOException {
        assertThat(validate(GOOD)).isEmpty();
        assertThat(validate("budgets: [{region: heep, peak: 1 B}]")).isNotEmpty();
        assertThat(validate("budgets: [{peek: 1 B}]")).isNotEmpty();
        var keys =
                new ObjectMapper()
                        .readTree(SCHEMA.toFile())
                        .at("/properties/budgets/items/properties");
        assertThat(keys.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(BudgetEntry.keys());
    }

    private static Set<ValidationMessage> validate(String yaml) throws IOException {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMA))
                .validate(new ObjectMapper().<JsonNode>valueToTree(loaded));
    }

    private BudgetSet read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("budgets.yaml"), yaml);
        return BudgetsFile.read(file, "budgets.yaml");
    }
}
