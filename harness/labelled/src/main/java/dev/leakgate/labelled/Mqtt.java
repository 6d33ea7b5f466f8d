package dev.leakgate.labelled;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Speaks as much of MQTT 3.1.1 (OASIS Standard, 29 October 2014) as it takes to publish. */
final class Mqtt {

    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int PUBACK = 0x40;
    private static final int QOS_1 = 0x02;
    private static final int RETAIN = 0x01;
    private static final int CLEAN_SESSION = 0x02;
    private static final int LEVEL_3_1_1 = 4;

    private Mqtt() {}

    static void connect(Wire wire) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        text(packet, "MQTT");
        packet.write(LEVEL_3_1_1);
        packet.write(CLEAN_SESSION);
        packet.write(new byte[] {0, 0}); // no keep-alive
        text(packet, ""); // the broker names the client
        send(wire, CONNECT, packet.toByteArray());
        expect(wire, CONNACK, 0, 0);
    }

    /** Publishes a retained message with QoS 1 and reads the acknowledgement. */
    static void publish(Wire wire, String topic, byte[] message) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        text(packet, topic);
        packet.write(new byte[] {0, 1}); // packet identifier; one is under way at a time
        packet.write(message);
        send(wire, PUBLISH | QOS_1 | RETAIN, packet.toByteArray());
        expect(wire, PUBACK, 0, 1);
    }

    private static void text(ByteArrayOutputStream packet, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        packet.write(bytes.length >> 8);
        packet.write(bytes.length);
        packet.write(bytes);
    }

    private static void send(Wire wire, int type, byte[] rest) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        int length = rest.length;
        do {
            packet.write(length > 127 ? length % 128 | 128 : length);
            length /= 128;
        } while (length > 0);
        packet.write(rest);
        wire.send(packet.toByteArray());
    }

    private static void expect(Wire wire, int type, int first, int second) throws IOException {
        byte[] answer = wire.bytes(4);
        if (!Arrays.equals(answer, new byte[] {(byte) type, 2, (byte) first, (byte) second})) {
            throw new IOException("the broker answers " + Arrays.toString(answer));
        }
    }
}
