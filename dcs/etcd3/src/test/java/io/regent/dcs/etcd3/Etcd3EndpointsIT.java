package io.regent.dcs.etcd3;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.regent.Spec;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.WriteAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leader keeps its lease while one of many endpoints is good, and knows that it does not know when none is. */
@EnabledIf(value = "io.regent.dcs.etcd3.EtcdServer#isInstalled", disabledReason = "etcd or etcdctl is not on the PATH")
class Etcd3EndpointsIT {

    private static final ClusterPath PATH = new ClusterPath("service", "demo");
    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final LeaseAnswer GRANTED = new LeaseAnswer.Granted(TTL);
    private static final Duration SCHEDULING = Duration.ofMillis(800);

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
    @Spec("LES-002")
    void of_five_endpoints_two_refuse_and_one_hangs_and_no_call_takes_longer_than_it_may() throws IOException {
        Duration deadline = Duration.ofSeconds(6);
        String second = proxy();
        DcsStore store = store(List.of(refusing(), hanging(), refusing(), second, server.address()), deadline);

        assertThat(within(deadline, () -> store.acquire(PG_1, TTL))).isEqualTo(GRANTED);
        for (int i = 0; i < 5; i++) {
            assertThat(within(deadline, () -> store.renew(PG_1, TTL))).isEqualTo(GRANTED);
        }
    }

    @Test
    @Spec("LES-002")
    void without_a_good_endpoint_the_walk_lasts_as_long_as_it_may_and_no_longer() throws IOException {
        Duration deadline = Duration.ofSeconds(3);
        DcsStore store = store(List.of(refusing(), hanging(), refusing()), deadline);
        long begun = System.nanoTime();

        LeaseAnswer answer = within(deadline.plus(SCHEDULING), () -> store.renew(PG_1, TTL));

        assertThat(answer).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(deadline.minus(SCHEDULING));
    }

    /** Words as etcd says them, and some that nobody has said yet. */
    @ParameterizedTest
    @EnumSource(value = Status.Code.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    @Spec("LES-003")
    void an_error_that_nobody_knows_means_only_that_this_endpoint_is_of_no_use(Status.Code code) {
        for (String words : List.of(
                "etcdserver: no leader",
                "etcdserver: not primary lessor",
                "etcdserver: server stopped",
                "Unknown",
                "{\"error\":\"trunc")) {
            Status status = Status.fromCode(code).withDescription(words);
            assertSurvives(() -> new BrokenEtcd.Ending(Optional.empty(), status));
        }
    }

    /** Each request gets other bytes; the seeds are fixed. */
    @Test
    @Spec("LES-003")
    void a_body_that_makes_no_sense_means_only_that_this_endpoint_is_of_no_use() {
        var random = new Random(42);
        assertSurvives(() -> new BrokenEtcd.Ending(Optional.of(ByteString.EMPTY), Status.OK));
        assertSurvives(() -> {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            return new BrokenEtcd.Ending(
                    Optional.of(ByteString.copyFrom(body)), random.nextBoolean() ? Status.OK : Status.UNKNOWN);
        });
    }

    /** The pauses between attempts are random, and too many of them to be all short. */
    @Test
    @Spec("LES-013")
    void a_watch_that_fails_at_once_is_not_opened_again_at_once() {
        var attempts = new AtomicInteger();
        var broken = new BrokenEtcd(() -> {
            attempts.incrementAndGet();
            return new BrokenEtcd.Ending(
                    Optional.empty(), Status.UNAUTHENTICATED.withDescription("event index cleared"));
        });
        opened.add(broken);
        DcsStore store = store(List.of(broken.address()), TTL);
        long begun = System.nanoTime();

        store.onChange(_ -> {});
        while (attempts.get() < 14) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(700));
    }

    /** Beside a good endpoint it costs nothing, and alone it is no refusal. */
    private void assertSurvives(Supplier<BrokenEtcd.Ending> endings) {
        var broken = new BrokenEtcd(endings);
        opened.add(broken);
        Duration deadline = Duration.ofSeconds(5);
        DcsStore both = store(List.of(broken.address(), server.address()), deadline);

        assertThat(within(deadline, () -> both.acquire(PG_1, TTL))).isEqualTo(GRANTED);
        assertThat(within(deadline, () -> both.renew(PG_1, TTL))).isEqualTo(GRANTED);
        assertThat(both.announce(PG_1, "{}", TTL)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(both.release(PG_1)).isInstanceOf(WriteAnswer.Done.class);

        DcsStore alone = store(List.of(broken.address()), Duration.ofMillis(300));
        assertThat(alone.renew(PG_1, TTL)).isInstanceOf(LeaseAnswer.Unanswered.class);
    }

    private DcsStore store(List<String> hosts, Duration deadline) {
        DcsStore store = new Etcd3Backend().open(Map.of("hosts", hosts), PATH);
        opened.add(store);
        store.deadline(deadline);
        return store;
    }

    /** Takes connections and says nothing. */
    private String hanging() throws IOException {
        var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        opened.add(hanging);
        return "127.0.0.1:" + hanging.getLocalPort();
    }

    private String refusing() throws IOException {
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + gone.getLocalPort();
        }
    }

    private String proxy() {
        var proxy = new TestProxy(server.port());
        opened.add(proxy);
        return proxy.address();
    }

    private static LeaseAnswer within(Duration atMost, Supplier<LeaseAnswer> call) {
        long start = System.nanoTime();
        LeaseAnswer answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(atMost);
        return answer;
    }
}
