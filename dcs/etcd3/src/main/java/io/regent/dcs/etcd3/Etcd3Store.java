package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.DcsStore;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.Versioned;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.ClusterReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One cluster in etcd.
 *
 * <p>Readings are linearizable, by agents too: one costs etcd a round of heartbeats and no write, and in return a member
 * of etcd that is cut off from its majority cannot show us a cluster that is no more (LES-001, LES-006).
 */
final class Etcd3Store implements DcsStore {

    private static final Duration FIRST_DEADLINE = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;

    private final Etcd3Client client;
    private final ClusterPath path;
    private final Prefix prefix;
    private final AgentLease lease;
    private final LeaderKey leader;
    private final List<Etcd3Watch> watches = new CopyOnWriteArrayList<>();
    private final ReentrantLock leaseTurn = new ReentrantLock();
    private volatile Duration deadline = FIRST_DEADLINE;

    Etcd3Store(Etcd3Client client, ClusterPath path) {
        this.client = client;
        this.path = path;
        this.prefix = new Prefix(path);
        this.lease = new AgentLease(client);
        this.leader = new LeaderKey(client, lease, path.of(ClusterKey.LEADER));
    }

    @Override
    public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
        return leased(budget -> leader.acquire(candidate, ttl, budget));
    }

    @Override
    public LeaseAnswer renew(MemberName holder, Duration ttl) {
        return leased(budget -> leader.renew(holder, ttl, budget));
    }

    @Override
    public WriteAnswer release(MemberName holder) {
        return written(budget -> inTurn(budget, () -> leader.release(holder, budget)));
    }

    @Override
    public ReadAnswer read() {
        try {
            RangeResponse range = client.linearizable(
                            Budget.of(deadline),
                            RangeResponse::getHeader,
                            stubs -> stubs.keys().range(prefix.range()))
                    .message();
            return new ReadAnswer.Seen(ClusterReader.read(
                    entries(range.getKvsList()), range.getHeader().getRevision()));
        } catch (Silence | LeaseLost e) {
            return new ReadAnswer.Unreachable(cause(e));
        }
    }

    @Override
    public WriteAnswer write(ClusterKey key, String value, Precondition precondition) {
        return written(budget ->
                written(transact(Txn.on(path.of(key)).when(precondition).thenPut(value), budget)));
    }

    @Override
    public WriteAnswer delete(ClusterKey key, Precondition precondition) {
        return written(budget ->
                written(transact(Txn.on(path.of(key)).when(precondition).thenDelete(), budget)));
    }

    @Override
    public WriteAnswer announce(MemberName member, String value, Duration ttl) {
        return written(budget -> inTurn(budget, () -> announce(member, value, ttl, budget)));
    }

    /** Finds the record as it should be, under our lease, or writes it so. */
    private WriteAnswer announce(MemberName member, String value, Duration ttl, Budget budget)
            throws Silence, LeaseLost {
        String key = path.of(ClusterKey.member(member));
        for (int round = 0; round < ROUNDS; round++) {
            AgentLease.Proof proof = lease.alive(ttl, budget);
            TxnResponse look =
                    transact(Txn.on(key).ifValueIs(value).thenRead(), budget).message();
            Optional<KeyValue> found = Txn.read(look);
            if (look.getSucceeded() && Txn.isUnder(proof.id(), found)) {
                return new WriteAnswer.Done(found.orElseThrow().getModRevision());
            }
            try {
                return written(transact(Txn.on(key).thenPut(value, proof.id()), budget));
            } catch (LeaseLost e) {
                lease.forget(proof.id());
            }
        }
        throw new Silence("the lease is lost as often as it is granted");
    }

    @Override
    public void onChange(Consumer<ClusterKey> listener) {
        var watch = new Etcd3Watch(client, prefix, listener);
        watches.add(watch);
        watch.start();
    }

    @Override
    public void deadline(Duration deadline) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a deadline must be longer than zero, not " + deadline);
        }
        this.deadline = deadline;
    }

    @Override
    public void close() {
        watches.forEach(Etcd3Watch::close);
        client.close();
    }

    /**
     * What became of a transaction. A precondition that fails on a repeated request may have been spoiled by the first
     * one, so that nobody can tell whether we wrote.
     */
    static WriteAnswer written(Reply<TxnResponse> reply) {
        TxnResponse response = reply.message();
        if (response.getSucceeded()) {
            return new WriteAnswer.Done(response.getHeader().getRevision());
        }
        return reply.afterDoubt()
                ? new WriteAnswer.Unreachable("the request had to be repeated, and its first answer is not known")
                : new WriteAnswer.Conflict();
    }

    private interface Call<T> {

        T within(Budget budget) throws Silence, LeaseLost;
    }

    private interface Turn<T> {

        T take() throws Silence, LeaseLost;
    }

    /** The lease and what hangs on it are one thread's at a time; waiting for the turn costs budget too. */
    private <T> T inTurn(Budget budget, Turn<T> turn) throws Silence, LeaseLost {
        try {
            if (!leaseTurn.tryLock(budget.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Silence("another request has held the lease for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Silence("interrupted");
        }
        try {
            return turn.take();
        } finally {
            leaseTurn.unlock();
        }
    }

    private LeaseAnswer leased(Call<LeaseAnswer> call) {
        try {
            Budget budget = Budget.of(deadline);
            return inTurn(budget, () -> call.within(budget));
        } catch (Silence | LeaseLost e) {
            return new LeaseAnswer.Unanswered(cause(e));
        }
    }

    private WriteAnswer written(Call<WriteAnswer> call) {
        try {
            return call.within(Budget.of(deadline));
        } catch (Silence | LeaseLost e) {
            return new WriteAnswer.Unreachable(cause(e));
        }
    }

    private Reply<TxnResponse> transact(TxnRequest request, Budget budget) throws Silence, LeaseLost {
        return client.linearizable(
                budget, TxnResponse::getHeader, stubs -> stubs.keys().txn(request));
    }

    private Map<ClusterKey, Versioned<String>> entries(List<KeyValue> found) {
        var entries = new HashMap<ClusterKey, Versioned<String>>();
        found.forEach(kv ->
                entries.put(prefix.keyOf(kv), new Versioned<>(kv.getValue().toStringUtf8(), kv.getModRevision())));
        return entries;
    }

    private static String cause(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
