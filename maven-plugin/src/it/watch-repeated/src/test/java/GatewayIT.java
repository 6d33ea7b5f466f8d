import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A test as a team has it that knows nothing of leaks. */
class GatewayIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void answersAKnownChannel() throws Exception {
        assertEquals(200, status("/itop?channelid=7"));
    }

    @RepeatedTest(20)
    void refusesAnUnknownChannel() throws Exception {
        assertEquals(400, status("/itop?channelid=4099"));
    }

    private static int status(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + System.getProperty("gateway.port") + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
