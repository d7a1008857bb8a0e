package io.regent.postgres.local;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.StopMode;
import io.regent.postgres.bootstrap.Initdb;
import io.regent.postgres.bootstrap.PostBootstrap;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.server.OperatorsProgram;
import io.regent.postgres.sql.FirstRoles;
import io.regent.postgres.sql.Sessions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a new cluster, step by step, and moves it out of the way when a step fails.
 *
 * @param prepared before there are data
 * @param server what is done with the new server
 */
record NewCluster(Prepared prepared, Server server) {

    static final String FAILED = ".failed";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** The server's life is the composition's, for the settings are prepared anew once there are data. */
    interface Server {

        /** What the settings mean for the data that are there now. */
        Prepared prepareAgain() throws Prepared.Unusable, InterruptedException;

        /** Starts it as a primary, after stopping it if it runs. */
        Outcome restart() throws IOException, InterruptedException, Prepared.Unusable;
    }

    private interface Step {
        Outcome run() throws IOException, InterruptedException, SQLException, Prepared.Unusable;
    }

    Outcome make(BootstrapPlan plan) throws IOException, InterruptedException, SQLException, Prepared.Unusable {
        Optional<String> refusal =
                plan.method() instanceof BootstrapPlan.Initdb method ? Initdb.refusal(method) : Optional.empty();
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
        Outcome outcome = switch (plan.method()) {
            case BootstrapPlan.Initdb method ->
                inTurn(
                        () -> new Initdb(prepared.settings()).run(method),
                        () -> configure(plan),
                        server::restart,
                        () -> settle(plan));
            case BootstrapPlan.Custom method ->
                inTurn(
                        () -> restore(method),
                        () -> configure(plan),
                        () -> new RestoredServer(server.prepareAgain()).recover(method),
                        () -> settle(plan),
                        server::restart,
                        this::forgetFirstRun);
        };
        return outcome instanceof Outcome.StillUnderWay
                ? new Outcome.Failed("the new server did not accept connections in time")
                : outcome;
    }

    private static Outcome inTurn(Step... steps)
            throws IOException, InterruptedException, SQLException, Prepared.Unusable {
        Outcome outcome = new Outcome.Done();
        for (Step step : steps) {
            if (outcome instanceof Outcome.Done) {
                outcome = step.run();
            }
        }
        return outcome;
    }

    private Outcome restore(BootstrapPlan.Custom method) throws InterruptedException {
        Outcome outcome =
                new OperatorsProgram("bootstrap." + method.name(), method.command(), Map.of(), Optional.empty()).run();
        boolean made = new DataDirectory(prepared.settings().dataDir()).content() == DataDirectory.Content.CLUSTER;
        return outcome instanceof Outcome.Done && !made
                ? new Outcome.Failed("bootstrap.%s (%s): ended well and left no database cluster in %s"
                        .formatted(
                                method.name(),
                                method.command().getFirst(),
                                prepared.settings().dataDir()))
                : outcome;
    }

    private Outcome configure(BootstrapPlan plan) throws IOException {
        if (!plan.hbaLines().isEmpty() && !prepared.files().hasHbaOfItsOwn()) {
            prepared.files().appendHba(plan.hbaLines());
        }
        prepared.files().backUp();
        return new Outcome.Done();
    }

    /** The operator's program comes when there is a superuser, and before anybody else can log in (HA-093). */
    private Outcome settle(BootstrapPlan plan) throws SQLException, IOException, InterruptedException {
        var roles = new FirstRoles(prepared.settings().authentication());
        try (var session = Sessions.local(prepared.settings(), Optional.empty())) {
            roles.makeSuperuser(session);
        }
        Outcome outcome = plan.postBootstrap().isPresent()
                ? new PostBootstrap(prepared.settings(), prepared.files(), Sessions.localSocket(prepared.settings()))
                        .run(plan.postBootstrap().get())
                : new Outcome.Done();
        if (outcome instanceof Outcome.Done) {
            try (var session = Sessions.local(prepared.settings(), Optional.empty())) {
                roles.makeOthers(session);
            }
        }
        return outcome;
    }

    private Outcome forgetFirstRun() throws IOException, InterruptedException, Prepared.Unusable {
        new RestoredServer(server.prepareAgain()).cleanUp();
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
