package dev.leakgate.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON files of one schema; what is wrong with a file is said with the place in it
 * and what to do.
 *
 * @param <T> the tree that a file is
 */
public final class SchemaJson<T> {

    private static final JsonMapper MAPPER = RunMapper.create();

    private final Class<T> type;
    private final String schema;
    private final Pattern ours;
    private final int largest;
    private final Words words;

    /**
     * Says what a file is in messages.
     *
     * @param what {@code "result of Leakgate"}
     * @param remedy what to do about a file that cannot be read
     * @param newer what to do about a file of a newer version
     */
    public record Words(String what, String remedy, String newer) {}

    /**
     * Knows files of version 1.
     *
     * @param schema {@code "leakgate/run/1"}
     * @param largest file that is read, in bytes
     */
    public SchemaJson(Class<T> type, String schema, int largest, Words words) {
        this.type = type;
        this.schema = schema;
        this.ours =
                Pattern.compile(
                        Pattern.quote(schema.substring(0, schema.lastIndexOf('/') + 1))
                                + "([0-9]{1,9})");
        this.largest = largest;
        this.words = words;
    }

    /** Returns the file's text. */
    public byte[] bytes(T document) throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    }

    /**
     * Reads a file. Fields that this version does not know are skipped.
     *
     * @throws RunFileException when the file is missing, too large, cut short, no JSON, of another
     *     schema or without a field that each has
     */
    public T read(Path file) throws RunFileException {
        try {
            requireSize(file);
            String found = schema(file);
            if (!schema.equals(found)) {
                throw new RunFileException(file + ": " + foreign(found), null);
            }
            // As it is read, so that no second copy of a large one is in memory.
            try (InputStream in = Files.newInputStream(file)) {
                return MAPPER.readValue(in, type);
            }
        } catch (RunFileException foreign) {
            throw foreign;
        } catch (JacksonException broken) {
            throw new RunFileException(
                    file + place(broken) + ": " + cause(broken) + "; " + words.remedy(), broken);
        } catch (NoSuchFileException missing) {
            throw new RunFileException(file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new RunFileException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    private void requireSize(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new RunFileException(file + " is no regular file; " + words.remedy(), null);
        }
        if (Files.size(file) > largest) {
            throw new RunFileException(
                    file + " is larger than " + largest + " B; " + words.remedy(), null);
        }
    }

    /** Finds the schema first: a file of another version need not fit the records. */
    private static @Nullable String schema(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = MAPPER.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = "schema".equals(parser.currentName());
                if (parser.nextToken() == JsonToken.VALUE_STRING && found) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            return null;
        }
    }

    private String foreign(@Nullable String found) {
        if (found == null) {
            return "the field \"schema\" is missing, so this is no "
                    + words.what()
                    + "; "
                    + words.remedy();
        }
        Matcher version = ours.matcher(found);
        String quoted = "schema is \"" + abbreviate(found) + "\"";
        return version.matches() && Integer.parseInt(version.group(1)) > 1
                ? quoted + ": written by a newer Leakgate; " + words.newer()
                : quoted + ", known is \"" + schema + "\"; " + words.remedy();
    }

    private static String place(JacksonException broken) {
        JsonLocation location = broken.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String cause(JacksonException broken) {
        String text = abbreviate(String.valueOf(broken.getOriginalMessage()));
        if (broken instanceof JsonEOFException || text.startsWith("Unexpected end-of-input")) {
            return "the file ends too early, it is truncated";
        }
        if (broken instanceof MismatchedInputException mismatch) {
            String field = field(mismatch);
            return text.startsWith("Missing required creator property")
                    ? "the field \"" + field + "\" is missing"
                    : "the field \"" + field + "\" does not fit: " + text;
        }
        return "this is no JSON: " + text;
    }

    private static String field(JsonMappingException mismatch) {
        return mismatch.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /** Keeps an untrusted text on one line and short. */
    private static String abbreviate(String text) {
        String line = text.replaceAll("[\\p{Cntrl}]+", " ");
        return line.getBytes(StandardCharsets.UTF_8).length <= 300
                ? line
                : line.substring(0, Math.min(200, line.length())) + "...";
    }
}
