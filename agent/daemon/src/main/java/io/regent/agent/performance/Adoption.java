package io.regent.agent.performance;

import io.regent.agent.decision.View;
import io.regent.postgres.PostgresState;

/**
 * Takes over a server that runs already when the agent starts: it gets the settings in force by a reload, whoever has configured it before
 * (HA-216). A server of another cluster is left as it is.
 */
final class Adoption {

    private final ServerReload reload;
    private boolean first = true;
    private boolean open;

    Adoption(ServerReload reload) {
        this.reload = reload;
    }

    void settle(View view) {
        if (first) {
            first = false;
            open = view.postgres() instanceof PostgresState.Running;
        }
        if (open && view.postgres() instanceof PostgresState.Running && view.isOfThisCluster()) {
            open = false;
            reload.adopt();
        }
    }
}
