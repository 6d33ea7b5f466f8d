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

/** Writes a check's result to {@code run.json} and reads it back. */
public final class RunJson {

    /** The file's name in the folder of a check. */
    public static final String FILE_NAME = "run.json";

    /** Largest file that is read, in bytes. */
    static final int LARGEST = 256 << 20;

    private static final Pattern OUR_SCHEMA = Pattern.compile("leakgate/run/([0-9]{1,9})");
    private static final String REMEDY = "delete the file and run the check again with mvn verify";
    private static final JsonMapper MAPPER = RunMapper.create();

    private RunJson() {}

    /**
     * Writes a result, readable by its owner alone; who reads meanwhile sees the file before or
     * after, never half of it.
     *
     * @param file the target, {@code .../run.json}; its directory is made when it is missing
     * @throws IOException when the directory cannot be written
     */
    public static void write(Path file, RunDocument document) throws IOException {
        PrivateFile.write(
                file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
    }

    /**
     * Reads a result. Fields that this version does not know are skipped.
     *
     * @throws RunFileException when the file is missing, larger than 256 MiB, cut short, no JSON,
     *     of another schema or without a field that each result has
     */
    public static RunDocument read(Path file) throws RunFileException {
        return read(file, LARGEST);
    }

    static RunDocument read(Path file, int largest) throws RunFileException {
        byte[] json = bytes(file, largest);
        try {
            String schema = schema(json);
            if (!RunDocument.SCHEMA.equals(schema)) {
                throw new RunFileException(file + ": " + foreign(schema), null);
            }
            return MAPPER.readValue(json, RunDocument.class);
        } catch (RunFileException foreign) {
            throw foreign;
        } catch (JacksonException broken) {
            throw new RunFileException(
                    file + place(broken) + ": " + cause(broken) + "; " + REMEDY, broken);
        } catch (IOException impossible) {
            throw new RunFileException(file + ": " + impossible.getMessage(), impossible);
        }
    }

    private static byte[] bytes(Path file, int largest) throws RunFileException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new RunFileException(file + " is no regular file; " + REMEDY, null);
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] json = in.readNBytes(largest + 1);
                if (json.length > largest) {
                    throw new RunFileException(
                            file + " is larger than " + largest + " B; " + REMEDY, null);
                }
                return json;
            }
        } catch (RunFileException refused) {
            throw refused;
        } catch (NoSuchFileException missing) {
            throw new RunFileException(file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new RunFileException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** Finds the schema first: a file of another version need not fit the records. */
    private static @Nullable String schema(byte[] json) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
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

    private static String foreign(@Nullable String schema) {
        if (schema == null) {
            return "the field \"schema\" is missing, so this is no result of Leakgate; " + REMEDY;
        }
        Matcher ours = OUR_SCHEMA.matcher(schema);
        String quoted = "schema is \"" + abbreviate(schema) + "\"";
        return ours.matches() && Integer.parseInt(ours.group(1)) > 1
                ? quoted
                        + ": written by a newer Leakgate; give leakgate-maven-plugin the version"
                        + " of leakgate-junit"
                : quoted + ", known is \"" + RunDocument.SCHEMA + "\"; " + REMEDY;
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
