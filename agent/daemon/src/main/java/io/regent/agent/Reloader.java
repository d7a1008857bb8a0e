package io.regent.agent;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.configuration.RestApiConfiguration;
import io.regent.agent.configuration.ServerConfiguration;
import io.regent.agent.logging.Logging;
import io.regent.agent.performance.BackgroundSlot;
import io.regent.dcs.DcsStore;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresSettings;
import io.regent.restapi.server.ListenFailed;
import io.regent.restapi.server.RestApiServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings changed settings to the parts that use them. Runs on the loop's thread; the server is left to the background. */
final class Reloader {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final LiveSettings settings;
    private final DcsStore store;
    private final Postgres postgres;
    private final BackgroundSlot slot;
    private final RestApiServer api;
    private PostgresSettings applied;

    Reloader(LiveSettings settings, DcsStore store, Postgres postgres, BackgroundSlot slot, RestApiServer api) {
        this.settings = settings;
        this.store = store;
        this.postgres = postgres;
        this.slot = slot;
        this.api = api;
        this.applied = ServerConfiguration.of(settings);
    }

    /**
     * Applies what changed in the dynamic document since the last time, and the file too when that was asked for (CFG-152).
     *
     * @param fileAsWell an operator asked for a reload, after which the server is reloaded in any case
     */
    void apply(boolean fileAsWell) {
        if (fileAsWell && settings.reload()) {
            Logging.configure(settings.file().log());
            reloadApi();
        }
        store.deadline(settings.cluster().timing().retryTimeout());
        PostgresSettings wanted = ServerConfiguration.of(settings);
        if (fileAsWell || !wanted.equals(applied)) {
            applied = wanted;
            slot.chore("reload", () -> reloadServer(wanted));
        }
    }

    private void reloadApi() {
        try {
            api.reload(RestApiConfiguration.of(settings));
        } catch (ListenFailed e) {
            LOG.error("The REST API goes on as before: {}", e.getMessage());
        }
    }

    private void reloadServer(PostgresSettings wanted) {
        if (postgres.reload(wanted) instanceof Outcome.Failed(String reason)) {
            LOG.error("PostgreSQL was not reloaded: {}", reason);
        }
    }
}
