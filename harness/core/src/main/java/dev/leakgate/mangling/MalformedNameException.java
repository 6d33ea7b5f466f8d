package dev.leakgate.mangling;

/** Says that a text is no mangled name, or one that nobody can print. */
final class MalformedNameException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedNameException(String message) {
        super(message, null, false, false);
    }
}
