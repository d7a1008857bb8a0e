package io.regent.dcs.etcd3;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The endpoints of the settings lead to those that etcd names, and back. */
@EnabledIf(value = "io.regent.dcs.etcd3.EtcdServer#isInstalled", disabledReason = "etcd or etcdctl is not on the PATH")
class Etcd3DiscoveryIT {

    private static final ClusterPath PATH = new ClusterPath("service", "demo");
    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final LeaseAnswer GRANTED = new LeaseAnswer.Granted(TTL);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private EtcdServer server;
    private TestProxy configured;

    @BeforeEach
    void start() {
        server = EtcdServer.start();
        configured = new TestProxy(server.port());
        opened.add(configured);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
        server.close();
    }

    @Test
    @Spec({"LES-005", "CFG-065"})
    void when_the_endpoints_of_the_settings_are_gone_those_that_were_learned_are_asked_and_the_other_way_round() {
        var client = client(Map.of("hosts", List.of(configured.address())));
        Etcd3Store store = store(client);
        assertThat(store.acquire(PG_1, TTL)).isEqualTo(GRANTED);
        await(() -> client.topology().links().size() == 2);
        assertThat(client.topology().links())
                .extracting(link -> link.endpoint().toString())
                .containsExactly(configured.address(), server.address());

        configured.close();
        assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);

        client.topology().learn(List.of(new Endpoint("127.0.0.1", 1)));
        var back = new TestProxy(server.port(), configured.port());
        opened.add(back);
        assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);
    }

    /** The settings name etcd by a name; its members say their numbers. */
    @Test
    @Spec("LES-005")
    void while_names_cannot_be_looked_up_what_was_learned_is_asked() {
        var client = client(Map.of("hosts", List.of(TestResolver.NAME + ":" + configured.port(), "localhost:1")));
        Etcd3Store store = store(client);
        assertThat(store.acquire(PG_1, TTL)).isEqualTo(GRANTED);
        await(() -> client.topology().links().size() == 3);

        TestResolver.down(true);
        try {
            configured.close();
            assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);
        } finally {
            TestResolver.down(false);
        }
    }

    @Test
    @Spec("CFG-066")
    void behind_proxies_nobody_is_asked_for_members() {
        var client = client(Map.of("hosts", List.of(configured.address()), "use_proxies", true));
        Etcd3Store store = store(client);
        assertThat(store.acquire(PG_1, TTL)).isEqualTo(GRANTED);

        configured.close();

        store.deadline(Duration.ofSeconds(1));
        assertThat(store.renew(PG_1, TTL)).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(client.topology().links()).hasSize(1);
    }

    private Etcd3Client client(Map<String, Object> section) {
        return new Etcd3Client(Etcd3Settings.parse(section));
    }

    private Etcd3Store store(Etcd3Client client) {
        var store = new Etcd3Store(client, PATH);
        opened.add(store);
        store.deadline(Duration.ofSeconds(6));
        return store;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time to wait").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
