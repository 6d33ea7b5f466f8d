package dev.leakgate.spec;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Names a place in a file.
 *
 * @param file as the user knows it
 * @param line from 1
 * @param column from 1, in characters
 */
record Place(String file, int line, int column) {

    static Place of(String file, Node node) {
        return node.getStartMark()
                .map(mark -> of(file, mark))
                .orElseThrow(() -> new IllegalStateException("nodes are composed with marks"));
    }

    static Place of(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    SpecException error(String message) {
        return new SpecException(this + ": " + message);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
