package io.regent.dcs.etcd3;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A leader keeps its lease through everything that happens to one etcd server or to the way to it. */
@EnabledIf(value = "io.regent.dcs.etcd3.EtcdServer#isInstalled", disabledReason = "etcd or etcdctl is not on the PATH")
class Etcd3FaultsIT {

    private static final ClusterPath PATH = new ClusterPath("service", "demo");
    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final MemberName PG_2 = new MemberName("pg-2");
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final LeaseAnswer GRANTED = new LeaseAnswer.Granted(TTL);
    private static final Precondition ANYTHING = new Precondition.Anything();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private EtcdServer server;

    @BeforeEach
    void start() {
        server = EtcdServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
        server.close();
    }

    @Test
    @Spec("HA-028")
    void a_revoked_lease_costs_neither_the_leader_key_nor_the_record() {
        DcsStore store = store(Map.of("host", server.address()));
        store.announce(PG_1, "{}", TTL);
        store.acquire(PG_1, TTL);
        String lease = onlyLease();
        server.ctl("lease", "revoke", lease);
        assertThat(seen(store).leader()).isEmpty();

        assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);
        assertThat(store.announce(PG_1, "{}", TTL)).isInstanceOf(WriteAnswer.Done.class);

        assertThat(seen(store).leader()).contains(PG_1);
        assertThat(seen(store).member(PG_1)).isPresent();
        assertThat(onlyLease()).isNotEqualTo(lease);
        assertThat(server.ctl("lease", "timetolive", onlyLease(), "--keys"))
                .contains("/service/demo/leader", "/service/demo/members/pg-1");
    }

    @Test
    void a_revoked_lease_is_no_way_back_once_another_leads() {
        DcsStore store = store(Map.of("host", server.address()));
        store.acquire(PG_1, TTL);
        server.ctl("lease", "revoke", onlyLease());
        store(Map.of("host", server.address())).acquire(PG_2, TTL);

        assertThat(store.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Refused());
        assertThat(seen(store).leader()).contains(PG_2);
    }

    @Test
    @Spec("HA-029")
    void a_leader_key_written_by_hand_is_foreign_unless_it_names_us() {
        DcsStore store = store(Map.of("host", server.address()));
        store.acquire(PG_1, TTL);

        server.ctl("put", "/service/demo/leader", "pg-2");
        assertThat(store.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Refused());
        assertThat(store.release(PG_1)).isEqualTo(new WriteAnswer.Conflict());

        server.ctl("put", "/service/demo/leader", "pg-1");
        assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);
        assertThat(server.ctl("lease", "timetolive", onlyLease(), "--keys")).contains("/service/demo/leader");
    }

    @Test
    void a_restarted_server_is_used_again_and_the_watch_goes_on() {
        DcsStore store = store(Map.of("host", server.address()));
        List<ClusterKey> changes = new CopyOnWriteArrayList<>();
        store.onChange(changes::add);
        assertThat(store.acquire(PG_1, TTL)).isEqualTo(GRANTED);
        await(() -> changes.contains(ClusterKey.LEADER));
        changes.clear();

        server.restart();

        assertThat(store.renew(PG_1, TTL)).isEqualTo(GRANTED);
        await(() -> changes.contains(ClusterKey.LEADER));
        server.ctl("put", "/service/demo/config", "{}");
        await(() -> changes.contains(ClusterKey.CONFIG));
    }

    @Test
    void a_change_is_told_soon_and_a_compaction_stops_nothing() {
        DcsStore store = store(Map.of("host", server.address()));
        List<ClusterKey> changes = new CopyOnWriteArrayList<>();
        store.onChange(changes::add);
        await(() -> changes.contains(ClusterKey.LEADER));
        server.ctl("put", "/service/demo/config", "{}");
        await(() -> changes.contains(ClusterKey.CONFIG));

        server.ctl("compact", Long.toString(seen(store).revision()));
        server.restart();
        changes.clear();

        await(() -> changes.contains(ClusterKey.LEADER));
        server.ctl("put", "/service/demo/failover", "{}");
        await(() -> changes.contains(ClusterKey.FAILOVER));
    }

    @Test
    void an_endpoint_that_refuses_costs_nothing_worth_mentioning() {
        DcsStore store = store(Map.of("hosts", "127.0.0.1:1," + server.address()));

        assertThat(within(Duration.ofSeconds(2), () -> store.acquire(PG_1, TTL)))
                .isEqualTo(GRANTED);
    }

    @Test
    @Spec("LES-004")
    void an_endpoint_that_hangs_costs_its_share_once() throws IOException {
        var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        opened.add(hanging);
        DcsStore store = store(Map.of("hosts", List.of("127.0.0.1:" + hanging.getLocalPort(), server.address())));
        store.deadline(Duration.ofSeconds(4));

        assertThat(within(Duration.ofSeconds(4), () -> store.acquire(PG_1, TTL)))
                .isEqualTo(GRANTED);
        assertThat(within(Duration.ofSeconds(1), () -> store.renew(PG_1, TTL))).isEqualTo(GRANTED);
    }

    @Test
    @Spec("LES-004")
    void a_server_that_freezes_is_left_for_another_within_one_call() {
        var proxy = proxy();
        DcsStore store = store(Map.of("hosts", List.of(proxy.address(), server.address())));
        store.deadline(Duration.ofSeconds(4));
        assertThat(store.acquire(PG_1, TTL)).isEqualTo(GRANTED);

        proxy.loseAnswers();

        assertThat(within(Duration.ofSeconds(4), () -> store.renew(PG_1, TTL))).isEqualTo(GRANTED);
    }

    @Test
    void no_endpoint_at_all_is_unreachable_within_the_deadline_and_names_the_reason() {
        DcsStore store = store(Map.of("host", "127.0.0.1:1"));
        store.deadline(Duration.ofMillis(500));

        LeaseAnswer answer = within(Duration.ofSeconds(1), () -> store.renew(PG_1, TTL));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        LeaseAnswer.Unanswered.class,
                        silence -> assertThat(silence.cause()).contains("127.0.0.1:1", "refused"));
    }

    @Test
    @Spec("LES-011")
    void a_lost_answer_does_not_lose_the_lease() {
        var proxy = proxy();
        DcsStore store = store(Map.of("host", proxy.address()));
        store.deadline(Duration.ofMillis(800));
        store.announce(PG_1, "{}", TTL);
        proxy.loseAnswers();
        assertThat(store.acquire(PG_1, TTL)).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(store.write(ClusterKey.INITIALIZE, "", new Precondition.Absent()))
                .isInstanceOf(WriteAnswer.Unreachable.class);

        proxy.heal();
        store.deadline(Duration.ofSeconds(4));

        assertThat(store.acquire(PG_1, TTL)).isEqualTo(GRANTED);
        assertThat(store.write(ClusterKey.CONFIG, "{}", ANYTHING)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(seen(store).leader()).contains(PG_1);
    }

    private TestProxy proxy() {
        var proxy = new TestProxy(server.port());
        opened.add(proxy);
        return proxy;
    }

    private DcsStore store(Map<String, Object> settings) {
        DcsStore store = new Etcd3Backend().open(settings, PATH);
        opened.add(store);
        return store;
    }

    private String onlyLease() {
        List<String> leases = server.ctl("lease", "list").lines().skip(1).toList();
        assertThat(leases).hasSize(1);
        return leases.getFirst();
    }

    private static Cluster seen(DcsStore store) {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> cluster;
            case ReadAnswer.Unreachable(String cause) -> throw new AssertionError(cause);
        };
    }

    private static LeaseAnswer within(Duration atMost, Supplier<LeaseAnswer> call) {
        long start = System.nanoTime();
        LeaseAnswer answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(atMost);
        return answer;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time to wait").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
