package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcessId;
import org.junit.jupiter.api.Test;

class MembersTest {

    @Test
    void aProcessOfTheSameNameThatCameInPlaceOfOneReplacesIt() {
        Members before = members(process(1, 10, "master"), process(2, 20, "worker"));
        Members after = members(process(1, 10, "master"), process(3, 30, "worker"));

        assertThat(after.replacementsSince(before))
                .containsExactly(new Replacement(2, 3, "worker"));
    }

    @Test
    void aPidThatIsUsedAgainIsAnotherProcess() {
        Members before = members(process(2, 20, "worker"));
        Members after = members(process(2, 30, "worker"));

        assertThat(after.replacementsSince(before))
                .containsExactly(new Replacement(2, 2, "worker"));
    }

    @Test
    void oneThatEndsAndOneThatComesUnderAnotherNameAreNoReplacement() {
        Members before = members(process(2, 20, "loader"));
        Members after = members(process(3, 30, "worker"));

        assertThat(after.replacementsSince(before)).isEmpty();
        assertThat(before.endedBefore(after)).containsOnlyKeys(new ProcessId(2, 20));
    }

    @Test
    void morePoolWorkersAreNoReplacement() {
        Members before = members(process(2, 20, "worker"));
        Members after = members(process(2, 20, "worker"), process(3, 30, "worker"));

        assertThat(after.replacementsSince(before)).isEmpty();
        assertThat(before.replacementsSince(after)).isEmpty();
    }

    private record Named(ProcessId id, String name) {}

    private static Named process(int pid, long start, String name) {
        return new Named(new ProcessId(pid, start), name);
    }

    private static Members members(Named... processes) {
        Members members = new Members();
        for (Named process : processes) {
            members.add(process.id(), process.name());
        }
        return members;
    }
}
