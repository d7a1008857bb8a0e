package io.regent.agent;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.configuration.RestApiConfiguration;
import io.regent.agent.logging.Logging;
import io.regent.agent.performance.Node;
import io.regent.agent.performance.ServerReload;
import io.regent.restapi.server.ListenFailed;
import io.regent.restapi.server.RestApiServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings changed settings to the parts that use them. */
final class Reloader {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Node node;
    private final LiveSettings settings;
    private final ServerReload server;

    Reloader(Node node, ServerReload server) {
        this.node = node;
        this.settings = node.settings();
        this.server = server;
    }

    /**
     * Reads the file again, because an operator wants it (CFG-152). Blocks for the file, so it is not for the loop's thread;
     * the server follows at the end of the next turn, whether anything has changed or not.
     */
    synchronized void reload(RestApiServer api) {
        LOG.info("Reading the configuration again");
        if (settings.reload()) {
            Logging.configure(settings.file().log());
            try {
                api.reload(RestApiConfiguration.of(settings));
            } catch (ListenFailed e) {
                LOG.error("The REST API goes on as before: {}", e.getMessage());
            }
        }
        server.ask();
        node.pacemaker().wake();
    }

    /** Applies what has changed, also in the dynamic document. Runs on the loop's thread; the server is left to the background. */
    void apply() {
        node.store().deadline(settings.cluster().timing().retryTimeout());
        if (server.isDue()) {
            node.slot().chore("reload", server::run);
        }
    }
}
