package io.regent.agent.performance;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.configuration.ServerConfiguration;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the settings in force to the server. What the server was last given is remembered, so that a reload that was
 * interrupted or failed is due again.
 */
public final class ServerReload {

    private static final Logger LOG = LoggerFactory.getLogger(ServerReload.class);

    private final LiveSettings settings;
    private final Postgres postgres;
    private final Runnable whenReloaded;
    private volatile PostgresSettings given;
    private volatile boolean asked;
    private volatile boolean adopted;

    /**
     * A server that was made with the settings in force.
     *
     * @param whenReloaded called after each reload for changed settings or for an operator that went well, on the thread that did it
     */
    public ServerReload(LiveSettings settings, Postgres postgres, Runnable whenReloaded) {
        this.settings = settings;
        this.whenReloaded = whenReloaded;
        this.postgres = postgres;
        this.given = ServerConfiguration.of(settings);
    }

    /** An operator wants a reload, even if nothing has changed (CFG-152). Any thread may call it. */
    public void ask() {
        asked = true;
    }

    /** A server runs that this agent has not started, and may have other settings (HA-216). Any thread may call it. */
    public void adopt() {
        adopted = true;
    }

    /** Whether the server has, or may have, other settings than are in force, or a reload was asked for. */
    public boolean isDue() {
        return asked || adopted || !ServerConfiguration.of(settings).equals(given);
    }

    /** Reloads the server if that is due. Called by whoever owns the server in the background. */
    public Outcome run() {
        if (!isDue()) {
            return new Outcome.Done();
        }
        boolean wasAsked = asked;
        boolean wasAdopted = adopted;
        asked = false;
        adopted = false;
        PostgresSettings wanted = ServerConfiguration.of(settings);
        boolean changed = wasAsked || !wanted.equals(given);
        Outcome outcome = postgres.reload(wanted);
        if (outcome instanceof Outcome.Done) {
            given = wanted;
            if (changed) {
                whenReloaded.run();
            }
        } else {
            asked = asked || wasAsked;
            adopted = adopted || wasAdopted;
            LOG.error("PostgreSQL was not reloaded: {}", outcome);
        }
        return outcome;
    }
}
