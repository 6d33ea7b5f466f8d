package dev.leakgate.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Says one thing about this machine.
 *
 * @param name what was looked at, {@code "ptrace"}
 * @param state what came of it
 * @param text what there is, in one line
 * @param remedy what would better it; null when nothing need be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(String name, State state, String text, @Nullable String remedy) {

    /** Says what that means for a check. */
    public enum State {
        /** All works. */
        OK,
        /** Checks work; something beside them does not. */
        LIMITED,
        /** No check can be believed here. */
        BROKEN
    }

    static Finding ok(String name, String text) {
        return new Finding(name, State.OK, text, null);
    }

    static Finding limited(String name, String text, String remedy) {
        return new Finding(name, State.LIMITED, text, remedy);
    }

    static Finding broken(String name, String text, String remedy) {
        return new Finding(name, State.BROKEN, text, remedy);
    }
}
