package dev.leakgate.labelled;

import dev.leakgate.load.HttpReply;
import dev.leakgate.load.LoadMethod;
import java.io.IOException;
import java.net.DatagramSocket;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    static LoadMethod filesAndListings(int files) {
        Requests requests = new Requests();
        return load -> {
            SplittableRandom random = requests.next();
            int file = random.nextInt(files);
            switch (random.nextInt(10)) {
                case 0 -> require(200, load.get("/" + file % 20 + "/"));
                case 1 -> require(404, load.get("/" + file % 20 + "/missing"));
                default -> require(200, load.get("/" + file % 20 + "/" + file + ".txt"));
            }
        };
    }

    /** Asks for one of 4,000 names, some of more than 50 characters. */
    static LoadMethod dnsQueries() {
        Requests requests = new Requests();
        ConcurrentMap<Integer, DatagramSocket> sockets = new ConcurrentHashMap<>();
        return load -> {
            SplittableRandom random = requests.next();
            DatagramSocket socket = sockets.get(load.worker());
            if (socket == null) {
                socket = new DatagramSocket(0, load.address().getAddress());
                sockets.put(load.worker(), socket);
            }
            int host = random.nextInt(4_000);
            String name = "host-" + host + "-of-a-set".repeat(host % 6) + ".example.net";
            Dns.ask(socket, load.address(), random.nextInt(1 << 16), name);
        };
    }

    /** Puts a job of 20 to 4,000 B; each connection has up to 200 that wait. */
    static LoadMethod jobs() {
        Requests requests = new Requests();
        Wire.Kept wires = new Wire.Kept();
        AtomicLong waiting = new AtomicLong();
        return load -> {
            int size = 20 + requests.next().nextInt(3_980);
            Wire wire = wires.of(load);
            wire.send("put 0 0 60 " + size + "\r\n" + "j".repeat(size) + "\r\n");
            String put = wire.line();
            if (!put.startsWith("INSERTED ")) {
                throw new IOException("put was answered " + put);
            }
            if (waiting.incrementAndGet() <= 400) {
                return;
            }
            wire.send("reserve-with-timeout 5\r\n");
            String[] reserved = wire.line().split(" ", -1);
            if (reserved.length != 3) {
                throw new IOException("no job came: " + String.join(" ", reserved));
            }
            wire.bytes(Integer.parseInt(reserved[2]) + 2);
            wire.send("delete " + reserved[1] + "\r\n");
            wire.expect("DELETED");
            waiting.decrementAndGet();
        };
    }

    /** Subscribes to one of 2,000 subjects, sends 50 to 3,000 B to it, reads them. */
    static LoadMethod natsMessages() {
        Requests requests = new Requests();
        Wire.Kept wires =
                new Wire.Kept(
                        wire -> {
                            wire.line(); // INFO
                            wire.send("CONNECT {\"verbose\":false,\"pedantic\":false}\r\n");
                        });
        AtomicLong ids = new AtomicLong();
        return load -> {
            SplittableRandom random = requests.next();
            int size = 50 + random.nextInt(2_950);
            // Two clients may have the same subject; this one's own ends in its number.
            String subject = "s." + random.nextInt(2_000) + "." + load.worker();
            long id = ids.incrementAndGet();
            Wire wire = wires.of(load);
            wire.send("SUB " + subject + " " + id + "\r\nPUB " + subject + " " + size + "\r\n");
            wire.send("n".repeat(size) + "\r\n");
            String message = wire.line();
            while (message.equals("PING")) {
                wire.send("PONG\r\n");
                message = wire.line();
            }
            if (!message.equals("MSG " + subject + " " + id + " " + size)) {
                throw new IOException("expected a message, but got " + message);
            }
            wire.bytes(size + 2);
            wire.send("UNSUB " + id + "\r\n");
        };
    }

    /** Updates and reads one of pgbench's 100,000 accounts, and sorts 300 values. */
    static LoadMethod sqlTransactions() {
        Requests requests = new Requests();
        Wire.Kept wires = new Wire.Kept(Sql::connect);
        return load -> {
            SplittableRandom random = requests.next();
            int account = 1 + random.nextInt(100_000);
            Sql.query(
                    wires.of(load),
                    "BEGIN; UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid = "
                            + account
                            + "; SELECT abalance FROM pgbench_accounts WHERE aid = "
                            + account
                            + "; SELECT md5(i::text) FROM generate_series("
                            + account
                            + ", "
                            + (account + 100 + random.nextInt(400))
                            + ") i ORDER BY 1; END");
        };
    }
}
