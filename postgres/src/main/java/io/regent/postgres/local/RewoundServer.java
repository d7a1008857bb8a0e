package io.regent.postgres.local;

import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.StopMode;
import io.regent.postgres.Upstream;
import io.regent.postgres.progress.ProgressMeter;
import io.regent.postgres.rewind.Rewinder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Brings the server's data back to a leader's history: stops it, saves what only it has, and rewinds (HA-113 to HA-115). */
final class RewoundServer {

    private final Prepared now;
    private final PostgresSettings settings;
    private final ProgressMeter.Run run;

    /** @param run is told how far it is */
    RewoundServer(Prepared now, ProgressMeter.Run run) {
        this.now = now;
        this.settings = now.settings();
        this.run = run;
    }

    /**
     * The archive gets what was finished before the stop, and what crash recovery finishes (LES-070).
     *
     * @param limit how long the stop may take
     * @param arguments further ones of the operator's (CFG-102)
     */
    Outcome make(Upstream leader, List<String> arguments, Duration limit) throws IOException, InterruptedException {
        now.files()
                .writePasswords(
                        leader,
                        List.of(
                                settings.authentication().rewinder(),
                                settings.authentication().replication()));
        Outcome stopped = now.control().stop(StopMode.FAST, limit, checkpoint -> {});
        if (!(stopped instanceof Outcome.Done)) {
            return stopped;
        }
        var archive = new CommandArchive(settings);
        archive.takePending();
        var rewinder = new Rewinder(settings, now.files(), now.marker(), now.majorVersion(), run);
        Outcome ready = rewinder.prepare(leader);
        if (!(ready instanceof Outcome.Done)) {
            return ready;
        }
        archive.takePending();
        return rewinder.run(leader, arguments);
    }
}
