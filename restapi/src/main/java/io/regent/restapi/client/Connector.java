package io.regent.restapi.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Opens connections, trying every address of a name as long as time is left. */
final class Connector {

    private final ClientTls settings;
    private volatile @Nullable TlsSockets tls;

    /**
     * Reads the files that the settings name; without any, TLS is set up for the first member that wants it, because that
     * takes longer than a command over HTTP as a whole.
     *
     * @throws InvalidClientTls when a file cannot be used
     */
    Connector(ClientTls settings) {
        this.settings = settings;
        this.tls = settings.authorities().or(settings::certificate).isPresent() ? new TlsSockets(settings) : null;
    }

    Socket connect(Target target, TimeLeft left) throws IOException {
        Socket plain = connectPlain(target, left);
        return target.secure() ? tls().over(plain, target, left) : plain;
    }

    private TlsSockets tls() {
        TlsSockets known = tls;
        if (known == null) {
            known = new TlsSockets(settings);
            tls = known;
        }
        return known;
    }

    private static Socket connectPlain(Target target, TimeLeft left) throws IOException {
        InetAddress[] addresses = lookUp(target.host(), left);
        IOException failure = new UnknownHostException("the name " + target.host() + " is not known");
        for (int i = 0; i < addresses.length; i++) {
            try {
                int share = Math.max(1, left.millis() / (addresses.length - i));
                return open(new InetSocketAddress(addresses[i], target.port()), share);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static Socket open(InetSocketAddress address, int millis) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Resolvers know no deadline, so a name is looked up on a thread that can be left behind. */
    private static InetAddress[] lookUp(String host, TimeLeft left) throws IOException {
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent()) {
            return new InetAddress[] {literal.get()};
        }
        var found = new AtomicReference<>(new InetAddress[0]);
        Thread resolver = Thread.ofVirtual().start(() -> {
            try {
                found.set(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                found.set(new InetAddress[0]);
            }
        });
        try {
            if (!resolver.join(Duration.ofMillis(left.millis()))) {
                throw new SocketTimeoutException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while looking up " + host);
        }
        return found.get();
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
