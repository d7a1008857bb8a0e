package io.regent.postgres.local;

import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.control.HalfDoneMarker;
import io.regent.postgres.control.PostmasterFile;
import io.regent.postgres.server.LinuxServerProcess;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.Monitor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at the server. Used by the cycle's thread only. */
final class Observation {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);

    /** What the server said when it last answered, and which process it was. */
    private record LastAnswer(long pid, ServerFacts facts) {}

    private final LinuxServerProcess process;
    private final Monitor monitor;
    private Optional<LastAnswer> lastAnswer = Optional.empty();
    private String lastSilence = "";

    Observation(LinuxServerProcess process, Monitor monitor) {
        this.process = process;
        this.monitor = monitor;
    }

    PostgresState look(PostgresSettings settings, Map<String, String> wantedAtRestart) throws InterruptedException {
        Optional<PostgresState.HalfDone.Work> halfDone =
                HalfDoneMarker.of(settings.dataDir(), settings.pgpass()).work();
        if (halfDone.isPresent()) {
            return new PostgresState.HalfDone(halfDone.get());
        }
        var data = new DataDirectory(settings.dataDir());
        return switch (data.content()) {
            case NONE -> new PostgresState.NoData();
            case OTHER ->
                new PostgresState.UnreadableData(settings.dataDir() + " is no readable data directory of PostgreSQL");
            case CLUSTER -> lookAtCluster(settings, wantedAtRestart, data);
        };
    }

    private PostgresState lookAtCluster(
            PostgresSettings settings, Map<String, String> wantedAtRestart, DataDirectory data)
            throws InterruptedException {
        Optional<PostmasterFile> postmaster = process.adopt(data);
        if (postmaster.isEmpty()) {
            monitor.close();
            int orphans = process.endOrphans();
            if (orphans > 0) {
                LOG.warn("ended {} processes that outlived their postmaster on {}", orphans, settings.dataDir());
            }
            return process.backendsAlive() || process.isAlive()
                    ? silent(settings, OptionalLong.empty(), "processes outlive their postmaster")
                    : controlled(settings, PostgresState.Stopped::new);
        }
        long pid = postmaster.get().pid();
        if (lastAnswer.filter(last -> last.pid() != pid).isPresent()) {
            monitor.close();
            lastAnswer = Optional.empty();
        }
        if (!postmaster.get().isReady() && lastAnswer.isEmpty()) {
            return starting(settings, data);
        }
        OptionalLong started = OptionalLong.of(postmaster.get().startedAt());
        return switch (monitor.ask(settings, wantedAtRestart)) {
            case Monitor.Answer.Known(ServerFacts facts) -> {
                lastAnswer = Optional.of(new LastAnswer(pid, facts));
                lastSilence = "";
                yield new PostgresState.Running(facts);
            }
            case Monitor.Answer.NotAccepting() when lastAnswer.isEmpty() -> starting(settings, data);
            case Monitor.Answer.NotAccepting() -> silent(settings, started, "it does not accept sessions any more");
            case Monitor.Answer.Silent(String reason) -> silent(settings, started, reason);
        };
    }

    private static PostgresState starting(PostgresSettings settings, DataDirectory data) throws InterruptedException {
        return controlled(settings, control -> new PostgresState.Starting(control, data.startsAs()));
    }

    private PostgresState silent(PostgresSettings settings, OptionalLong startedAt, String reason)
            throws InterruptedException {
        if (!reason.equals(lastSilence)) {
            LOG.warn("the server does not answer: {}", reason);
            lastSilence = reason;
        }
        return controlled(settings, control -> {
            Role role = lastAnswer.map(last -> last.facts().role()).orElse(roleOf(control));
            OffsetDateTime started = lastAnswer
                    .map(last -> last.facts().postmasterStart())
                    .orElse(Instant.ofEpochSecond(startedAt.orElse(0)).atOffset(ZoneOffset.UTC));
            return new PostgresState.Unresponsive(role, started, control);
        });
    }

    /** A server whose control file does not say that it recovers from an archive or a primary may accept writes. */
    private static Role roleOf(ControlData control) {
        return switch (control.state()) {
            case IN_ARCHIVE_RECOVERY, SHUT_DOWN_IN_RECOVERY -> Role.STANDBY;
            case STARTING_UP, SHUT_DOWN, SHUTTING_DOWN, IN_CRASH_RECOVERY, IN_PRODUCTION, UNKNOWN -> Role.PRIMARY;
        };
    }

    private interface WithControl {
        PostgresState state(ControlData control);
    }

    private static PostgresState controlled(PostgresSettings settings, WithControl state) throws InterruptedException {
        return new Tools(settings)
                .control()
                .map(state::state)
                .orElseGet(() -> new PostgresState.UnreadableData("pg_controldata cannot read " + settings.dataDir()));
    }
}
