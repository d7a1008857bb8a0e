package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.Stuck;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Optional;

/**
 * Since when this standby, which should stream, has neither streamed nor replayed anything: a rejoin that ended well may still have
 * left it where the log it needs is to be had nowhere (LES-074).
 *
 * @param at the position replayed; empty while the standby gets on
 * @param since in nanoseconds of the monotonic clock; 0 while it gets on
 */
public record Standstill(Optional<Lsn> at, long since) {

    /** The standby gets on, or is none. */
    public static final Standstill NONE = new Standstill(Optional.empty(), 0);

    /** A standby that restores from an archive may wait as long for one file. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    static Standstill after(View view) {
        Optional<Lsn> at = notStreaming(view);
        return at.isPresent() && view.memory().standstill().at().equals(at)
                ? view.memory().standstill()
                : at.map(replayed -> new Standstill(at, view.now())).orElse(NONE);
    }

    /** Why the running standby here does not get on; empty when it does, as far as one can tell yet. */
    public static Optional<Stuck> of(View view) {
        if (!(view.postgres() instanceof PostgresState.Running) || view.isPrimary()) {
            return Optional.empty();
        }
        return diverged(view).or(() -> standing(view));
    }

    private static Optional<Stuck> diverged(View view) {
        return view.divergence().flatMap(divergence -> switch (divergence) {
            case Divergence.Diverged diverged ->
                Optional.of(new Stuck("its data diverged: " + diverged.reason(), true));
            case Divergence.Irreconcilable apart ->
                Optional.of(new Stuck("its data diverged: " + apart.reason(), true));
            case Divergence.Follows _, Divergence.NotKnown _ -> Optional.empty();
        });
    }

    private static Optional<Stuck> standing(View view) {
        Standstill past = view.memory().standstill();
        boolean forLong = view.now() - past.since() >= LIMIT.toNanos();
        return notStreaming(view)
                .filter(at -> forLong && past.at().filter(at::equals).isPresent())
                .map(at -> new Stuck(
                        "it does not stream, the leader being %s, and has replayed nothing beyond %s for a minute; its PostgreSQL log says why"
                                .formatted(leader(view), at),
                        false));
    }

    private static String leader(View view) {
        return view.cluster().leader().map(MemberName::value).orElse("nobody");
    }

    /** The position of a standby that should stream from another member and does not. */
    private static Optional<Lsn> notStreaming(View view) {
        boolean should = view.lease() instanceof Lease.Theirs && FollowTarget.of(view) instanceof FollowTarget.Server;
        return should && view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                ? facts.replay()
                        .filter(progress -> !progress.streaming() && !progress.paused())
                        .map(ReplayProgress::replayed)
                : Optional.empty();
    }
}
