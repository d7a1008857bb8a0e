package io.regent.agent.simulation.world;

import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.dcs.Precondition;
import io.regent.dcs.Status;
import io.regent.dcs.Tags;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.PostgresState;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a member tells the others through the store at the end of its cycle, and the slots that it keeps for them. */
final class Publication {

    private final DcsStore store;
    private final Node node;
    private final BooleanSupplier leaseIsHeld;

    /**
     * For one agent.
     *
     * @param leaseIsHeld whether the lease lasts at this very moment, as far as the agent knows
     */
    Publication(DcsStore store, Node node, BooleanSupplier leaseIsHeld) {
        this.store = store;
        this.node = node;
        this.leaseIsHeld = leaseIsHeld;
    }

    /**
     * Publishes; tells also of work that began in this cycle.
     *
     * @param asksForRelease whether this member wants to be no synchronous standby
     */
    void publish(View view, Duties duties, Optional<Task> running, boolean asksForRelease) {
        duties.slots().ifPresent(node.server().slots()::keep);
        if (!(view.dcs() instanceof DcsView.Seen)) {
            return;
        }
        duties.status()
                .filter(status -> !status.equals(view.cluster().status()) && leaseIsHeld.getAsBoolean())
                .ifPresent(this::write);
        duties.failsafe()
                .filter(list -> leaseIsHeld.getAsBoolean())
                .ifPresent(list -> store.write(ClusterKey.FAILSAFE, Wire.failsafe(list), new Precondition.Anything()));
        duties.historyOf()
                .ifPresent(timeline -> writeHistory(timeline, view.cluster().history()));
        var record = record(view, running);
        if (asksForRelease) {
            record.put("tags", Map.of("nosync", true, "sync_priority", 0));
        }
        store.announce(node.name(), Wire.member(record), view.settings().ttl());
    }

    /** The end of the log of a server that was shut down as a primary. */
    void endOfLog(View view, Lsn end) {
        write(view.cluster().status().at(end));
    }

    private void write(Status status) {
        store.write(ClusterKey.STATUS, Wire.status(status), new Precondition.Anything());
    }

    /** Written only when it differs: a skipped timeline number makes the duty come again and again. */
    private void writeHistory(Timeline timeline, History known) {
        node.server()
                .data()
                .map(data -> data.wal().history())
                .filter(history -> history.current().equals(timeline) && leaseIsHeld.getAsBoolean())
                .map(history -> new History(history.forks().stream()
                        .map(fork -> new HistoryEntry(
                                fork.timeline(),
                                fork.at(),
                                fork.reason(),
                                Optional.empty(),
                                Optional.of(node.name().value())))
                        .toList()))
                .filter(history -> !history.equals(known))
                .ifPresent(
                        history -> store.write(ClusterKey.HISTORY, Wire.history(history), new Precondition.Anything()));
    }

    private Map<String, Object> record(View view, Optional<Task> running) {
        var data = new LinkedHashMap<String, Object>();
        data.put("conn_url", "postgres://%s:5432/postgres".formatted(node.name()));
        data.put("api_url", "http://%s:8008/patroni".formatted(node.name()));
        boolean stopping = running.filter(Task.DEMOTE::equals).isPresent();
        data.put(
                "state",
                stopping ? MemberState.STOPPING.words() : state(view.postgres()).words());
        data.put("role", view.isPrimary() ? MemberRole.PRIMARY.word() : MemberRole.REPLICA.word());
        data.put("version", "4.1.0");
        if (!view.settings().tags().equals(Tags.NONE)) {
            data.put("tags", view.settings().tags().values());
        }
        if (view.postgres() instanceof PostgresState.Running(var facts)) {
            data.put("xlog_location", facts.position().lsn().position());
            data.put("timeline", facts.timeline().number());
            facts.replicationState().ifPresent(state -> data.put("replication_state", state));
        }
        return data;
    }

    private static MemberState state(PostgresState postgres) {
        return switch (postgres) {
            case PostgresState.Running _, PostgresState.Unresponsive _ -> MemberState.RUNNING;
            case PostgresState.Starting _ -> MemberState.STARTING;
            case PostgresState.Stopped _ -> MemberState.STOPPED;
            case PostgresState.NoData _, PostgresState.HalfDone _ -> MemberState.CREATING_REPLICA;
            case PostgresState.UnreadableData _ -> MemberState.CRASHED;
        };
    }
}
