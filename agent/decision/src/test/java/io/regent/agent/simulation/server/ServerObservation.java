package io.regent.agent.simulation.server;

import io.regent.postgres.CommitLevel;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.Upstream;
import io.regent.postgres.WalSender;
import io.regent.postgres.wal.Lsn;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one look at a server tells an agent. */
public final class ServerObservation {

    /** When virtual time begins. */
    public static final OffsetDateTime EPOCH = OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final int VERSION = 150004;
    private static final int PORT = 5432;
    /** At another site there is no slot for this server. */
    private static final String REMOTE = "remote";

    private ServerObservation() {}

    /**
     * The state of the server.
     *
     * @param lastKnown the role in which it was last seen to answer
     * @param slot the replication slot that this server uses at its upstream
     */
    public static PostgresState of(Server server, Optional<Role> lastKnown, String slot) {
        return switch (server.directory()) {
            case Directory.Empty _ -> new PostgresState.NoData();
            case Directory.HalfDone(PostgresState.HalfDone.Work work) -> new PostgresState.HalfDone(work);
            case Directory.Whole(Data data) ->
                switch (server.phase()) {
                    case DOWN -> new PostgresState.Stopped(data.control());
                    case STARTING -> new PostgresState.Starting(data.control(), server.role());
                    case UP -> running(server, data, lastKnown, slot);
                };
        };
    }

    /** How another server is addressed. */
    public static Upstream address(String name, Optional<String> slot) {
        return new Upstream(name, name, PORT, slot);
    }

    private static List<WalSender> senders(Server server) {
        return server.commits().reached().entrySet().stream()
                .map(entry -> sender(
                        entry.getKey(), server.commits().state(entry.getKey()), Optional.of(new Lsn(entry.getValue()))))
                .toList();
    }

    private static WalSender sender(String name, String state, Optional<Lsn> reached) {
        return new WalSender("rep", name, Optional.empty(), "streaming", state, 1, reached, reached, reached);
    }

    private static ReplayProgress progress(Server server, Data data, Lsn end) {
        return new ReplayProgress(
                end,
                end,
                Optional.empty(),
                false,
                server.isStreaming(),
                server.isStreaming() ? Optional.of(data.wal().timeline()) : Optional.empty(),
                Optional.empty(),
                false);
    }

    private static List<ReplicationSlot> slots(Server server, Lsn end) {
        Stream<ReplicationSlot> physical = server.slots().physical().entrySet().stream()
                .map(entry -> ReplicationSlot.physical(entry.getKey(), Optional.of(entry.getValue())));
        Stream<ReplicationSlot> logical = server.slots().logical().entrySet().stream()
                .map(entry -> ReplicationSlot.logical(entry.getKey(), entry.getValue(), end));
        return Stream.concat(physical, logical).toList();
    }

    private static PostgresState running(Server server, Data data, Optional<Role> lastKnown, String slot) {
        ControlData control = data.control();
        OffsetDateTime start = EPOCH.plusNanos(server.startedAt());
        boolean knowsTheStop = server.isShuttingDown() && server.letsIn();
        boolean hasSession = lastKnown.isPresent();
        if (knowsTheStop) {
            return new PostgresState.Starting(control, server.role());
        }
        if (server.isHung() || (!server.letsIn() && !hasSession)) {
            Role role = lastKnown.orElse(control.isFromPrimary() ? Role.PRIMARY : Role.STANDBY);
            return new PostgresState.Unresponsive(role, start, control);
        }
        boolean standby = server.role() == Role.STANDBY;
        Lsn end = new Lsn(data.wal().end());
        return new PostgresState.Running(new ServerFacts(
                server.role(),
                data.system(),
                VERSION,
                start,
                data.wal().timeline(),
                standby ? Lsn.NONE : end,
                standby ? Optional.of(progress(server, data, end)) : Optional.empty(),
                server.upstream()
                        .map(name -> address(name, name.equals(REMOTE) ? Optional.empty() : Optional.of(slot))),
                new SyncFacts(server.commits().names(), server.commits().isGiven(), CommitLevel.FLUSHED),
                senders(server),
                slots(server, end),
                List.of()));
    }
}
