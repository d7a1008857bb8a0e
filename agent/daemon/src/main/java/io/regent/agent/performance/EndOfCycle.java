package io.regent.agent.performance;

import io.regent.agent.configuration.DynamicConfigFile;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.LogicalSlots;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Precondition;
import io.regent.dcs.Status;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotChange;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The duties that end a cycle. What touches the disk or the server is left to the background, and asked for again in each
 * cycle in which it is still to be done.
 */
final class EndOfCycle {

    private static final Logger LOG = LoggerFactory.getLogger(EndOfCycle.class);

    private final Node node;
    private final DcsStore store;
    private final Postgres postgres;
    private final BackgroundSlot slot;
    private final Leadership leadership;
    private final DynamicConfigFile dynamicFile;
    private final SoundSlots soundSlots;

    EndOfCycle(Node node, Leadership leadership, DynamicConfigFile dynamicFile, SoundSlots soundSlots) {
        this.node = node;
        this.store = node.store();
        this.postgres = node.postgres();
        this.slot = node.slot();
        this.leadership = leadership;
        this.dynamicFile = dynamicFile;
        this.soundSlots = soundSlots;
    }

    /**
     * Writes what there is to write. What only a leader tells is not told any more once the lease has ended, be it because this
     * machine stood still after the decision: another member may have told it since.
     *
     * @return the last answer of the store; after a silence nothing more was asked of it
     */
    WriteAnswer fulfil(View view, Duties duties, Map<String, Object> record) {
        keepSlots(view, duties);
        duties.failsafe()
                .filter(list -> leadership.isHeld())
                .ifPresent(list -> store.write(ClusterKey.FAILSAFE, Wire.failsafe(list), new Precondition.Anything()));
        duties.historyOf().ifPresent(timeline -> slot.chore("history", () -> publishHistory(view, timeline)));
        if (duties.resumesReplay()) {
            slot.chore("replay", this::resumeReplay);
        }
        keepDynamicFile(view);
        WriteAnswer status = duties.status()
                .filter(wanted -> !wanted.equals(view.cluster().status()) && leadership.isHeld())
                .map(this::publish)
                .orElseGet(() -> new WriteAnswer.Done(view.cluster().revision()));
        WriteAnswer last = status instanceof WriteAnswer.Unreachable
                ? status
                : store.announce(view.me(), Wire.member(record), view.settings().ttl());
        if (last instanceof WriteAnswer.Unreachable(String cause)) {
            LOG.warn("This member's state was not published: {}", cause);
        }
        return last;
    }

    /** The part that needs no store. */
    void keepSlots(View view, Duties duties) {
        duties.slots().filter(wanted -> differs(view, wanted, foreign())).ifPresent(this::keepSlots);
        node.settings().standbyFeedback(LogicalSlots.needFeedback(view));
        soundSlots.settle(view);
    }

    /** The last word of a leader that steps down: its position, the slots as they were (HA-016). */
    void publishEnd(View view, Lsn endOfLog) {
        publish(view.cluster().status().at(endOfLog));
    }

    private WriteAnswer publish(Status status) {
        return store.write(ClusterKey.STATUS, Wire.status(status), new Precondition.Anything());
    }

    private void keepDynamicFile(View view) {
        if (view.work() instanceof BackgroundWork.Succeeded(Task task) && replacesData(task)) {
            dynamicFile.forget();
        }
        boolean hasData = switch (view.postgres()) {
            case PostgresState.Running _, PostgresState.Stopped _, PostgresState.Unresponsive _ -> true;
            case PostgresState.NoData _,
                    PostgresState.UnreadableData _,
                    PostgresState.HalfDone _,
                    PostgresState.Starting _ -> false;
        };
        LiveSettings settings = node.settings();
        if (hasData && view.cluster().config().isPresent() && dynamicFile.isOutdated(settings.dynamic())) {
            slot.chore("dynamic configuration", () -> dynamicFile.save(settings.dynamic()));
        }
    }

    private static boolean replacesData(Task task) {
        return switch (task) {
            case BOOTSTRAP, CUSTOM_BOOTSTRAP, CLONE, REWIND -> true;
            case START_PRIMARY, START_STANDBY, FOLLOW, COPY_SLOTS, PROMOTE, DEMOTE, RECOVER, RESTART -> false;
        };
    }

    /** An unchanged world is left alone (O10). */
    private static boolean differs(View view, SlotPlan wanted, List<SlotPattern> foreign) {
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                && !SlotChange.between(facts.slots(), wanted, foreign).isEmpty();
    }

    private List<SlotPattern> foreign() {
        return node.settings().cluster().foreignSlots();
    }

    private void keepSlots(SlotPlan wanted) {
        slot.chore("slots", () -> {
            if (postgres.slots().keep(wanted, foreign()) instanceof Outcome.Failed(String reason)) {
                LOG.warn("Replication slots could not be adjusted: {}", reason);
            }
        });
    }

    private void resumeReplay() {
        if (postgres.resumeReplay() instanceof Outcome.Failed(String reason)) {
            LOG.warn("Replay could not be resumed: {}", reason);
        }
    }

    /** The lease is looked at once more, because reading the history may have taken its time. */
    private void publishHistory(View view, Timeline timeline) {
        postgres.history()
                .filter(local -> local.current().equals(timeline) && leadership.isHeld())
                .ifPresent(local -> {
                    var history = PublishedHistory.of(
                            local,
                            view.cluster().history(),
                            view.me(),
                            node.clocks().timeOfDay(),
                            view.settings().maximumTimelinesHistory());
                    if (!history.equals(view.cluster().history())) {
                        store.write(ClusterKey.HISTORY, Wire.history(history), new Precondition.Anything());
                    }
                });
    }
}
