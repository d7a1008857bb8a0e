package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.engine.Routine;
import io.regent.agent.simulation.world.StoreAccess.Limit;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterWatch;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Deadline;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The line from one agent to the store. A request takes time to arrive and its answer takes time to come back; either can be
 * lost, an error can come instead, and a request whose sender has given up arrives all the same. Requests of one agent arrive in the order in which they
 * were sent. A store member outside the quorum goes on showing what it showed last, and writes nothing.
 */
final class DcsLink implements DcsStore {

    private static final String SILENCE = "no answer in time";
    private static final int ATTEMPTS = 3;
    private static final Duration LEAST = Duration.ofMillis(500);
    private static final Duration HELD_UP = Duration.ofMillis(500);

    private static final class Call<T> {
        private Optional<T> answer = Optional.empty();
        private boolean over;
    }

    private final World world;
    private final Node node;
    private final DcsStore connection;
    private final Chance chance;
    private Deadline cycleEnds = new Deadline(0);
    private long lastArrival;
    private Optional<ReadAnswer> lastRead = Optional.empty();

    DcsLink(World world, Node node, DcsStore connection, Chance chance) {
        this.world = world;
        this.node = node;
        this.connection = connection;
        this.chance = chance;
    }

    /** All calls of a cycle share {@code retry_timeout}, so that the cycle's demotion is not late. */
    void beginCycle(Duration retryTimeout) {
        cycleEnds = Deadline.after(world.now(), retryTimeout);
    }

    @Override
    public void deadline(Duration deadline) {
        cycleEnds = Deadline.after(world.now(), deadline);
    }

    @Override
    public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
        return call(() -> connection.acquire(candidate, ttl))
                .filter(answer -> !(answer instanceof LeaseAnswer.Unanswered))
                .orElseGet(() -> new LeaseAnswer.Unanswered(SILENCE));
    }

    @Override
    public LeaseAnswer renew(MemberName holder, Duration ttl) {
        return call(() -> connection.renew(holder, ttl)).orElseGet(() -> new LeaseAnswer.Unanswered(SILENCE));
    }

    @Override
    public WriteAnswer release(MemberName holder) {
        return write(() -> connection.release(holder));
    }

    @Override
    public ReadAnswer read() {
        if (node.storeAccess().is(Limit.MINORITY) && lastRead.isPresent()) {
            Routine.sleep(latency());
            return lastRead.orElseThrow();
        }
        ReadAnswer answer = call(connection::read).orElseGet(() -> new ReadAnswer.Unreachable(SILENCE));
        lastRead = answer instanceof ReadAnswer.Seen ? Optional.of(answer) : lastRead;
        return answer;
    }

    @Override
    public WriteAnswer write(ClusterKey key, String value, Precondition precondition) {
        return write(() -> connection.write(key, value, precondition));
    }

    @Override
    public WriteAnswer delete(ClusterKey key, Precondition precondition) {
        return write(() -> connection.delete(key, precondition));
    }

    @Override
    public WriteAnswer announce(MemberName member, String value, Duration ttl) {
        return call(() -> connection.announce(member, value, ttl))
                .orElseGet(() -> new WriteAnswer.Unreachable(SILENCE));
    }

    /** @see ClusterWatch */
    @Override
    public void onChange(Consumer<ClusterKey> listener) {
        connection.onChange(listener);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Sent once: whoever repeats a conditional write cannot tell its own first attempt from another's write. */
    private WriteAnswer write(Supplier<WriteAnswer> request) {
        return send(request, end()).orElseGet(() -> new WriteAnswer.Unreachable(SILENCE));
    }

    /** Sent up to three times within the deadline. */
    private <T> Optional<T> call(Supplier<T> request) {
        Deadline end = end();
        Duration share = end.leftAt(world.now()).dividedBy(ATTEMPTS);
        Optional<T> answer = Optional.empty();
        for (int attempt = 1; attempt <= ATTEMPTS && answer.isEmpty(); attempt++) {
            answer = send(request, attempt == ATTEMPTS ? end : Deadline.after(world.now(), share));
        }
        return answer;
    }

    private Deadline end() {
        Duration left = cycleEnds.leftAt(world.now());
        return Deadline.after(world.now(), left.compareTo(LEAST) > 0 ? left : LEAST);
    }

    private <T> Optional<T> send(Supplier<T> request, Deadline end) {
        var call = new Call<T>();
        Routine caller = Routine.current();
        node.requestsStore();
        lastArrival = Math.max(lastArrival, world.now() + latency().toNanos());
        at(lastArrival, () -> arrive(call, caller, request));
        while (!call.over && !end.passedAt(world.now())) {
            caller.waitFor(end.leftAt(world.now()));
        }
        return call.answer;
    }

    private <T> void arrive(Call<T> call, Routine caller, Supplier<T> request) {
        if (world.network().isStoreHung(node.name())) {
            at(world.now() + HELD_UP.toNanos(), () -> arrive(call, caller, request));
            return;
        }
        if (!world.network().reachesStore(node.name()) || node.storeAccess().is(Limit.MINORITY)) {
            return;
        }
        boolean error = node.storeAccess().is(Limit.ERRORS);
        if (error && chance.oneIn(2)) {
            goBack(call, caller, Optional.empty());
            return;
        }
        T answer = request.get();
        world.awaitExpiry();
        goBack(call, caller, error ? Optional.empty() : Optional.of(answer));
    }

    private <T> void goBack(Call<T> call, Routine caller, Optional<T> answer) {
        if (node.storeAccess().is(Limit.LOST_REPLIES) && chance.oneIn(2)) {
            return;
        }
        at(world.now() + latency().toNanos(), () -> {
            if (isHeardFrom()) {
                call.answer = answer;
                call.over = true;
                caller.wake();
            }
        });
    }

    /** Whether a change in the store is told to this node now. */
    boolean tellsOfChanges() {
        return isHeardFrom() && !node.storeAccess().is(Limit.NO_WATCH);
    }

    private boolean isHeardFrom() {
        return world.network().isReachedByStore(node.name())
                && !world.network().isStoreHung(node.name())
                && !node.storeAccess().is(Limit.MINORITY);
    }

    private void at(long when, Runnable action) {
        world.scheduler().at(when, Order.WORLD, Host.ALWAYS_RUNNING, action);
    }

    private Duration latency() {
        return world.network().isStoreSlow(node.name()) ? chance.millis(100, 9_000) : chance.millis(1, 20, 200, 1_500);
    }
}
