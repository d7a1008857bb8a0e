package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.postgres.CommitLevel;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.SlotName;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.Upstream;
import io.regent.postgres.WalSender;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Local servers and other members' answers, as they are seen. */
final class Servers {

    private static final OffsetDateTime START = OffsetDateTime.parse("2026-03-01T00:00:00+00:00");
    private static final int VERSION = 150004;
    static final String REMOTE = "remote.example";

    private Servers() {}

    static PostgresState primary(SystemIdentifier system, int timeline, String lsn, ReplicationSlot... slots) {
        return new PostgresState.Running(new ServerFacts(
                Role.PRIMARY,
                system,
                VERSION,
                START,
                new Timeline(timeline),
                Lsn.parse(lsn),
                Optional.empty(),
                Optional.empty(),
                SyncFacts.NONE,
                List.of(),
                List.of(slots),
                List.of()));
    }

    static PostgresState standby(SystemIdentifier system, int timeline, String lsn) {
        return standby(system, timeline, lsn, false, Optional.empty());
    }

    static PostgresState streaming(SystemIdentifier system, int timeline, String lsn, String from, MemberName me) {
        var upstream = new Upstream(from, from, 5432, Optional.of(SlotName.of(me.value())));
        return standby(system, timeline, lsn, true, Optional.of(upstream));
    }

    static PostgresState streaming(SystemIdentifier system, int timeline, String lsn, Upstream upstream) {
        return standby(system, timeline, lsn, true, Optional.of(upstream));
    }

    static PostgresState streamingFromRemote(SystemIdentifier system, int timeline, String lsn) {
        var upstream = new Upstream(REMOTE, REMOTE, 5432, Optional.of("remote_slot"));
        return standby(system, timeline, lsn, true, Optional.of(upstream));
    }

    private static PostgresState standby(
            SystemIdentifier system, int timeline, String lsn, boolean streaming, Optional<Upstream> upstream) {
        var position = Lsn.parse(lsn);
        var progress = new ReplayProgress(
                position, position, Optional.empty(), false, streaming, Optional.empty(), Optional.empty(), false);
        return new PostgresState.Running(new ServerFacts(
                Role.STANDBY,
                system,
                VERSION,
                START,
                new Timeline(timeline),
                Lsn.NONE,
                Optional.of(progress),
                upstream,
                SyncFacts.NONE,
                List.of(),
                List.of(),
                List.of()));
    }

    /** A standby whose replay stands still. */
    static PostgresState withStoppedReplay(SystemIdentifier system, int version) {
        var position = Lsn.parse("0/3000000");
        var progress = new ReplayProgress(
                position, position, Optional.empty(), true, false, Optional.empty(), Optional.empty(), false);
        return new PostgresState.Running(new ServerFacts(
                Role.STANDBY,
                system,
                version,
                START,
                new Timeline(3),
                Lsn.NONE,
                Optional.of(progress),
                Optional.empty(),
                SyncFacts.NONE,
                List.of(),
                List.of(),
                List.of()));
    }

    /** The same server, whose commits wait for the names, and from which these stream: {@code name/state/position}. */
    static ServerFacts waiting(ServerFacts facts, String names, String... streaming) {
        List<WalSender> senders = Stream.of(streaming)
                .map(text -> text.split("/", 3))
                .map(words -> sender(words[0], words[1], Lsn.parse(words[2])))
                .toList();
        return new ServerFacts(
                facts.role(),
                facts.system(),
                facts.version(),
                facts.postmasterStart(),
                facts.timeline(),
                facts.flushed(),
                facts.replay(),
                facts.upstream(),
                new SyncFacts(SyncNames.parse(names), true, CommitLevel.FLUSHED),
                senders,
                facts.slots(),
                facts.pendingRestart());
    }

    /** The same server in another version. */
    static ServerFacts ofVersion(ServerFacts facts, int version) {
        return new ServerFacts(
                facts.role(),
                facts.system(),
                version,
                facts.postmasterStart(),
                facts.timeline(),
                facts.flushed(),
                facts.replay(),
                facts.upstream(),
                facts.sync(),
                facts.senders(),
                facts.slots(),
                facts.pendingRestart());
    }

    /** The same server with other replication slots. */
    static ServerFacts withSlots(ServerFacts facts, ReplicationSlot... slots) {
        return new ServerFacts(
                facts.role(),
                facts.system(),
                facts.version(),
                facts.postmasterStart(),
                facts.timeline(),
                facts.flushed(),
                facts.replay(),
                facts.upstream(),
                facts.sync(),
                facts.senders(),
                List.of(slots),
                facts.pendingRestart());
    }

    private static WalSender sender(String name, String state, Lsn reached) {
        Optional<Lsn> position = Optional.of(reached);
        return new WalSender("rep", name, Optional.empty(), "streaming", state, 1, position, position, position);
    }

    /** The same server, started so many hours later. */
    static PostgresState startedLater(PostgresState state, int hours) {
        ServerFacts facts = ((PostgresState.Running) state).facts();
        return new PostgresState.Running(new ServerFacts(
                facts.role(),
                facts.system(),
                facts.version(),
                facts.postmasterStart().plusHours(hours),
                facts.timeline(),
                facts.flushed(),
                facts.replay(),
                facts.upstream(),
                facts.sync(),
                facts.senders(),
                facts.slots(),
                facts.pendingRestart()));
    }

    static PostgresState unresponsive(SystemIdentifier system, Role lastKnown) {
        var state = lastKnown == Role.PRIMARY ? ControlData.State.IN_PRODUCTION : ControlData.State.IN_ARCHIVE_RECOVERY;
        return new PostgresState.Unresponsive(lastKnown, START, control(system, state));
    }

    static ControlData control(SystemIdentifier system, ControlData.State state) {
        var timeline = new Timeline(3);
        return new ControlData(
                state,
                system,
                timeline,
                Lsn.parse("0/3000028"),
                new WalPosition(timeline, Lsn.NONE),
                Map.of("max_connections", 100));
    }

    /** The last record of a server that was stopped cleanly on timeline 3: it ends at {@code 0/3000000}. */
    static ShutdownCheckpoint shutdown() {
        return new ShutdownCheckpoint(new Timeline(3), Lsn.parse("0/2FFFF88"), Lsn.parse("0/3000000"));
    }

    /** A standby that answers. */
    static PeerAnswer peer(int timeline, String lsn, Tags tags) {
        return new PeerAnswer.Reached(false, Lsn.parse(lsn), Optional.of(new Timeline(timeline)), tags, false);
    }

    /** A member that accepts writes. */
    static PeerAnswer primaryPeer(int timeline, String lsn) {
        return new PeerAnswer.Reached(true, Lsn.parse(lsn), Optional.of(new Timeline(timeline)), Tags.NONE, false);
    }
}
