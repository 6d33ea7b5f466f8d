package dev.leakgate.site;

/** Says why a recorder brought nothing, and what would help. */
public final class SiteException extends Exception {

    private static final long serialVersionUID = 1;

    /** Makes one whose message a user can act on. */
    public SiteException(String message) {
        super(message);
    }
}
