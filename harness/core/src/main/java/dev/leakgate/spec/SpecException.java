package dev.leakgate.spec;

/** Says what is wrong with a file, where, and what to write instead. */
public final class SpecException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SpecException(String message) {
        super(message);
    }

    /** Returns the message: {@code checks.leakcheck.yaml:3:5: unknown key "requets" …}. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
