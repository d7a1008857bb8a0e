package io.regent.agent.performance;

import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.postgres.ControlData;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Timeline;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint after a promotion: until it is done, the control data still carry the old timeline, and nobody may rewind
 * from here (HA-011).
 *
 * <p>What is owed follows from the server's timeline alone, so it outlives whatever interrupts the checkpoint or restarts the
 * agent, and an earlier result never counts for a later promotion (LES-064).
 */
final class PromotionCheckpoint {

    private static final Logger LOG = LoggerFactory.getLogger(PromotionCheckpoint.class);

    private final Postgres postgres;
    private final BackgroundSlot slot;
    private final Runnable wakeLoop;
    private volatile Timeline settled = Timeline.FIRST;
    private boolean owed;

    /**
     * @param wakeLoop called when a checkpoint is done, so that the others know at once
     */
    PromotionCheckpoint(Postgres postgres, BackgroundSlot slot, Runnable wakeLoop) {
        this.postgres = postgres;
        this.slot = slot;
        this.wakeLoop = wakeLoop;
    }

    /** Looks at what a cycle saw, and has the checkpoint done when it is due. Called on the loop's thread. */
    void settle(View view) {
        boolean promoting = view.work() instanceof BackgroundWork.Running running && running.task() == Task.PROMOTE;
        switch (view.postgres()) {
            case PostgresState.Running(ServerFacts facts) -> {
                boolean primary = facts.role() == Role.PRIMARY;
                owed = primary ? !facts.timeline().equals(settled) : promoting;
                if (owed && primary) {
                    slot.chore("checkpoint", () -> make(facts.timeline()));
                }
            }
            case PostgresState.Unresponsive _ -> {}
            case PostgresState.NoData _,
                    PostgresState.UnreadableData _,
                    PostgresState.HalfDone _,
                    PostgresState.Stopped _,
                    PostgresState.Starting _ -> owed = false;
        }
    }

    /** Whether the checkpoint is still to come, as of the last cycle. */
    boolean isOwed() {
        return owed;
    }

    private void make(Timeline timeline) {
        if (timeline.equals(settled)) {
            return;
        }
        Optional<Timeline> recorded = postgres.control().map(ControlData::timeline);
        Outcome outcome = recorded.filter(timeline::equals).isPresent() ? new Outcome.Done() : postgres.checkpoint();
        if (outcome instanceof Outcome.Done) {
            settled = timeline;
            wakeLoop.run();
        } else {
            LOG.warn("The checkpoint after the promotion was not done, it is tried again: {}", outcome);
        }
    }
}
