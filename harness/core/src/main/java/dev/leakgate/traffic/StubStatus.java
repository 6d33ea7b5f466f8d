package dev.leakgate.traffic;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the requests off nginx's page of its module stub_status, without our own. */
public final class StubStatus implements RequestCounter {

    private static final Pattern PAGE =
            Pattern.compile("server accepts handled requests\\s+\\d+ \\d+ (\\d{1,18})\\b");

    private final URI page;
    private long asked;

    /**
     * Names the page.
     *
     * @throws CounterException when that is no address
     */
    public StubStatus(URI page) throws CounterException {
        BoundedGet.requireHttp(page);
        this.page = page;
    }

    @Override
    public long read() throws CounterException {
        Matcher requests = PAGE.matcher(BoundedGet.text(page));
        if (!requests.find()) {
            throw new CounterException(
                    page
                            + " is no page of stub_status; nginx needs a location with"
                            + " \"stub_status;\" in it");
        }
        asked++;
        return Long.parseLong(requests.group(1)) - asked;
    }
}
