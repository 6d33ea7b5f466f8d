package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScanPlanTest {

    private static final long SIZE = 1L << 30;
    private static final long FOUND = 256L << 20;

    private final ScanPlan plan = new ScanPlan();

    @Test
    void fewMappingsAreListedForEachLook() throws IOException {
        for (int look = 0; look < 3; look++) {
            plan.next(SIZE);
            assertThat(plan.fresh()).isTrue();
            list(ScanPlan.FEW_MAPPINGS);
        }
    }

    @Test
    void manyAreListedOnceInSixteenLooks() throws IOException {
        for (int look = 0; look < 3 * ScanPlan.LOOKS; look++) {
            plan.next(SIZE);
            assertThat(plan.fresh()).as("look %d", look).isEqualTo(look % ScanPlan.LOOKS == 0);
            if (plan.fresh()) {
                list(ScanPlan.FEW_MAPPINGS + 1);
            }
        }
    }

    @Test
    void manyAreListedAgainWhenTheAddressSpaceHasChanged() throws IOException {
        plan.next(SIZE);
        list(ScanPlan.FEW_MAPPINGS + 1);

        plan.next(SIZE + SIZE / 8);
        assertThat(plan.fresh()).isFalse();
        plan.next(SIZE + SIZE / 7);
        assertThat(plan.fresh()).isTrue();
    }

    @Test
    void countersDoUntilTheNextListingIfTheyAgreedWithTheScan() throws IOException {
        plan.next(SIZE);
        list(ScanPlan.FEW_MAPPINGS + 1);
        assertThat(plan.countersDo()).isFalse();
        plan.compare(FOUND, FOUND, FOUND);
        for (int look = 1; look < ScanPlan.LOOKS; look++) {
            plan.next(SIZE);
            assertThat(plan.countersDo()).isTrue();
        }
        plan.next(SIZE);

        assertThat(plan.countersDo()).isFalse();
    }

    @Test
    void countersThatAreFarFromTheScanDoNot() {
        plan.compare(FOUND, FOUND - FOUND / 32, FOUND - FOUND / 33);
        assertThat(plan.countersDo()).isFalse();
        plan.compare(FOUND, FOUND + FOUND / 32, FOUND + FOUND / 33);
        assertThat(plan.countersDo()).isFalse();
    }

    @Test
    void aServiceThatGrowsDuringTheScanIsNoDisagreement() {
        plan.compare(FOUND, FOUND / 2, FOUND * 2);
        assertThat(plan.countersDo()).isTrue();
    }

    private void list(int mappings) throws IOException {
        StringBuilder maps = new StringBuilder();
        for (int i = 0; i < mappings; i++) {
            maps.append(String.format("%x-%x rw-p 00000000 00:00 0 %n", i * 8192, i * 8192 + 4096));
        }
        byte[] text = maps.toString().getBytes(StandardCharsets.UTF_8);
        plan.steps().clear();
        try (ProcReader reader = new ProcReader()) {
            reader.saved(new ByteArrayInputStream(text), plan.steps());
        }
    }
}
