package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits the stacks of {@code stacks.c}, 20 threads under a limit of 32 MiB. */
class SpaceBudgetIT {

    private static final CheckPlan PLAN =
            new CheckPlan(
                    0,
                    5,
                    10,
                    1,
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(5),
                    BytesPerRequest.ZERO);
    private static final SpaceLimit THREE_GB = SpaceLimit.of(AddressSpace.I386_3GB);

    @TempDir Path folder;

    private CheckOutcome check(SpaceBudget... budgets) {
        NativeService service =
                NativeService.command(
                                NativePrograms.build("stacks.c").toString(), "idle", "20", "stay")
                        .readyWhenLogged("ready")
                        .stackLimit("32 MiB")
                        .build();
        return new LeakChecker(
                        new CheckId("SpaceBudgetIT", "idle()", "SpaceBudgetIT.idle"),
                        service,
                        PLAN,
                        List.of(),
                        folder)
                .limitingSpace(List.of(budgets))
                .check(load -> {});
    }

    @Test
    void failsACheckWhoseThreadsWouldNotFit() throws Exception {
        CheckOutcome outcome = check(new SpaceBudget(ByteSize.ofMebibytes(2), 96, THREE_GB, null));
        assertThat(outcome.verdict()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(outcome.message())
                .startsWith(
                        "OVER_BUDGET  SpaceBudgetIT.idle: stack per thread 32 MiB, allowed 2 MiB,"
                                + " and 1 more budget is broken")
                .containsPattern(
                        "budget  threads of 32 MiB within i386-3gb \\(predicted\\)  96, allowed"
                                + " 9[0-5]")
                .contains("  stacks  20 threads besides the main one reserve 640 MiB")
                .contains("RLIMIT_STACK")
                .contains("  advice  128 KiB would do, a thread touched at most ")
                .contains("ulimit -s 128, in a systemd unit LimitSTACK=131072");
        RunDocument run = RunJson.read(folder.resolve(RunJson.FILE_NAME));
        assertThat(run.stacks()).isNotNull();
        assertThat(run.stacks().count()).isEqualTo(20);
        assertThat(run.stacks().largest()).isEqualTo(32 << 20);
        assertThat(run.stacks().maxThreads()).isBetween(90L, 95L);
        assertThat(run.stacks().entries()).hasSize(21);
        assertThat(run.addressSpace()).isNotNull();
        assertThat(run.addressSpace().predicted()).isTrue();
        // Before the first round and after each.
        assertThat(run.series())
                .hasEntrySatisfying(
                        SeriesInfo.DEEPEST_STACK,
                        marks ->
                                assertThat(marks.levels())
                                        .hasSize(run.rounds().size())
                                        .allMatch(mark -> mark >= 4096 && mark <= 64 << 10));
    }

    @Test
    void passesOneThatFitsAndSaysNothingOfIt() throws Exception {
        CheckOutcome outcome =
                check(
                        new SpaceBudget(ByteSize.ofMebibytes(32), 80, THREE_GB, null),
                        new SpaceBudget(null, null, THREE_GB, ByteSize.ofMebibytes(512)),
                        new SpaceBudget(null, null, SpaceLimit.parse("2 GiB"), null));
        assertThat(outcome.message()).startsWith("CLEAN  ").doesNotContain("advice");
        RunDocument run = RunJson.read(folder.resolve(RunJson.FILE_NAME));
        assertThat(run.budgets()).hasSize(4).allMatch(budget -> budget.met());
    }

    @Test
    void judgesTheRoomThatIsLeft() {
        CheckOutcome outcome =
                check(
                        new SpaceBudget(null, null, SpaceLimit.parse("512 MiB"), null),
                        new SpaceBudget(null, 80, THREE_GB, ByteSize.ofMebibytes(1024)));
        assertThat(outcome.verdict()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(outcome.message())
                .contains("budget  address space within 512 MiB  64")
                .contains("budget  address space within i386-3gb (predicted), 80 threads  ")
                .contains(", allowed 2 GiB");
    }

    @Test
    void refusesBudgetsThatLimitNothingOrTooMuch() {
        assertThatThrownBy(() -> new SpaceBudget(null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("it limits nothing; set perThread, as in 2 MiB");
        assertThatThrownBy(() -> new SpaceBudget(null, 0, THREE_GB, null))
                .hasMessage("threads = 0 must be 1 or more");
        assertThatThrownBy(() -> new SpaceBudget(null, null, THREE_GB, ByteSize.ofMebibytes(4096)))
                .hasMessage("headroom = 4 GiB must be less than 3 GiB, all of it");
    }
}
