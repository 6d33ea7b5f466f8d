package dev.leakgate.labelled;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Speaks as much of DNS (RFC 1035) over UDP as it takes to ask a cache, and to be asked by it. */
final class Dns {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LARGEST = 1_500;
    private static final int HEADER = 12;
    private static final short RECURSION_DESIRED = 0x0100;
    private static final short ANSWER = (short) 0x8180;
    private static final short TYPE_A = 1;
    private static final short CLASS_IN = 1;

    private Dns() {}

    /** Asks for the address of a name, which must have one. */
    static void ask(DatagramSocket socket, InetSocketAddress cache, int id, String name)
            throws IOException {
        ByteBuffer question = ByteBuffer.allocate(LARGEST);
        question.putShort((short) id).putShort(RECURSION_DESIRED);
        question.putShort((short) 1).putShort((short) 0).putInt(0);
        for (String label : name.split("\\.", -1)) {
            question.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.put((byte) 0).putShort(TYPE_A).putShort(CLASS_IN);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.send(new DatagramPacket(question.array(), question.position(), cache));
        DatagramPacket answer = new DatagramPacket(new byte[LARGEST], LARGEST);
        ByteBuffer read = ByteBuffer.wrap(answer.getData());
        do {
            socket.receive(answer); // one of a question that we gave up may come late
        } while (answer.getLength() < HEADER || read.getShort(0) != (short) id);
        if ((read.getShort(2) & 15) != 0 || read.getShort(6) == 0) {
            throw new IOException(
                    name
                            + " has no address: "
                            + Arrays.toString(Arrays.copyOf(read.array(), HEADER)));
        }
    }

    /** Answers each question of a cache with an address, for an hour. */
    static final class Upstream implements Closeable {

        private final DatagramSocket socket;

        Upstream() throws IOException {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(this::answer, "upstream");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void answer() {
            DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            while (!socket.isClosed()) {
                try {
                    packet.setLength(LARGEST);
                    socket.receive(packet);
                    byte[] answer = answerTo(packet.getData(), packet.getLength());
                    socket.send(
                            new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                } catch (IOException | RuntimeException closedOrNoQuestion) {
                    // The cache asks again, or its client gives up and says so.
                }
            }
        }

        private static byte[] answerTo(byte[] question, int length) {
            int end = HEADER;
            while (end < length && question[end] != 0) {
                end += 1 + question[end];
            }
            end += 5; // the root label, type and class
            ByteBuffer asked = ByteBuffer.wrap(question);
            boolean address = asked.getShort(end - 4) == TYPE_A;
            ByteBuffer answer = ByteBuffer.allocate(LARGEST).put(question, 0, end);
            answer.putShort(2, ANSWER).putShort(6, (short) (address ? 1 : 0));
            answer.putShort(8, (short) 0).putShort(10, (short) 0);
            if (address) {
                answer.putShort((short) (0xc000 | HEADER)).putShort(TYPE_A).putShort(CLASS_IN);
                answer.putInt(3_600).putShort((short) 4).putInt(0x0a000001);
            }
            return Arrays.copyOf(answer.array(), answer.position());
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
