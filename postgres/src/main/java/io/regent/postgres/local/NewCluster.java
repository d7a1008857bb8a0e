package io.regent.postgres.local;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.StopMode;
import io.regent.postgres.bootstrap.Initdb;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.sql.FirstRoles;
import io.regent.postgres.sql.Sessions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes a new cluster, step by step, and moves it out of the way when a step fails.
 *
 * @param start starts the new server as a primary
 */
record NewCluster(Prepared prepared, Start start) {

    static final String FAILED = ".failed";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** The start is the composition's, for the settings are prepared anew once there is data. */
    interface Start {
        Outcome run() throws IOException, InterruptedException, Prepared.Unusable;
    }

    private interface Step {
        Outcome run() throws IOException, InterruptedException, SQLException, Prepared.Unusable;
    }

    Outcome make(BootstrapPlan plan) throws IOException, InterruptedException, SQLException, Prepared.Unusable {
        Optional<String> refusal = Initdb.refusal(plan);
        if (refusal.isPresent()) {
            return new Outcome.Failed(refusal.get());
        }
        if (new DataDirectory(prepared.settings().dataDir()).content() != DataDirectory.Content.NONE) {
            return new Outcome.Failed(prepared.settings().dataDir() + " is not empty");
        }
        boolean done = false;
        try {
            Outcome outcome = steps(plan);
            done = outcome instanceof Outcome.Done;
            return outcome;
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    private Outcome steps(BootstrapPlan plan)
            throws IOException, InterruptedException, SQLException, Prepared.Unusable {
        Outcome outcome = new Initdb(prepared.settings()).run(plan);
        for (Step step : List.<Step>of(() -> configure(plan), start::run, this::makeRoles)) {
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
            outcome = step.run();
        }
        return outcome instanceof Outcome.StillUnderWay
                ? new Outcome.Failed("the new server did not accept connections in time")
                : outcome;
    }

    private Outcome configure(BootstrapPlan plan) throws IOException {
        if (!plan.hbaLines().isEmpty() && !prepared.files().hasHbaOfItsOwn()) {
            prepared.files().appendHba(plan.hbaLines());
        }
        prepared.files().backUp();
        return new Outcome.Done();
    }

    private Outcome makeRoles() throws SQLException {
        try (var session = Sessions.local(prepared.settings(), Optional.empty())) {
            new FirstRoles(prepared.settings().authentication()).make(session);
        }
        return new Outcome.Done();
    }

    /** Also when the thread was interrupted, which must not keep the server of a failed attempt alive. */
    private void giveUp() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            prepared.control().stop(StopMode.IMMEDIATE, STOP_LIMIT, checkpoint -> {});
            new DirectoryTree(prepared.settings().dataDir()).moveAside(FAILED);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
