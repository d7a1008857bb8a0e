package io.regent.dcs.etcd3;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Opens channels. All of them share one thread for the network; callbacks and name look-ups run on virtual threads. */
final class Connector implements AutoCloseable {

    /** The shortest interval that gRPC allows and that etcd's default of 5 seconds between pings tolerates. */
    private static final long PING_SECONDS = 10;

    private static final long PING_ANSWER_SECONDS = 3;
    private static final long CLOSE_MILLIS = 1_000;

    private final Optional<Tls> tls;
    private final EventLoopGroup network = new NioEventLoopGroup(1, new DefaultThreadFactory("etcd3", true));
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();

    Connector(Optional<Tls> tls) {
        this.tls = tls;
    }

    /**
     * A new channel to one endpoint; it connects when it is first used.
     *
     * @throws io.regent.dcs.InvalidDcsSettings when a certificate file cannot be used any more
     */
    ManagedChannel open(Endpoint endpoint) {
        var builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
                .eventLoopGroup(network)
                .channelType(NioSocketChannel.class)
                .executor(callbacks)
                .offloadExecutor(callbacks)
                .disableRetry()
                .disableServiceConfigLookUp()
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_ANSWER_SECONDS, TimeUnit.SECONDS);
        return tls.map(files -> builder.sslContext(files.context()))
                .orElseGet(builder::usePlaintext)
                .build();
    }

    @Override
    public void close() {
        network.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
        callbacks.shutdownNow();
    }
}
