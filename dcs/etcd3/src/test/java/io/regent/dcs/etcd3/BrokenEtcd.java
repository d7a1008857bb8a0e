package io.regent.dcs.etcd3;

import com.google.protobuf.ByteString;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Speaks gRPC, and answers every request of every service with an error or with nonsense. */
final class BrokenEtcd implements AutoCloseable {

    /**
     * How a request ends.
     *
     * @param body sent before the end; empty for nothing at all
     */
    record Ending(Optional<ByteString> body, Status status) {}

    private final Server server;

    /** Each request ends as the supplier says. */
    BrokenEtcd(Supplier<Ending> endings) {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .fallbackHandlerRegistry(new Everything(endings))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Everything extends HandlerRegistry {

        private final Supplier<Ending> endings;

        Everything(Supplier<Ending> endings) {
            this.endings = endings;
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            var method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setFullMethodName(name)
                    .setType(MethodDescriptor.MethodType.UNKNOWN)
                    .setRequestMarshaller(new Bytes())
                    .setResponseMarshaller(new Bytes())
                    .build();
            return ServerMethodDefinition.create(method, (call, headers) -> end(call, endings.get()));
        }

        private static ServerCall.Listener<byte[]> end(ServerCall<byte[], byte[]> call, Ending ending) {
            ending.body().ifPresent(body -> {
                call.sendHeaders(new Metadata());
                call.sendMessage(body.toByteArray());
            });
            call.close(ending.status(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
