package io.regent.dcs.etcd3;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Knows one name more than the machine, unless it is down. The JVM finds it as a service. */
public final class TestResolver extends InetAddressResolverProvider {

    /** It means the loopback interface. */
    static final String NAME = "etcd.regent.test";

    private static volatile boolean down;

    static void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver machine = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.equals(NAME)) {
                    return machine.lookupByName(host, policy);
                }
                if (down) {
                    throw new UnknownHostException("the resolver is down");
                }
                return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return machine.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "a resolver that can be down";
    }
}
