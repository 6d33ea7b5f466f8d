package dev.leakgate.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads one YAML 1.2 document within bounds: 1 MiB, collections nested {@value #DEEPEST} deep,
 * {@value #MOST_ALIASES} aliases of collections.
 *
 * <p>Nodes are composed and no objects constructed, so that each value still knows its place, and
 * no tag of the file picks a class.
 */
final class YamlText {

    static final int LARGEST_BYTES = 1 << 20;

    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 50;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String file;
    private final String text;

    private YamlText(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads a file.
     *
     * @param name what messages call it
     */
    static Node read(Path path, String name) {
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, name);
        } catch (IOException e) {
            throw new SpecException(name + ": cannot be read (" + e + ")");
        }
    }

    static Node read(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw new SpecException(
                    name + ": the file is larger than 1 MiB; split it into several");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new SpecException(name + ": the file is no UTF-8 text; save it as UTF-8");
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new YamlText(name, marked ? text.substring(1) : text).compose();
    }

    private Node compose() {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(LARGEST_BYTES)
                        .setMaxAliasesForCollections(MOST_ALIASES)
                        .build();
        try {
            refuseDepth(settings);
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new Place(file, 1, 1).error("the file is empty"));
        } catch (MarkedYamlEngineException e) {
            throw malformed(e);
        } catch (YamlEngineException e) {
            throw new SpecException(file + ": " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Looks at the events alone, which are made without recursion; composing nodes is recursive.
     */
    private void refuseDepth(LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                throw event.getStartMark()
                        .map(mark -> Place.of(file, mark))
                        .orElse(new Place(file, 1, 1))
                        .error("collections are nested more than " + DEEPEST + " deep");
            }
        }
    }

    private SpecException malformed(MarkedYamlEngineException e) {
        Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
        Place place = mark == null ? new Place(file, 1, 1) : Place.of(file, mark);
        if (mark != null && mark.getPointer() < mark.getBuffer().length) {
            int next = mark.getBuffer()[mark.getPointer()];
            if (next == '\t') {
                return place.error("a tab; YAML is indented by spaces alone");
            }
        }
        String context = e.getContext() == null ? "" : firstLine(e.getContext()) + ", ";
        return place.error("this is no YAML: " + context + firstLine(e.getProblem()));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }
}
