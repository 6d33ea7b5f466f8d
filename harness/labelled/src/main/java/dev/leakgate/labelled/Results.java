package dev.leakgate.labelled;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leakgate.verdict.Verdict;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what each run came to in a file, a line of JSON as soon as it is known, so that a campaign
 * that was stopped can be read and gone on with. One process at a time has the file.
 */
final class Results implements Closeable {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** One line; a number that is not known is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(
            String build,
            String at,
            String service,
            int run,
            String outcome,
            String reason,
            @Nullable Double seconds,
            @Nullable Double truth,
            @Nullable Double estimate) {}

    private final Path file;
    private final String build;
    private final FileChannel channel;

    private Results(Path file, String build, FileChannel channel) {
        this.file = file;
        this.build = build;
        this.channel = channel;
    }

    /**
     * Opens the file, or makes it.
     *
     * @param build what is measured; runs of another build are left alone and do not count
     * @throws IOException when another campaign has it
     */
    static Results open(Path file, String build) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!isOurs(channel)) {
            channel.close();
            throw new IOException(file + " is being written by another campaign; wait for its end");
        }
        Results results = new Results(file, build, channel);
        if (channel.size() > 0 && !Files.readString(file).endsWith("\n")) {
            results.append("\n"); // behind a line that was cut short
        }
        return results;
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisJvm) {
            return false;
        }
    }

    /** Returns the runs of this build of those services; a line that was cut short is left out. */
    List<Trial> read(Map<String, Subject> subjects) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            Line line = parse(text);
            Subject subject = line == null ? null : subjects.get(line.service());
            if (line != null && subject != null && build.equals(line.build())) {
                trials.add(
                        new Trial(
                                subject,
                                line.run(),
                                verdict(line.outcome()),
                                line.reason(),
                                orNaN(line.seconds()),
                                orNaN(line.truth()),
                                orNaN(line.estimate())));
            }
        }
        return trials;
    }

    private static @Nullable Line parse(String text) {
        try {
            return JSON.readValue(text, Line.class);
        } catch (JsonProcessingException cutShort) {
            return null;
        }
    }

    private static @Nullable Verdict verdict(String outcome) {
        return outcome.equals(Trial.ERROR) ? null : Verdict.valueOf(outcome);
    }

    /** Appends a run. */
    void add(Trial trial) throws IOException {
        Line line =
                new Line(
                        build,
                        Instant.now().toString(),
                        trial.subject().name(),
                        trial.number(),
                        trial.outcome(),
                        trial.reason(),
                        orNull(trial.seconds()),
                        orNull(trial.truth()),
                        orNull(trial.estimate()));
        append(JSON.writeValueAsString(line) + "\n");
    }

    private void append(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
