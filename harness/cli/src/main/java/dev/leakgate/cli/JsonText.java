package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Turns documents into JSON. A class of its own, for it takes long to load. */
final class JsonText {

    private static final ObjectWriter WRITER = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private JsonText() {}

    /** Loads what turns such a document into JSON. */
    static void prepare(Class<?> document) {
        WRITER.forType(document);
    }

    static String of(Object document) throws JsonProcessingException {
        return WRITER.writeValueAsString(document);
    }
}
