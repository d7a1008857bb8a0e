package io.regent.restapi.server;

import java.net.InetSocketAddress;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/** One open address. */
record Listener(AcceptingChannel<StreamConnection> channel) implements AutoCloseable {

    /** The port that is listened on. */
    int port() {
        return channel.getLocalAddress(InetSocketAddress.class).getPort();
    }

    /** Accepts no more connections; those that are open go on. */
    @Override
    public void close() {
        channel.suspendAccepts();
        IoUtils.safeClose(channel);
    }
}
