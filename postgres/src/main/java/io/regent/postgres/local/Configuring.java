package io.regent.postgres.local;

import io.regent.postgres.ControlData;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ServerRole;
import io.regent.postgres.StartAs;
import io.regent.postgres.Upstream;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.parameters.ControlledParameters;
import io.regent.postgres.server.LinuxServerProcess;
import io.regent.postgres.server.ParameterCheck;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.Queries;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Works out what the settings mean for the server in its role, and keeps its configuration files so. */
final class Configuring {

    /** Whom the standby was last told to follow; nobody is an answer, too. */
    private record Following(Optional<Upstream> upstream) {}

    private final LinuxServerProcess process;
    private final SyncStandbys standbys;
    private final ParameterCheck check = new ParameterCheck();
    private final Map<PostgresSettings, Prepared> prepared = new ConcurrentHashMap<>();
    private volatile Optional<Following> following = Optional.empty();

    Configuring(LinuxServerProcess process, SyncStandbys standbys) {
        this.process = process;
        this.standbys = standbys;
    }

    /** What the settings mean for the server in the role that its data directory gives it. */
    Prepared prepared(PostgresSettings settings) throws Prepared.Unusable, InterruptedException {
        return new DataDirectory(settings.dataDir()).isStandby()
                ? prepared(settings, standbyRole(settings, following.flatMap(Following::upstream)))
                : prepared(settings, ServerRole.PRIMARY);
    }

    private Prepared prepared(PostgresSettings settings, ServerRole role)
            throws Prepared.Unusable, InterruptedException {
        PostgresSettings mine = settings.as(role);
        Prepared known = prepared.get(mine);
        if (known == null) {
            known = Prepared.of(mine, process, check, standbys);
            prepared.put(mine, known);
        }
        return known;
    }

    /** The settings or the data are others now. */
    void forget() {
        prepared.clear();
    }

    /** What is remembered is what was last asked for; a server that was adopted says itself whom it follows. */
    void adopt(ServerFacts facts) {
        if (following.isEmpty() && facts.role() == Role.STANDBY) {
            following = Optional.of(new Following(facts.upstream()));
        }
    }

    /** From now on the standby follows the upstream. */
    void follow(Optional<Upstream> upstream) {
        following = Optional.of(new Following(upstream));
    }

    /** Writes the files for a start, which fixes what the server is. */
    Start forStart(PostgresSettings settings, StartAs as) throws IOException, InterruptedException, Prepared.Unusable {
        return switch (as) {
            case StartAs.Primary() -> {
                Prepared now = prepared(settings, ServerRole.PRIMARY);
                now.files().writeForPrimary(now.controlled());
                now.files().signalPrimary();
                yield new Start(now, now.controlled());
            }
            case StartAs.Standby(Optional<Upstream> upstream) -> {
                Prepared now = prepared(settings, standbyRole(settings, upstream));
                ControlledParameters raised = forStandby(now);
                standbys.want(Optional.empty());
                now.files().writeForStandby(raised, upstream);
                now.files().signalStandby();
                follow(upstream);
                yield new Start(now, raised);
            }
        };
    }

    /** What to start and with which parameters. */
    record Start(Prepared prepared, ControlledParameters controlled) {}

    /** Brings the files to the running server. Two at a time would leave what the slower one meant. */
    synchronized Outcome writeAndReload(PostgresSettings settings)
            throws IOException, SQLException, InterruptedException, Prepared.Unusable {
        var data = new DataDirectory(settings.dataDir());
        Prepared now = prepared(settings);
        if (data.content() != DataDirectory.Content.CLUSTER
                || now.marker().work().isPresent()) {
            return new Outcome.Done();
        }
        if (data.isStandby()) {
            Optional<Upstream> upstream = followed(settings);
            Prepared standby = prepared(settings, standbyRole(settings, upstream));
            standby.files().writeForStandby(forStandby(standby), upstream);
        } else {
            now.files().writeForPrimary(now.controlled());
        }
        return process.adopt(data).isPresent() ? now.control().reload() : new Outcome.Done();
    }

    private Optional<Upstream> followed(PostgresSettings settings) throws SQLException {
        Following known = following.orElse(null);
        if (known == null) {
            known = new Following(process.isAlive() ? Queries.upstream(settings) : Optional.empty());
        }
        return known.upstream();
    }

    /** No less than the data needs that a standby, or a server that recovers, starts from (CFG-174). */
    static ControlledParameters forStandby(Prepared now) throws InterruptedException {
        return new Tools(now.settings())
                .control()
                .map(ControlData::settings)
                .map(now.controlled()::notBelow)
                .orElse(now.controlled());
    }

    /** Whoever follows the other cluster leads this one. */
    private static ServerRole standbyRole(PostgresSettings settings, Optional<Upstream> upstream) {
        return settings.remote().filter(remote -> remote.isFollowedBy(upstream)).isPresent()
                ? ServerRole.STANDBY_LEADER
                : ServerRole.REPLICA;
    }
}
