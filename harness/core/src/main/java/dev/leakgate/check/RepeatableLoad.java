package dev.leakgate.check;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadGenerator;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.LoadShape;
import dev.leakgate.load.ToolRunner;
import dev.leakgate.service.RunningService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the rounds of a check sent to another process of the service. Exactly one of the two
 * is there.
 */
record RepeatableLoad(@Nullable LoadMethod method, @Nullable ExternalLoad tool) {

    /**
     * Sends requests as fast as they are answered.
     *
     * @param requests how many; a tool that cannot be told decides by itself
     * @param folder where a tool's output goes
     */
    LoadBlock send(
            RunningService service, CheckPlan plan, Path folder, long requests, Duration atMost)
            throws InterruptedException {
        Optional<InetSocketAddress> address = service.address();
        LoadMethod own = method;
        ExternalLoad external = tool;
        if (own != null) {
            try (LoadGenerator load =
                    new LoadGenerator(
                            address.orElse(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                            plan.concurrency(),
                            plan.requestTimeout(),
                            LoadShape.CLOSED)) {
                return load.run(requests, own, atMost, requests / 10 + 10);
            }
        }
        if (external == null) {
            throw new IllegalStateException("neither a method nor a tool");
        }
        OptionalInt port =
                address.isPresent() ? OptionalInt.of(address.get().getPort()) : OptionalInt.empty();
        return new ToolRunner(external, port, folder, () -> service.awaitEnd(Duration.ZERO))
                .run(requests, 1, atMost);
    }
}
