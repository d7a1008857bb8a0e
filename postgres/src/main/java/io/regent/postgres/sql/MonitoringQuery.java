package io.regent.postgres.sql;

import io.regent.postgres.CommitLevel;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.Upstream;
import io.regent.postgres.WalSender;
import io.regent.postgres.files.Conninfo;
import io.regent.postgres.parameters.GucSetting;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The one query of a cycle. The same text serves every version from 10 on. */
final class MonitoringQuery {

    /**
     * The timeline of the segment file in which a standby's log ends. Without a receiver nothing else tells it: the control file
     * learns of a new timeline only with the next restart point, and a candidate must not look older than it is.
     */
    private static final String HELD = """
            SELECT max(('x' || left(file.name, 8))::bit(32)::int) AS timeline
              FROM (SELECT pg_size_bytes(current_setting('wal_segment_size'))::numeric AS bytes) segment,
                   LATERAL (SELECT div(greatest(pg_wal_lsn_diff(coalesce(pg_last_wal_receive_lsn(), '0/0'), '0/0'),
                                                pg_wal_lsn_diff(coalesce(pg_last_wal_replay_lsn(), '0/0'), '0/0'), 1) - 1,
                                       bytes) AS number) last,
                   LATERAL (SELECT lpad(upper(to_hex(div(number, 4294967296 / bytes)::bigint)), 8, '0')
                                   || lpad(upper(to_hex(mod(number, 4294967296 / bytes)::bigint)), 8, '0') AS place) name,
                   pg_ls_waldir() file
             WHERE file.name ~ '^[0-9A-F]{24}$' AND substr(file.name, 9) = name.place
            """;

    /** {@code pg_is_in_recovery} is volatile, so it is asked once and every other expression agrees with that answer. */
    private static final String TEXT = """
            SELECT standby,
                   (SELECT system_identifier::text FROM pg_control_system()) AS system,
                   current_setting('server_version_num')::int AS version,
                   pg_postmaster_start_time() AS started,
                   CASE WHEN standby
                        THEN (SELECT greatest(c.timeline_id, r.min_recovery_end_timeline, receiver.received_tli,
                                              held.timeline)
                                FROM pg_control_checkpoint() c, pg_control_recovery() r)
                        ELSE ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int
                   END AS timeline,
                   CASE WHEN NOT standby THEN pg_current_wal_flush_lsn()::text END AS flushed,
                   CASE WHEN standby THEN pg_last_wal_receive_lsn()::text END AS received,
                   CASE WHEN standby THEN pg_last_wal_replay_lsn()::text END AS replayed,
                   CASE WHEN standby THEN pg_last_xact_replay_timestamp() END AS replayed_at,
                   CASE WHEN standby THEN pg_is_wal_replay_paused() ELSE false END AS paused,
                   receiver.status AS receiver_status,
                   receiver.received_tli AS receiver_timeline,
                   receiver.latest_end_lsn::text AS sender_end,
                   coalesce(current_setting('restore_command', true), '') <> '' AS archiving,
                   coalesce(current_setting('primary_conninfo', true), receiver.conninfo, '') AS conninfo,
                   coalesce(current_setting('primary_slot_name', true), receiver.slot_name, '') AS slot,
                   current_setting('synchronous_standby_names') AS sync_names,
                   (SELECT array_agg(ARRAY[usename::text, application_name, host(client_addr), state, sync_state,
                                           sync_priority::text, write_lsn::text, flush_lsn::text,
                                           replay_lsn::text] ORDER BY pid)
                      FROM pg_stat_replication) AS senders,
                   (%s) AS slots,
                   (SELECT array_agg(ARRAY[name, setting, unit, vartype, current_setting(name),
                                           CASE WHEN pending_restart AND source <> 'command line'
                                                THEN COALESCE((SELECT f.setting FROM pg_file_settings f
                                                                WHERE lower(f.name) = s.name ORDER BY f.seqno DESC LIMIT 1),
                                                              CASE source WHEN 'configuration file' THEN boot_val END)
                                           END])
                      FROM pg_settings s
                     WHERE context = 'postmaster' AND (pending_restart OR name = ANY (?))) AS settings
              FROM (SELECT pg_is_in_recovery() AS standby) role
              LEFT JOIN pg_stat_wal_receiver receiver ON true
              LEFT JOIN LATERAL (%s) held ON standby
            """.formatted(SlotRows.QUERY, HELD);

    private static final int USUAL_PORT = 5432;

    private MonitoringQuery() {}

    /**
     * Asks.
     *
     * @param wanted what the parameters that need a restart should be; differences are pending restarts
     */
    static ServerFacts ask(Session session, Map<String, String> wanted) throws SQLException {
        try (var statement = session.prepareStatement(TEXT)) {
            statement.setArray(
                    1,
                    session.connection().createArrayOf("text", wanted.keySet().toArray(String[]::new)));
            try (var row = statement.executeQuery()) {
                row.next();
                return facts(row, wanted);
            }
        }
    }

    private static ServerFacts facts(ResultSet row, Map<String, String> wanted) throws SQLException {
        boolean standby = row.getBoolean("standby");
        Optional<ReplayProgress> replay = standby ? Optional.of(replay(row)) : Optional.empty();
        Timeline replayed = new Timeline(row.getInt("timeline"));
        Timeline timeline = replay.flatMap(ReplayProgress::receiverTimeline)
                .filter(received -> replayed.isBefore(received))
                .orElse(replayed);
        return new ServerFacts(
                standby ? Role.STANDBY : Role.PRIMARY,
                new SystemIdentifier(row.getString("system")),
                row.getInt("version"),
                row.getObject("started", OffsetDateTime.class),
                timeline,
                lsn(row.getString("flushed")).orElse(Lsn.NONE),
                replay,
                upstream(row.getString("conninfo"), row.getString("slot")),
                new SyncFacts(SyncNames.parse(row.getString("sync_names")), false, CommitLevel.FLUSHED),
                senders(row),
                SlotRows.read(row.getArray("slots")),
                pending(row, wanted));
    }

    private static ReplayProgress replay(ResultSet row) throws SQLException {
        Lsn replayed = lsn(row.getString("replayed")).orElse(Lsn.NONE);
        boolean streaming = "streaming".equals(row.getString("receiver_status"));
        int receiverTimeline = row.getInt("receiver_timeline");
        return new ReplayProgress(
                lsn(row.getString("received")).orElse(Lsn.NONE).max(replayed),
                replayed,
                Optional.ofNullable(row.getObject("replayed_at", OffsetDateTime.class)),
                row.getBoolean("paused"),
                streaming,
                streaming && receiverTimeline > 0 ? Optional.of(new Timeline(receiverTimeline)) : Optional.empty(),
                streaming ? lsn(row.getString("sender_end")) : Optional.empty(),
                row.getBoolean("archiving"));
    }

    static Optional<Upstream> upstream(String conninfo, String slot) {
        return Conninfo.parse(conninfo)
                .flatMap(words -> words.word("host")
                        .map(hosts -> new Upstream(
                                hosts,
                                addresses(hosts, words.word("port").orElse("")),
                                slot.isEmpty() ? Optional.empty() : Optional.of(slot))));
    }

    /** Several hosts and ports are separated by commas; one port stands for all hosts. */
    private static List<Upstream.Address> addresses(String hosts, String ports) {
        String[] host = hosts.split(",", -1);
        String[] port = ports.split(",", -1);
        return IntStream.range(0, host.length)
                .mapToObj(at -> new Upstream.Address(host[at], port(port[Math.min(at, port.length - 1)])))
                .toList();
    }

    private static int port(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : USUAL_PORT;
    }

    private static List<WalSender> senders(ResultSet row) throws SQLException {
        var senders = new ArrayList<WalSender>();
        for (@Nullable String[] column : rows(row.getArray("senders"))) {
            senders.add(new WalSender(
                    text(column[0]),
                    text(column[1]),
                    Optional.ofNullable(column[2]),
                    text(column[3]),
                    text(column[4]),
                    column[5] == null ? 0 : Integer.parseInt(column[5]),
                    lsn(column[6]),
                    lsn(column[7]),
                    lsn(column[8])));
        }
        return senders;
    }

    /**
     * What would be another value after a restart. PostgreSQL's own flag is not enough: it stays when a line was taken out of a file
     * again, and it does not know the command line that the agent would use (LES-118).
     */
    private static List<PendingRestart> pending(ResultSet row, Map<String, String> wanted) throws SQLException {
        var pending = new ArrayList<PendingRestart>();
        for (@Nullable String[] column : rows(row.getArray("settings"))) {
            var setting =
                    new GucSetting(text(column[0]), text(column[1]), Optional.ofNullable(column[2]), text(column[3]));
            Optional<String> byFiles =
                    Optional.ofNullable(column[5]).filter(value -> !isForcedByTheAgent(setting.name()));
            byFiles.or(() -> Optional.ofNullable(wanted.get(setting.name())))
                    .filter(next -> !setting.means(next))
                    .map(next -> new PendingRestart(setting.name(), text(column[4]), next))
                    .ifPresent(pending::add);
        }
        return pending;
    }

    /** A change by ALTER SYSTEM is without effect on what the agent sets on the command line (CFG-171). */
    private static boolean isForcedByTheAgent(String name) {
        return name.equals("hot_standby") || name.equals("wal_log_hints");
    }

    private static @Nullable String[][] rows(@Nullable Array array) throws SQLException {
        return array == null ? new String[0][] : (String[][]) array.getArray();
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static Optional<Lsn> lsn(@Nullable String text) {
        return text == null ? Optional.empty() : Optional.of(Lsn.parse(text));
    }
}
