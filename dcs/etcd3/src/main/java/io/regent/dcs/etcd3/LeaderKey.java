package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.regent.dcs.Deadline;
import io.regent.dcs.LeaseAnswer;
import io.regent.dcs.MemberName;
import io.regent.dcs.Precondition;
import io.regent.dcs.WriteAnswer;
import java.time.Duration;
import java.util.Optional;

/**
 * The leader key and its holder (HA-028, HA-029).
 *
 * <p>A grant rests on two proofs, taken in this order: the lease was prolonged, and afterwards a transaction that a
 * majority of etcd agreed to found the key to hold our name under that lease. Both must come from the same raft term,
 * because a deposed leader of etcd may prolong a lease of which its successor knows nothing. Used by one thread at a time.
 */
final class LeaderKey {

    /** How often the key and the lease may change under our hands before we say that we do not know. */
    private static final int ROUNDS = 4;

    private final Etcd3Client client;
    private final AgentLease lease;
    private final String key;
    private Optional<Deadline> heldUntil = Optional.empty();

    LeaderKey(Etcd3Client client, AgentLease lease, String key) {
        this.client = client;
        this.lease = lease;
        this.key = key;
    }

    /** Takes the key if nobody has it. */
    LeaseAnswer acquire(MemberName candidate, Duration ttl, Budget budget) throws Silence, LeaseLost {
        return confirmed(candidate, ttl, budget, found -> found.isEmpty());
    }

    /**
     * Finds the key still ours and prolongs it. A key that somebody deleted before its time is put back; after its time
     * another may have had it since, and it must be acquired anew (LES-019).
     */
    LeaseAnswer renew(MemberName holder, Duration ttl, Budget budget) throws Silence, LeaseLost {
        return confirmed(
                holder,
                ttl,
                budget,
                found -> found.map(kv -> isNamed(kv, holder)).orElseGet(this::isStillOurTime));
    }

    /** Deletes the key if it is ours. */
    WriteAnswer release(MemberName holder, Budget budget) throws Silence, LeaseLost {
        heldUntil = Optional.empty();
        Reply<TxnResponse> reply = send(Txn.on(key).ifValueIs(holder.value()).thenDelete(), budget);
        return Etcd3Store.written(reply);
    }

    /** Whether a key that is not attached to our lease, or is not there at all, may be written by us. */
    private interface Claim {

        boolean covers(Optional<KeyValue> found);
    }

    private LeaseAnswer confirmed(MemberName member, Duration ttl, Budget budget, Claim claim)
            throws Silence, LeaseLost {
        for (int round = 0; round < ROUNDS; round++) {
            long sent = System.nanoTime();
            AgentLease.Proof proof = lease.alive(ttl, budget);
            TxnResponse look = send(Txn.on(key).ifValueIs(member.value()).thenRead(), budget)
                    .message();
            Optional<KeyValue> found = Txn.read(look);
            if (look.getSucceeded() && Txn.isUnder(proof.id(), found)) {
                if (look.getHeader().getRaftTerm() == proof.term()) {
                    heldUntil = Optional.of(Deadline.after(sent, proof.ttl()));
                    return new LeaseAnswer.Granted(proof.ttl());
                }
            } else if (claim.covers(found)) {
                put(member, found, proof, budget);
            } else {
                heldUntil = Optional.empty();
                return new LeaseAnswer.Refused();
            }
        }
        throw new Silence("the leader key changes faster than it can be confirmed");
    }

    /** Writes the key as it was found or not at all; the next round tells which. */
    private void put(MemberName member, Optional<KeyValue> found, AgentLease.Proof proof, Budget budget)
            throws Silence {
        Txn unchanged = found.map(kv -> Txn.on(key).when(new Precondition.Unchanged(kv.getModRevision())))
                .orElseGet(() -> Txn.on(key).ifAbsent());
        try {
            send(unchanged.thenPut(member.value(), proof.id()), budget);
        } catch (LeaseLost e) {
            lease.forget(proof.id());
        }
    }

    private Reply<TxnResponse> send(TxnRequest request, Budget budget) throws Silence, LeaseLost {
        return client.linearizable(
                budget, TxnResponse::getHeader, stubs -> stubs.keys().txn(request));
    }

    private boolean isStillOurTime() {
        return heldUntil.filter(end -> !end.passedAt(System.nanoTime())).isPresent();
    }

    private static boolean isNamed(KeyValue found, MemberName member) {
        return found.getValue().toStringUtf8().equals(member.value());
    }
}
