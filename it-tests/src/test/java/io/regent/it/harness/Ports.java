package io.regent.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Free ports of the loopback interface; none is given out twice, nor to test classes that run in another process at the same time:
 * each process has its share, by the number that the build gives it. They lie below those that the kernel gives to outgoing
 * connections, one of which could take a port before the server does that it is meant for.
 */
public final class Ports {

    private static final int FIRST = 12_000;
    private static final int SHARE_SIZE = 2_500;
    /** More than there are processes. */
    private static final int SHARES = 8;

    private static final int SHARE = Integer.getInteger("regent.it.process", 0) % SHARES;
    private static final Random CHANCE = new Random();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    public static synchronized int free() {
        while (true) {
            int port = FIRST + SHARE * SHARE_SIZE + CHANCE.nextInt(SHARE_SIZE);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
