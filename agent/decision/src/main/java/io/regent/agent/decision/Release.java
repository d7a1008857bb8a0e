package io.regent.agent.decision;

import io.regent.dcs.SyncState;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/**
 * A synchronous standby asks the leader to be released before its server stops, so that no commit waits for it; not for
 * long, and not without the store (HA-145). Empty when it may stop now.
 */
final class Release {

    private Release() {}

    static Optional<Decision> decide(View view) {
        boolean standby = view.postgres() instanceof Running(ServerFacts facts) && facts.role() == Role.STANDBY;
        boolean relied = Synchronous.isOn(view)
                && view.dcs() instanceof DcsView.Seen
                && view.lease() instanceof Lease.Theirs
                && Synchronous.recorded(view).map(SyncState::standbys).orElse(Collections.emptySortedSet()).stream()
                        .anyMatch(
                                name -> name.value().equalsIgnoreCase(view.me().value()));
        Duration patience = view.settings().loopWait().multipliedBy(2);
        boolean waitedLongEnough = view.memory()
                .sync()
                .releaseAskedAt()
                .filter(since -> view.now() - since >= patience.toNanos())
                .isPresent();
        return standby && relied && !waitedLongEnough ? Say.waits(Rule.ASK_RELEASE) : Say.nothing();
    }
}
