package io.regent.dcs.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.DcsStoreContract;
import io.regent.dcs.Deadline;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.Precondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryDcsTest extends DcsStoreContract {

    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final Duration NANOSECOND = Duration.ofNanos(1);
    private static final Precondition ANYTHING = new Precondition.Anything();

    private final AtomicLong now = new AtomicLong();
    private final MemoryDcs server = new MemoryDcs(now::get);

    @Override
    protected DcsStore open(ClusterPath cluster) {
        return server.connect(cluster);
    }

    @Override
    protected MonotonicClock clock() {
        return now::get;
    }

    @Override
    protected void tick() {
        pass(Duration.ofMillis(50));
    }

    @Override
    protected void silence() {
        server.stop();
    }

    @Override
    protected void speak() {
        server.start();
    }

    @Test
    void a_lease_ends_exactly_after_its_ttl() {
        DcsStore store = connection();
        store.acquire(PG_1, TTL);
        pass(TTL.minus(NANOSECOND));
        assertThat(seen(store).leader()).contains(PG_1);

        pass(NANOSECOND);

        assertThat(seen(store).leader()).isEmpty();
    }

    @Test
    void the_next_expiry_can_be_foreseen_and_is_told_when_it_comes() {
        DcsStore store = connection();
        List<ClusterKey> changes = new ArrayList<>();
        store.acquire(PG_1, TTL);
        store.announce(PG_1, "{}", TTL.multipliedBy(2));
        store.onChange(changes::add);
        assertThat(server.nextExpiry()).contains(Deadline.after(now.get(), TTL));

        pass(TTL);
        server.expireDue();

        assertThat(changes).containsExactly(ClusterKey.LEADER);
        assertThat(server.nextExpiry()).contains(Deadline.after(now.get(), TTL));
    }

    @Test
    void a_listener_may_use_the_store_at_once() {
        DcsStore store = connection();
        List<MemberName> leaders = new ArrayList<>();
        store.onChange(_ -> seen(store).leader().ifPresent(leaders::add));

        store.acquire(PG_1, TTL);

        assertThat(leaders).containsExactly(PG_1);
    }

    @Test
    void a_wiped_prefix_is_empty_and_others_are_not() {
        DcsStore store = connection();
        store.write(ClusterKey.CONFIG, "{}", ANYTHING);
        store.acquire(PG_1, TTL);
        server.put("/service/another/config", "{}");

        server.wipe(path().prefix());

        assertThat(seen(store).config()).isEmpty();
        assertThat(seen(store).leader()).isEmpty();
        assertThat(server.get("/service/another/config")).contains("{}");
    }

    @Test
    void a_key_may_be_deleted_past_all_members() {
        DcsStore store = connection();
        store.acquire(PG_1, TTL);

        server.delete(path().of(ClusterKey.LEADER));

        assertThat(seen(store).leader()).isEmpty();
    }

    @Test
    void a_restored_store_has_the_old_content_and_its_leases_live_anew() {
        DcsStore store = connection();
        store.acquire(PG_1, TTL);
        store.write(ClusterKey.CONFIG, "{\"ttl\":20}", ANYTHING);
        MemoryDcs.Snapshot backup = server.snapshot();
        store.write(ClusterKey.CONFIG, "{\"ttl\":30}", ANYTHING);
        store.write(ClusterKey.HISTORY, "[[1,5,\"x\"]]", ANYTHING);
        long revision = seen(store).revision();
        pass(TTL.multipliedBy(3));

        server.restore(backup);

        assertThat(seen(store).leader()).contains(PG_1);
        assertThat(seen(store).config().orElseThrow().value().document()).containsEntry("ttl", 20);
        assertThat(seen(store).history().entries()).isEmpty();
        assertThat(seen(store).revision()).isGreaterThan(revision);
        pass(TTL);
        assertThat(seen(store).leader()).isEmpty();
    }

    @Test
    void a_stopped_store_answers_nothing_and_forgets_nothing() {
        DcsStore store = connection();
        store.acquire(PG_1, TTL.multipliedBy(2));
        server.stop();
        pass(TTL);
        assertThat(store.renew(PG_1, TTL)).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(server.nextExpiry()).isEmpty();

        server.start();

        assertThat(store.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
