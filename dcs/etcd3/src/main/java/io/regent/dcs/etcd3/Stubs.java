package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.WatchGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The services of one endpoint, each request with our token and its deadline. */
final class Stubs {

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final Channel channel;
    private final Duration atMost;

    Stubs(Channel channel, Optional<String> token, Duration atMost) {
        this.channel = token.map(word -> with(channel, TOKEN, word)).orElse(channel);
        this.atMost = atMost;
    }

    /** The time that a request may take. */
    Duration atMost() {
        return atMost;
    }

    KVGrpc.KVBlockingStub keys() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(millis(), TimeUnit.MILLISECONDS);
    }

    LeaseGrpc.LeaseBlockingStub leases() {
        return LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(millis(), TimeUnit.MILLISECONDS);
    }

    ClusterGrpc.ClusterBlockingStub cluster() {
        return ClusterGrpc.newBlockingStub(channel).withDeadlineAfter(millis(), TimeUnit.MILLISECONDS);
    }

    /** Leases through a stream; a member without a leader does not answer on it. */
    LeaseGrpc.LeaseStub leaseStreams() {
        return LeaseGrpc.newStub(with(channel, HAS_LEADER, "true")).withDeadlineAfter(millis(), TimeUnit.MILLISECONDS);
    }

    /** Watches without a deadline; a member that loses its leader ends them. */
    WatchGrpc.WatchStub watches() {
        return WatchGrpc.newStub(with(channel, HAS_LEADER, "true"));
    }

    private long millis() {
        return Math.max(1, atMost.toMillis());
    }

    private static Channel with(Channel channel, Metadata.Key<String> key, String value) {
        var metadata = new Metadata();
        metadata.put(key, value);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
