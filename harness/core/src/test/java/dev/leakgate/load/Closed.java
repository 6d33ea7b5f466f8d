package dev.leakgate.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Names a port that nobody listens on: 1 is privileged, and tcpmux is long dead. */
final class Closed {

    private Closed() {}

    static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }
}
