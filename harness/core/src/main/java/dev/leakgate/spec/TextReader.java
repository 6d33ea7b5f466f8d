package dev.leakgate.spec;

import java.util.ArrayList;
import java.util.List;

/** Reads a text as it is written, or with its placeholders replaced. */
interface TextReader {

    /** Reads texts as they are, to say what is wrong with a file before anything runs. */
    TextReader AS_WRITTEN = (value, text) -> text;

    /**
     * Reads a text.
     *
     * @param value where it stands
     */
    String read(YamlValue value, String text);

    /** Reads a text that says something. */
    default String read(YamlValue value) {
        return read(value, value.text());
    }

    /** Reads a text that may be blank, such as a line break. */
    default String readAny(YamlValue value) {
        return read(value, value.anyText());
    }

    /** Reads a program and its arguments, of which some may be empty. */
    default List<String> argv(YamlValue command) {
        List<String> argv = new ArrayList<>();
        for (YamlValue word : command.list()) {
            argv.add(argv.isEmpty() ? read(word) : readAny(word));
        }
        return argv;
    }
}
