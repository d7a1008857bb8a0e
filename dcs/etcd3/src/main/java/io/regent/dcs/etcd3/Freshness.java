package io.regent.dcs.etcd3;

import io.etcd.jetcd.api.ResponseHeader;
import java.time.Duration;

/**
 * The youngest state of etcd that was seen, so that no older one is believed (LES-006).
 *
 * <p>All answers that are judged here are linearizable, so an older one means that etcd itself was set back, as by a
 * restored backup. It is refused all the same: nobody may act on it by accident. When nothing younger was heard of for a
 * minute, which is longer than a primary can live without its lease, the set-back state is the state.
 */
final class Freshness {

    private static final Duration MEMORY = Duration.ofMinutes(1);

    /** A state of etcd: its cluster, the term of its leader and its revision, and when we saw it. */
    record Mark(long cluster, long term, long revision, long seenNanos) {}

    private Mark mark = new Mark(0, 0, 0, 0);

    /** What an answer to a request sent now must not be older than. */
    synchronized Mark mark() {
        return mark;
    }

    /** Remembers an answer; false when it is older than the mark taken before its request. */
    synchronized boolean accept(Mark before, ResponseHeader header, long nowNanos) {
        boolean isOlder = header.getClusterId() == before.cluster()
                && (header.getRaftTerm() < before.term() || header.getRevision() < before.revision());
        if (isOlder && nowNanos - before.seenNanos() < MEMORY.toNanos()) {
            return false;
        }
        boolean isNewest = isOlder
                || header.getClusterId() != mark.cluster()
                || header.getRaftTerm() > mark.term()
                || header.getRevision() >= mark.revision();
        if (isNewest) {
            mark = new Mark(header.getClusterId(), header.getRaftTerm(), header.getRevision(), nowNanos);
        }
        return true;
    }
}
