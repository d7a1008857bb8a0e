package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Free ports of the loopback interface; none is given out twice, nor to test classes that run in another process at the same time:
 * each process has its share, by {@code surefire.forkNumber}.
 */
public final class Ports {

    /** More than there are processes. */
    private static final int SHARES = 8;

    private static final int SHARE = Integer.getInteger("surefire.forkNumber", 0) % SHARES;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    public static synchronized int free() {
        while (true) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                // a kernel may give out only odd or only even numbers
                boolean ours = port / 2 % SHARES == SHARE;
                if (ours && GIVEN.add(port)) {
                    return port;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
