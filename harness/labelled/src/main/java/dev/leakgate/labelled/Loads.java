package dev.leakgate.labelled;

import dev.leakgate.load.HttpReply;
import dev.leakgate.load.LoadMethod;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the load of the distribution's services: random, and the same in each run. */
final class Loads {

    private static final long SEED = 20_231_107;

    private Loads() {}

    /** Gives each request its own random numbers, whichever thread sends it. */
    private static final class Requests {

        private final AtomicLong count = new AtomicLong();

        SplittableRandom next() {
            return new SplittableRandom(SEED + count.incrementAndGet());
        }
    }

    static LoadMethod files(int files) {
        Requests requests = new Requests();
        return load -> {
            SplittableRandom random = requests.next();
            require(200, load.get("/files/" + random.nextInt(files) + ".html"));
            if (random.nextInt(8) == 0) {
                require(404, load.get("/files/missing-" + random.nextInt(files)));
            }
        };
    }

    static LoadMethod randomPaths() {
        Requests requests = new Requests();
        return load -> require(200, load.get("/" + requests.next().nextInt(2_000)));
    }

    private static void require(int status, HttpReply reply) throws IOException {
        if (reply.status() != status) {
            throw new IOException("expected " + status + " but the answer is " + reply);
        }
    }

    /** Sends 100 SETs at once: the named case counts 20,000 a round. */
    static LoadMethod redisSet() {
        Requests requests = new Requests();
        Wire.Kept wires = new Wire.Kept();
        return load -> {
            SplittableRandom random = requests.next();
            StringBuilder pipeline = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                pipeline.append("SET key:").append(random.nextInt(100_000));
                pipeline.append(" value-").append(random.nextInt(1_000_000_000)).append("\r\n");
            }
            Wire wire = wires.of(load);
            wire.send(pipeline.toString());
            for (int i = 0; i < 100; i++) {
                wire.expect("+OK");
            }
        };
    }

    /**
     * Sends 20 sets of 50 to 1,500 B, and asks for the statistics, which it gathers on the heap.
     */
    static LoadMethod memcachedSet() {
        Requests requests = new Requests();
        Wire.Kept wires = new Wire.Kept();
        return load -> {
            SplittableRandom random = requests.next();
            StringBuilder batch = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                int size = 50 + random.nextInt(1_450);
                batch.append("set key")
                        .append(random.nextInt(100_000))
                        .append(" 0 0 ")
                        .append(size)
                        .append("\r\n");
                batch.append("x".repeat(size)).append("\r\n");
            }
            batch.append("stats\r\n");
            Wire wire = wires.of(load);
            wire.send(batch.toString());
            for (int i = 0; i < 20; i++) {
                wire.expect("STORED");
            }
            wire.skipPast("END");
        };
    }

    /** Publishes 10 to 600 B, retained, and waits until the broker has it. */
    static LoadMethod mqttPublish() {
        Requests requests = new Requests();
        Wire.Kept wires = new Wire.Kept(Mqtt::connect);
        return load -> {
            SplittableRandom random = requests.next();
            Mqtt.publish(
                    wires.of(load),
                    "topic/" + random.nextInt(1_000),
                    new byte[10 + random.nextInt(590)]);
        };
    }
}
