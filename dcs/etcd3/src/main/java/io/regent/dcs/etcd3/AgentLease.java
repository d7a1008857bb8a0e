package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The one lease of this agent, which its member key and its leader key share (HA-028).
 *
 * <p>Another ttl is another lease: etcd cannot change one. Each key moves to it when it is next renewed or announced, and
 * the old lease, kept alive no more, ends by itself; until then it keeps what has not moved. Used by one thread at a time.
 */
final class AgentLease {

    /**
     * A lease that lived a moment ago.
     *
     * @param ttl what etcd granted, counted from a moment after the request was sent
     * @param term the raft term of the member that said so
     */
    record Proof(long id, Duration ttl, long term) {}

    private record Held(long id, Duration asked) {}

    private final Etcd3Client client;
    private Optional<Held> held = Optional.empty();

    AgentLease(Etcd3Client client) {
        this.client = client;
    }

    /** Prolongs the lease, or gets a new one when there is none, it was lost, or its ttl is to change. */
    Proof alive(Duration ttl, Budget budget) throws Silence, LeaseLost {
        Optional<Held> usable = held.filter(lease -> lease.asked().equals(ttl));
        if (usable.isPresent()) {
            LeaseKeepAliveResponse kept = keepAlive(usable.get().id(), budget);
            if (kept.getTTL() > 0) {
                return new Proof(
                        kept.getID(),
                        Duration.ofSeconds(kept.getTTL()),
                        kept.getHeader().getRaftTerm());
            }
        }
        return grant(ttl, budget);
    }

    /** Drops a lease that etcd does not know any more. */
    void forget(long lost) {
        held = held.filter(lease -> lease.id() != lost);
    }

    private Proof grant(Duration ttl, Budget budget) throws Silence, LeaseLost {
        var request = LeaseGrantRequest.newBuilder().setTTL(wholeSeconds(ttl)).build();
        LeaseGrantResponse granted = client.linearizable(
                        budget,
                        LeaseGrantResponse::getHeader,
                        stubs -> stubs.leases().leaseGrant(request))
                .message();
        held = Optional.of(new Held(granted.getID(), ttl));
        return new Proof(
                granted.getID(),
                Duration.ofSeconds(granted.getTTL()),
                granted.getHeader().getRaftTerm());
    }

    private LeaseKeepAliveResponse keepAlive(long id, Budget budget) throws Silence, LeaseLost {
        var request = LeaseKeepAliveRequest.newBuilder().setID(id).build();
        return client.call(budget, stubs -> FirstAnswer.of(stubs.leaseStreams()::leaseKeepAlive, request))
                .message();
    }

    /** etcd counts in seconds; a lease that lives longer than asked is safe, a shorter one is not what was asked. */
    private static long wholeSeconds(Duration ttl) {
        return ttl.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
