package dev.leakgate.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leakgate.doctor.Finding.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds what was found out about a machine.
 *
 * @param findings in the order in which a reader wants them; the self-test is the last
 */
public record Diagnosis(List<Finding> findings) {

    /** Names the format of {@link #json}. */
    public static final String SCHEMA = "leakgate/doctor/1";

    /** Makes the list unmodifiable. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Tells whether a verdict that is reached here can be believed. */
    public boolean usable() {
        return findings.stream().noneMatch(finding -> finding.state() == State.BROKEN);
    }

    /** Prints a line for each finding, and one below it for what to do. */
    public List<String> lines() {
        int width = findings.stream().mapToInt(each -> each.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            String state = finding.state().name().toLowerCase(Locale.ROOT);
            String column = "%-7s  %-" + width + "s  %s";
            lines.add(String.format(column, state, finding.name(), finding.text()));
            if (finding.remedy() != null) {
                lines.add(String.format(column, "", "", "→ " + finding.remedy()));
            }
        }
        lines.add(
                usable()
                        ? "Verdicts that are reached on this machine can be believed."
                        : "No verdict that is reached on this machine can be believed.");
        return lines;
    }

    /** Prints the same as one JSON document. */
    public String json() {
        try {
            return JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new Document(SCHEMA, usable(), findings));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Document(
            String schema, boolean usable, @JsonProperty("checks") List<Finding> findings) {}
}
