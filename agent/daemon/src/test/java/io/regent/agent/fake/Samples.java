package io.regent.agent.fake;

import io.regent.agent.configuration.LiveSettings;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.wire.Json;
import io.regent.postgres.ControlData;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.Upstream;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import io.regent.settings.AgentSettings;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers and settings for tests, each as plain as can be. */
public final class Samples {

    public static final SystemIdentifier SYSTEM = new SystemIdentifier("7123456789012345678");
    public static final OffsetDateTime STARTED = OffsetDateTime.parse("2026-01-01T00:00:00Z");
    /** Where servers have come to. */
    public static final Lsn END = Lsn.parse("0/5000000");

    private Samples() {}

    /** A file that lacks nothing, its first dynamic document included. */
    public static String yaml(Path dataDir) {
        return """
            scope: demo
            name: node-1
            etcd3: {host: '127.0.0.1:2379'}
            restapi: {listen: '127.0.0.1:8008', connect_address: '10.0.0.11:8008'}
            bootstrap:
              dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10, postgresql: {use_pg_rewind: true}}
              initdb: [data-checksums]
            postgresql:
              listen: '*:5432'
              connect_address: 10.0.0.11:5432
              data_dir: '%s'
              authentication: {superuser: {username: postgres}, replication: {username: replicator}}
            """.formatted(dataDir);
    }

    /** The environment in which the text is the whole configuration. */
    public static Map<String, String> environment(String yaml) {
        return Map.of("PATRONI_CONFIGURATION", yaml);
    }

    /** Settings read from the text. */
    public static LiveSettings settings(String yaml) {
        Map<String, String> environment = environment(yaml);
        AgentSettings file = AgentSettings.load(Optional.empty(), environment).value();
        return LiveSettings.atStart(Optional.empty(), environment, file, Optional.empty());
    }

    public static DynamicConfig config(String json) {
        return new DynamicConfig(Json.parseObject(json).orElseThrow());
    }

    public static PostgresState primary(int timeline) {
        return new PostgresState.Running(primaryFacts(timeline, List.of()));
    }

    public static ServerFacts primaryFacts(int timeline, List<ReplicationSlot> slots) {
        return new ServerFacts(
                Role.PRIMARY,
                SYSTEM,
                150004,
                STARTED,
                new Timeline(timeline),
                END,
                Optional.empty(),
                Optional.empty(),
                SyncFacts.NONE,
                List.of(),
                slots,
                List.of());
    }

    /** A primary with other data, and a slot of that name. */
    public static PostgresState primaryOf(SystemIdentifier system, String slot) {
        return new PostgresState.Running(new ServerFacts(
                Role.PRIMARY,
                system,
                150004,
                STARTED,
                Timeline.FIRST,
                END,
                Optional.empty(),
                Optional.empty(),
                SyncFacts.NONE,
                List.of(),
                List.of(ReplicationSlot.physical(slot, Optional.of(END), ReplicationSlot.Trait.ACTIVE)),
                List.of()));
    }

    /** The same server in another version. */
    public static PostgresState ofVersion(ServerFacts facts, int version) {
        return new PostgresState.Running(new ServerFacts(
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
                facts.pendingRestart()));
    }

    /** The same server with other replication slots. */
    public static PostgresState withSlots(ServerFacts facts, List<ReplicationSlot> slots) {
        return new PostgresState.Running(new ServerFacts(
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
                slots,
                facts.pendingRestart()));
    }

    public static PostgresState standby(int timeline) {
        return standby(timeline, false);
    }

    /** A standby that receives and does not replay. */
    public static PostgresState standbyWithStoppedReplay() {
        return standby(1, true);
    }

    private static PostgresState standby(int timeline, boolean stopped) {
        return new PostgresState.Running(new ServerFacts(
                Role.STANDBY,
                SYSTEM,
                150004,
                STARTED,
                new Timeline(timeline),
                Lsn.NONE,
                Optional.of(new ReplayProgress(
                        END,
                        Lsn.parse("0/4000000"),
                        Optional.empty(),
                        stopped,
                        true,
                        Optional.of(new Timeline(timeline)),
                        Optional.of(END),
                        false)),
                Optional.of(new Upstream("node-2", "10.0.0.12", 5432, Optional.of("node_1"))),
                SyncFacts.NONE,
                List.of(),
                List.of(),
                List.of(new PendingRestart("max_connections", "100", "200"))));
    }

    public static ControlData control(ControlData.State state, int timeline) {
        return new ControlData(
                state, SYSTEM, new Timeline(timeline), END, new WalPosition(new Timeline(timeline), END), Map.of());
    }

    public static PostgresState stopped(ControlData.State state) {
        return new PostgresState.Stopped(control(state, 1));
    }
}
