package io.regent.dcs.memory;

import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterPath;
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
import java.util.function.Function;

/** One connection to the store in memory. */
final class MemoryStore implements DcsStore {

    private static final String SILENCE = "the store in memory does not answer";

    private final MemoryDcs server;
    private final long connection;
    private final ClusterPath path;
    private final String leader;
    private volatile Optional<Deadline> heldUntil = Optional.empty();
    private volatile boolean closed;

    MemoryStore(MemoryDcs server, long connection, ClusterPath path) {
        this.server = server;
        this.connection = connection;
        this.path = path;
        this.leader = path.of(ClusterKey.LEADER);
    }

    @Override
    public LeaseAnswer acquire(MemberName candidate, Duration ttl) {
        return ask(records -> {
                    Optional<Entry> holder = records.get(leader);
                    if (holder.isEmpty()) {
                        return take(records, candidate, ttl);
                    }
                    return holder.get().owner() == connection && isHeldBy(candidate, holder.get())
                            ? keep(records, ttl)
                            : refuse();
                })
                .orElseGet(() -> new LeaseAnswer.Unanswered(SILENCE));
    }

    @Override
    public LeaseAnswer renew(MemberName holder, Duration ttl) {
        return ask(records -> {
                    Optional<Entry> entry = records.get(leader);
                    if (entry.isEmpty()) {
                        return isStillOurTime(records) ? take(records, holder, ttl) : refuse();
                    }
                    return isHeldBy(holder, entry.get()) ? keep(records, ttl) : refuse();
                })
                .orElseGet(() -> new LeaseAnswer.Unanswered(SILENCE));
    }

    @Override
    public WriteAnswer release(MemberName holder) {
        return change(records -> {
            if (records.get(leader).filter(entry -> isHeldBy(holder, entry)).isEmpty()) {
                return new WriteAnswer.Conflict();
            }
            heldUntil = Optional.empty();
            return new WriteAnswer.Done(records.delete(leader));
        });
    }

    @Override
    public ReadAnswer read() {
        return ask(_ -> server.cluster(path))
                .<ReadAnswer>map(ReadAnswer.Seen::new)
                .orElseGet(() -> new ReadAnswer.Unreachable(SILENCE));
    }

    @Override
    public WriteAnswer write(ClusterKey key, String value, Precondition precondition) {
        return change(records -> holds(precondition, records.get(path.of(key)))
                ? new WriteAnswer.Done(records.put(path.of(key), value))
                : new WriteAnswer.Conflict());
    }

    @Override
    public WriteAnswer delete(ClusterKey key, Precondition precondition) {
        return change(records -> holds(precondition, records.get(path.of(key)))
                ? new WriteAnswer.Done(records.delete(path.of(key)))
                : new WriteAnswer.Conflict());
    }

    @Override
    public WriteAnswer announce(MemberName member, String value, Duration ttl) {
        String key = path.of(ClusterKey.member(member));
        return change(records -> {
            Optional<Entry> unchanged =
                    records.get(key).filter(entry -> entry.value().equals(value));
            if (unchanged.isEmpty()) {
                return new WriteAnswer.Done(records.putLeased(key, value, connection, ttl));
            }
            records.prolong(key, connection, ttl);
            return new WriteAnswer.Done(unchanged.get().revision());
        });
    }

    @Override
    public void onChange(Consumer<ClusterKey> listener) {
        server.watch(connection, full -> {
            if (full.startsWith(path.prefix())) {
                listener.accept(MemoryDcs.keyOf(path, full));
            }
        });
    }

    /** Checked and otherwise without effect: every answer comes at once. */
    @Override
    public void deadline(Duration deadline) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a deadline must be longer than zero, not " + deadline);
        }
    }

    @Override
    public void close() {
        closed = true;
        server.forget(connection);
    }

    private LeaseAnswer take(Records records, MemberName holder, Duration ttl) {
        records.putLeased(leader, holder.value(), connection, ttl);
        return granted(records, ttl);
    }

    private LeaseAnswer keep(Records records, Duration ttl) {
        records.prolong(leader, connection, ttl);
        return granted(records, ttl);
    }

    private LeaseAnswer granted(Records records, Duration ttl) {
        heldUntil = Optional.of(Deadline.after(records.now(), ttl));
        return new LeaseAnswer.Granted(ttl);
    }

    private LeaseAnswer refuse() {
        heldUntil = Optional.empty();
        return new LeaseAnswer.Refused();
    }

    /** A key that is gone before its time was deleted by an outsider, and nobody may have taken the lease since (HA-028). */
    private boolean isStillOurTime(Records records) {
        return heldUntil.filter(end -> !end.passedAt(records.now())).isPresent();
    }

    private static boolean isHeldBy(MemberName member, Entry entry) {
        return entry.value().equals(member.value());
    }

    private static boolean holds(Precondition precondition, Optional<Entry> entry) {
        return switch (precondition) {
            case Precondition.Anything() -> true;
            case Precondition.Absent() -> entry.isEmpty();
            case Precondition.Unchanged(long revision) ->
                entry.filter(found -> found.revision() == revision).isPresent();
        };
    }

    private WriteAnswer change(Function<Records, WriteAnswer> request) {
        return ask(request).orElseGet(() -> new WriteAnswer.Unreachable(SILENCE));
    }

    private <T> Optional<T> ask(Function<Records, T> request) {
        return closed ? Optional.empty() : server.serve(request);
    }
}
