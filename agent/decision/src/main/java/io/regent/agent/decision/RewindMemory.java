package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Failed;
import io.regent.agent.decision.BackgroundWork.NotReady;
import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Timeline;
import java.util.Optional;

/**
 * What became of the last rewinds.
 *
 * @param postponed how often in a row a rewind could not be done, because its source was not ready (LES-073)
 * @param failed why the last one failed; kept until the histories agree, the leader or its timeline changes, the data is replaced, or a
 *     pause ends (D-006), so that a rewind that cannot succeed does not stop the server again and again
 */
public record RewindMemory(int postponed, Optional<String> failed) {

    /** Nothing is remembered. */
    public static final RewindMemory NONE = new RewindMemory(0, Optional.empty());

    /** A source that was not ready so often in a row never will be, as far as one can tell. */
    static final int PATIENCE = 10;

    /** A rewind that failed. */
    public static RewindMemory failed(String reason) {
        return new RewindMemory(0, Optional.of(reason));
    }

    static RewindMemory after(View view, Decision decision) {
        if (view.work() instanceof Failed(Task task, String reason) && task == Task.REWIND) {
            return failed(reason);
        }
        if (Rejoin.changedNothing(view)) {
            return failed("pg_rewind ended well, and the histories still differ");
        }
        RewindMemory before = isSettled(view, decision) ? NONE : view.memory().rewind();
        return view.work() instanceof NotReady(Task task, String reason) && task == Task.REWIND
                ? before.postponedOnceMore(reason)
                : before;
    }

    private RewindMemory postponedOnceMore(String reason) {
        int times = postponed + 1;
        return times < PATIENCE
                ? new RewindMemory(times, failed)
                : failed("the source was not ready %d times in a row: %s".formatted(times, reason));
    }

    private static boolean isSettled(View view, Decision decision) {
        boolean resumed = view.memory().paused() && !view.paused();
        return Memory.streamsFromLeader(view)
                || view.divergence().orElse(null) instanceof Divergence.Follows
                || decision.action() instanceof Action.Clone
                || resumed
                || Memory.leaderChanged(view)
                || leaderMovedOn(view);
    }

    private static boolean leaderMovedOn(View view) {
        Optional<Timeline> before =
                view.memory().lastLed().flatMap(Cluster::leaderMember).flatMap(Member::timeline);
        Optional<Timeline> now = view.cluster().leaderMember().flatMap(Member::timeline);
        return before.isPresent() && now.isPresent() && !now.equals(before);
    }
}
