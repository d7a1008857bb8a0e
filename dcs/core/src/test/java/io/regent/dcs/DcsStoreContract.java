package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store must do, whatever is behind it. Each test has a cluster of its own. */
public abstract class DcsStoreContract {

    /** The shortest ttl that every store can grant. */
    protected static final Duration TTL = Duration.ofSeconds(2);

    /** How late a server may notice that a lease has ended. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int CONTENDERS = 20;
    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final MemberName PG_2 = new MemberName("pg-2");
    private static final Precondition ANYTHING = new Precondition.Anything();
    private static final Precondition ABSENT = new Precondition.Absent();
    private static final AtomicInteger CLUSTERS = new AtomicInteger();

    private final ClusterPath path = new ClusterPath("service", "demo-" + CLUSTERS.incrementAndGet());
    private final List<DcsStore> connections = new ArrayList<>();

    private DcsStore one;
    private DcsStore other;

    /** Opens a connection to the server under test; this class closes it. */
    protected abstract DcsStore open(ClusterPath cluster);

    /** The clock by which a test measures; the server's own when it is virtual. */
    protected abstract MonotonicClock clock();

    /** Lets a little time pass, much less than {@link #TTL}. */
    protected abstract void tick();

    /** Makes the server silent: it neither answers nor refuses. */
    protected abstract void silence();

    /** Undoes {@link #silence}. */
    protected abstract void speak();

    /** A new connection to the cluster of this test, with a deadline that suits tests. */
    protected final DcsStore connection() {
        DcsStore store = open(path);
        store.deadline(DEADLINE);
        connections.add(store);
        return store;
    }

    /** The cluster of this test. */
    protected final ClusterPath path() {
        return path;
    }

    @BeforeEach
    void connect() {
        one = connection();
        other = connection();
    }

    @AfterEach
    void disconnect() {
        speak();
        connections.forEach(DcsStore::close);
    }

    @Test
    void an_empty_prefix_is_an_empty_cluster() {
        assertThat(seen(one).initialization()).isEqualTo(new Initialization.Absent());
        assertThat(seen(one).leader()).isEmpty();
        assertThat(seen(one).members()).isEmpty();
    }

    @Test
    void of_many_that_would_bootstrap_one_may() {
        List<WriteAnswer> answers = concurrently(() -> one.write(ClusterKey.INITIALIZE, "", ABSENT));

        assertThat(answers).filteredOn(WriteAnswer.Done.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(WriteAnswer.Conflict.class::isInstance).hasSize(CONTENDERS - 1);
        assertThat(seen(other).initialization()).isEqualTo(new Initialization.InProgress());
    }

    @Test
    void a_free_lease_goes_to_one_and_the_key_holds_its_bare_name() {
        assertThat(one.acquire(PG_1, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
        assertThat(other.acquire(PG_2, TTL)).isEqualTo(new LeaseAnswer.Refused());
        assertThat(seen(other).leader()).contains(PG_1);
    }

    @Test
    void of_many_candidates_one_gets_the_lease() {
        var names = new AtomicInteger();
        List<LeaseAnswer> answers = concurrently(() -> {
            int number = names.incrementAndGet();
            return (number % 2 == 0 ? one : other).acquire(new MemberName("candidate-" + number), TTL);
        });

        assertThat(answers).filteredOn(LeaseAnswer.Granted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(LeaseAnswer.Refused.class::isInstance).hasSize(CONTENDERS - 1);
    }

    @Test
    void asking_again_for_a_lease_that_is_ours_finds_it_ours() {
        one.acquire(PG_1, TTL);

        assertThat(one.acquire(PG_1, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
    }

    @Test
    void a_lease_is_renewed_for_its_holder_only() {
        one.acquire(PG_1, TTL);

        assertThat(one.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
        assertThat(other.renew(PG_2, TTL)).isEqualTo(new LeaseAnswer.Refused());
        assertThat(seen(other).leader()).contains(PG_1);
    }

    @Test
    void a_lease_that_was_never_ours_cannot_be_renewed() {
        assertThat(one.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Refused());
        assertThat(seen(one).leader()).isEmpty();
    }

    @Test
    void a_restarted_holder_finds_its_lease_and_keeps_it() {
        one.acquire(PG_1, TTL);
        one.close();

        assertThat(other.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
        long renewed = clock().nanos();
        await(LATE.plus(TTL), () -> seen(connection()).leader().isEmpty());
        assertThat(since(renewed)).isGreaterThanOrEqualTo(TTL);
    }

    @Test
    void a_lease_ends_after_its_ttl_and_not_before_and_is_then_not_renewed() {
        one.acquire(PG_1, TTL);
        long renewing = clock().nanos();
        assertThat(one.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));

        await(TTL.plus(LATE), () -> seen(other).leader().isEmpty());

        assertThat(since(renewing)).isGreaterThanOrEqualTo(TTL);
        assertThat(one.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Refused());
        assertThat(other.acquire(PG_2, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
        assertThat(one.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Refused());
    }

    @Test
    void a_leader_key_that_vanishes_early_is_put_back_by_its_holder() {
        one.acquire(PG_1, TTL);
        other.delete(ClusterKey.LEADER, ANYTHING);

        assertThat(one.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
        assertThat(seen(other).leader()).contains(PG_1);
    }

    @Test
    void the_ttl_may_change_while_the_lease_is_held() {
        Duration longer = TTL.multipliedBy(2);
        one.announce(PG_1, "{}", TTL);
        one.acquire(PG_1, TTL);

        assertThat(one.renew(PG_1, longer)).isEqualTo(new LeaseAnswer.Granted(longer));
        long renewed = clock().nanos();
        assertThat(seen(other).leader()).contains(PG_1);
        assertThat(seen(other).member(PG_1)).isPresent();
        await(longer.plus(LATE), () -> seen(other).leader().isEmpty());
        assertThat(since(renewed)).isGreaterThanOrEqualTo(longer);
    }

    @Test
    void a_released_lease_is_free_at_once() {
        one.acquire(PG_1, TTL);

        assertThat(one.release(PG_1)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(one.renew(PG_1, TTL)).isEqualTo(new LeaseAnswer.Refused());
        assertThat(other.acquire(PG_2, TTL)).isEqualTo(new LeaseAnswer.Granted(TTL));
    }

    @Test
    void a_lease_is_released_by_its_holder_only() {
        assertThat(one.release(PG_1)).isEqualTo(new WriteAnswer.Conflict());
        one.acquire(PG_1, TTL);

        assertThat(other.release(PG_2)).isEqualTo(new WriteAnswer.Conflict());
        assertThat(seen(other).leader()).contains(PG_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "failover", "sync", "history"})
    @Spec("HA-023")
    void of_many_writers_that_saw_the_same_value_one_may_replace_it(String name) {
        var key = new ClusterKey(name);
        long first = done(one.write(key, "{}", ABSENT));
        var number = new AtomicInteger();

        List<WriteAnswer> answers = concurrently(
                () -> other.write(key, "{\"n\":" + number.incrementAndGet() + "}", new Precondition.Unchanged(first)));

        assertThat(answers).filteredOn(WriteAnswer.Done.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(WriteAnswer.Conflict.class::isInstance).hasSize(CONTENDERS - 1);
    }

    @Test
    void a_precondition_is_judged_by_the_revision_that_reading_and_writing_tell() {
        var key = ClusterKey.CONFIG;

        assertThat(one.write(key, "{}", new Precondition.Unchanged(1))).isEqualTo(new WriteAnswer.Conflict());
        long first = done(one.write(key, "{\"ttl\":20}", ABSENT));
        assertThat(one.write(key, "{}", ABSENT)).isEqualTo(new WriteAnswer.Conflict());
        assertThat(configRevision()).contains(first);
        long second = done(one.write(key, "{\"ttl\":30}", new Precondition.Unchanged(first)));
        assertThat(second).isGreaterThan(first);
        assertThat(one.write(key, "{}", new Precondition.Unchanged(first))).isEqualTo(new WriteAnswer.Conflict());
        long third = done(one.write(key, "{\"ttl\":40}", ANYTHING));
        assertThat(configRevision()).contains(third);
    }

    @Test
    void a_key_is_deleted_only_as_the_precondition_says() {
        var key = ClusterKey.FAILOVER;

        assertThat(one.delete(key, ANYTHING)).isInstanceOf(WriteAnswer.Done.class);
        assertThat(one.delete(key, new Precondition.Unchanged(1))).isEqualTo(new WriteAnswer.Conflict());
        long revision = done(one.write(key, "{\"member\":\"pg-2\"}", ANYTHING));
        assertThat(one.delete(key, ABSENT)).isEqualTo(new WriteAnswer.Conflict());
        assertThat(one.delete(key, new Precondition.Unchanged(revision - 1))).isEqualTo(new WriteAnswer.Conflict());
        assertThat(seen(one).failover()).isPresent();
        assertThat(one.delete(key, new Precondition.Unchanged(revision))).isInstanceOf(WriteAnswer.Done.class);
        assertThat(seen(one).failover()).isEmpty();
    }

    @Test
    void what_is_written_is_read_as_it_was_with_fields_that_nobody_knows() {
        one.write(ClusterKey.CONFIG, "{\"ttl\":30,\"of_a_later_version\":{\"a\":[1,null,\"ü\"]}}", ANYTHING);
        one.announce(PG_1, "{\"state\":\"running\",\"of_a_later_version\":1}", TTL);

        assertThat(seen(other).config().orElseThrow().value().document()).containsKey("of_a_later_version");
        assertThat(seen(other).member(PG_1).orElseThrow().data()).containsEntry("of_a_later_version", 1);
    }

    @Test
    void clusters_with_similar_names_do_not_see_each_other() {
        DcsStore neighbour = open(new ClusterPath(path.namespace(), path.scope() + "0"));
        connections.add(neighbour);
        neighbour.write(ClusterKey.CONFIG, "{}", ANYTHING);

        assertThat(seen(one).config()).isEmpty();
        assertThat(seen(neighbour).config()).isPresent();
    }

    @Test
    void an_unchanged_record_is_not_written_again_and_still_kept_alive() {
        long first = done(one.announce(PG_1, "{\"state\":\"running\"}", TTL));
        long start = clock().nanos();

        await(TTL.multipliedBy(2), () -> {
            assertThat(done(one.announce(PG_1, "{\"state\":\"running\"}", TTL))).isEqualTo(first);
            assertThat(seen(other).member(PG_1)).isPresent();
            return since(start).compareTo(TTL.plusMillis(500)) > 0;
        });

        assertThat(done(one.announce(PG_1, "{\"state\":\"stopped\"}", TTL))).isGreaterThan(first);
    }

    @Test
    void a_record_that_is_not_announced_again_disappears_and_can_come_back() {
        long announcing = clock().nanos();
        one.announce(PG_1, "{}", TTL);

        await(TTL.plus(LATE), () -> seen(other).member(PG_1).isEmpty());

        assertThat(since(announcing)).isGreaterThanOrEqualTo(TTL);
        done(one.announce(PG_1, "{}", TTL));
        assertThat(seen(other).member(PG_1)).isPresent();
    }

    @Test
    void a_record_that_somebody_deleted_is_written_again() {
        one.announce(PG_1, "{}", TTL);
        other.delete(ClusterKey.member(PG_1), ANYTHING);

        done(one.announce(PG_1, "{}", TTL));

        assertThat(seen(other).member(PG_1)).isPresent();
    }

    @Test
    void a_watch_tells_of_what_others_change() {
        List<ClusterKey> changes = new CopyOnWriteArrayList<>();
        one.onChange(changes::add);

        await(Duration.ofSeconds(3), () -> {
            done(other.write(ClusterKey.HISTORY, "[]", ANYTHING));
            return changes.contains(ClusterKey.HISTORY);
        });
        changes.clear();
        other.write(ClusterKey.CONFIG, "{}", ANYTHING);
        other.acquire(PG_2, TTL);
        other.release(PG_2);

        await(
                Duration.ofSeconds(1),
                () -> changes.contains(ClusterKey.CONFIG) && Collections.frequency(changes, ClusterKey.LEADER) >= 2);
    }

    @Test
    void a_closed_store_tells_of_nothing() {
        List<ClusterKey> changes = new CopyOnWriteArrayList<>();
        one.onChange(changes::add);
        one.close();
        changes.clear();

        other.write(ClusterKey.CONFIG, "{}", ANYTHING);

        assertThat(seen(other).config()).isPresent();
        assertThat(changes).isEmpty();
        assertThat(one.read()).isInstanceOf(ReadAnswer.Unreachable.class);
    }

    @Test
    @Spec("HA-056")
    void a_silent_store_is_not_a_refusal_and_costs_no_more_than_the_deadline() {
        one.acquire(PG_1, TTL);
        Duration deadline = Duration.ofMillis(600);
        one.deadline(deadline);
        silence();

        assertThat(within(deadline, () -> one.renew(PG_1, TTL))).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(within(deadline, () -> one.acquire(PG_1, TTL))).isInstanceOf(LeaseAnswer.Unanswered.class);
        assertThat(within(deadline, () -> one.release(PG_1))).isInstanceOf(WriteAnswer.Unreachable.class);
        assertThat(within(deadline, one::read)).isInstanceOf(ReadAnswer.Unreachable.class);
        assertThat(within(deadline, () -> one.write(ClusterKey.CONFIG, "{}", ABSENT)))
                .isInstanceOf(WriteAnswer.Unreachable.class);
        assertThat(within(deadline, () -> one.delete(ClusterKey.CONFIG, ANYTHING)))
                .isInstanceOf(WriteAnswer.Unreachable.class);
        assertThat(within(deadline, () -> one.announce(PG_1, "{}", TTL))).isInstanceOf(WriteAnswer.Unreachable.class);

        speak();
        await(LATE, () -> one.read() instanceof ReadAnswer.Seen);
    }

    /** Lets time pass until the condition holds; fails when it does not in time. */
    protected final void await(Duration atMost, BooleanSupplier condition) {
        long start = clock().nanos();
        while (!condition.getAsBoolean()) {
            assertThat(since(start)).as("time waited").isLessThanOrEqualTo(atMost);
            tick();
        }
    }

    /** The cluster as the store shows it. */
    protected static Cluster seen(DcsStore store) {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> cluster;
            case ReadAnswer.Unreachable(String cause) -> throw new AssertionError(cause);
        };
    }

    private Optional<Long> configRevision() {
        return seen(other).config().map(Versioned::revision);
    }

    private Duration since(long start) {
        return Duration.ofNanos(clock().nanos() - start);
    }

    private static long done(WriteAnswer answer) {
        return switch (answer) {
            case WriteAnswer.Done(long revision) -> revision;
            case WriteAnswer.Conflict() -> throw new AssertionError("a conflict");
            case WriteAnswer.Unreachable(String cause) -> throw new AssertionError(cause);
        };
    }

    private <T> T within(Duration deadline, Callable<T> call) {
        long start = clock().nanos();
        try {
            T answer = call.call();
            assertThat(since(start)).isLessThan(deadline.plusMillis(300));
            return answer;
        } catch (Exception e) {
            throw new AssertionError("a store in trouble answers, it does not throw", e);
        }
    }

    private static <T> List<T> concurrently(Callable<T> contender) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(CONTENDERS, contender)).stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
