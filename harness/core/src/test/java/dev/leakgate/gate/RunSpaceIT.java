package dev.leakgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.check.SpaceBudget;
import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.spec.BudgetSet;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what a result tells of an address space against what a check sees of the process. */
class RunSpaceIT {

    private static final CheckPlan PLAN =
            new CheckPlan(
                    0,
                    5,
                    10,
                    1,
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(5),
                    BytesPerRequest.ZERO);

    @TempDir Path folder;

    @Test
    void aBudgetOfTheBuildComesToTheSameAsOneOfTheCheck() throws Exception {
        List<SpaceBudget> own = new ArrayList<>();
        List<Map<String, String>> ofBuild = new ArrayList<>();
        own.add(new SpaceBudget(ByteSize.ofMebibytes(2), null, null, null));
        ofBuild.add(Map.of("perThread", "2 MiB"));
        for (String within : List.of("i386-3gb", "i386-4gb", "x86-64", "2 GiB")) {
            own.add(new SpaceBudget(null, 60, SpaceLimit.parse(within), ByteSize.ofMebibytes(512)));
            ofBuild.add(Map.of("within", within, "threads", "60", "headroom", "512 MiB"));
            own.add(new SpaceBudget(null, null, SpaceLimit.parse(within), null));
            ofBuild.add(Map.of("within", within));
        }
        NativeService service =
                NativeService.command(
                                NativePrograms.build("stacks.c").toString(), "idle", "20", "stay")
                        .readyWhenLogged("ready")
                        .stackLimit("32 MiB")
                        .build();
        var outcome =
                new LeakChecker(
                                new CheckId("RunSpaceIT", "idle()", "RunSpaceIT.idle"),
                                service,
                                PLAN,
                                List.of(),
                                folder)
                        .limitingSpace(own)
                        .check(load -> {});
        RunDocument run = RunJson.read(folder.resolve(RunJson.FILE_NAME));
        int limits = run.budgets().size();
        assertThat(limits).as(outcome.message()).isEqualTo(1 + 4 * 3);

        RunDocument judged = new BudgetGate(BudgetSet.ofTexts(ofBuild, "pom.xml"), null).judge(run);

        assertThat(judged.budgets()).hasSize(2 * limits);
        assertThat(judged.budgets().subList(limits, 2 * limits))
                .allMatch(budget -> budget.source() != null)
                .extracting(RunSpaceIT::withoutSource)
                .isEqualTo(run.budgets());
    }

    private static BudgetInfo withoutSource(BudgetInfo budget) {
        return new BudgetInfo(
                budget.name(),
                budget.unit(),
                budget.limit(),
                budget.observed(),
                budget.met(),
                budget.note(),
                null,
                budget.warning());
    }
}
