package io.regent.postgres.local;

import io.regent.postgres.CommitLevel;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.parameters.GucText;
import io.regent.postgres.server.Patience;
import io.regent.postgres.sql.Queries;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Whom commits wait for, as the agent wants it. The names live in the generated configuration, and nowhere else: an agent that
 * starts anew finds there what it wanted before. Nothing is done by {@code ALTER SYSTEM} (HA-138, LES-093).
 */
final class SyncStandbys {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    /**
     * The server's own processes take a reload one after the other, and none of them says when. A process that sends the log may
     * release a commit by the old names until then.
     */
    private static final Duration SETTLING = Duration.ofMillis(200);

    private volatile Optional<SyncNames> wanted = Optional.empty();
    private volatile boolean adopted;

    /** The names in place of the user's own; empty for those of the user. */
    Optional<SyncNames> wanted() {
        return wanted;
    }

    /** From now on these names are written; empty for those of the user. */
    void want(Optional<SyncNames> names) {
        wanted = names;
        adopted = true;
    }

    /** Takes over, once, what an earlier agent wrote. */
    void adopt(ConfigurationFiles files) {
        if (!adopted) {
            String users = users(files.settings(), SyncNames.PARAMETER).orElse("");
            want(files.written(SyncNames.PARAMETER)
                    .filter(text -> !text.equals(users))
                    .map(SyncNames::parse));
        }
    }

    /** What the server said, with what it cannot know. */
    SyncFacts seen(PostgresSettings settings, SyncNames inForce) {
        CommitLevel level =
                users(settings, "synchronous_commit").map(CommitLevel::of).orElse(CommitLevel.FLUSHED);
        return new SyncFacts(inForce, wanted.isPresent(), level);
    }

    /**
     * Reloads a running server and waits until it uses the names. A server that nobody writes to gets something to
     * replicate, so that the standbys' positions pass the point of the change (HA-140).
     */
    Outcome bringIntoForce(PostgresSettings settings, Cancellable.Work reload)
            throws IOException, SQLException, InterruptedException, Prepared.Unusable {
        OffsetDateTime before = Queries.commitsWaitFor(settings).loaded();
        Outcome reloaded = reload.run();
        if (!(reloaded instanceof Outcome.Done)) {
            return reloaded;
        }
        Patience patience = Patience.of(LIMIT);
        Queries.CommitsWait now = Queries.commitsWaitFor(settings);
        while (!now.loaded().isAfter(before) && !patience.isOver()) {
            patience.pause();
            now = Queries.commitsWaitFor(settings);
        }
        SyncNames inForce = SyncNames.parse(now.names());
        if (wanted.filter(names -> !names.means(inForce)).isPresent()) {
            return new Outcome.Failed("the server uses %s = '%s' instead of '%s'"
                    .formatted(
                            SyncNames.PARAMETER,
                            now.names(),
                            wanted.orElseThrow().text()));
        }
        Thread.sleep(SETTLING);
        if (!now.standby() && !(inForce instanceof SyncNames.Nobody)) {
            Queries.writeSomething(settings);
        }
        return new Outcome.Done();
    }

    private static Optional<String> users(PostgresSettings settings, String name) {
        return Optional.ofNullable(settings.parameters().get(name)).map(value -> GucText.of(name, value));
    }
}
