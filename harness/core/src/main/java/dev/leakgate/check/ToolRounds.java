package dev.leakgate.check;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.ToolRunner;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets load tools send the requests of a run. */
final class ToolRounds {

    private final OptionalInt port;
    private final Path folder;
    private final BooleanSupplier serviceEnded;
    private final Supplier<Duration> left;
    private @Nullable ToolRunner last;

    ToolRounds(
            Optional<InetSocketAddress> service,
            Path folder,
            BooleanSupplier serviceEnded,
            Supplier<Duration> left) {
        port = service.isPresent() ? OptionalInt.of(service.get().getPort()) : OptionalInt.empty();
        this.folder = folder;
        this.serviceEnded = serviceEnded;
        this.left = left;
    }

    /** Returns how many requests to ask for when nobody says so: the tool decides by itself. */
    int requests(ExternalLoad tool) {
        if (tool.needsRequests()) {
            throw new IllegalArgumentException(
                    "\""
                            + tool
                            + "\" must be told how many requests to send: write"
                            + " rounds(8, 5_000, tool) and warmUp(5_000, tool)");
        }
        return 1;
    }

    /** Makes a tool send the next blocks. */
    Sender sender(ExternalLoad load) {
        ToolRunner runner = new ToolRunner(load, port, folder, serviceEnded);
        return (requests, round, before) -> {
            // Its version comes first: the output of the last run is evidence.
            var unused = runner.version();
            if (round > 0) {
                last = runner;
            }
            return runner.run(requests, round, left.get());
        };
    }

    /** Returns the tool of the rounds; empty when none sent any. */
    Optional<ToolRunner> last() {
        return Optional.ofNullable(last);
    }
}
