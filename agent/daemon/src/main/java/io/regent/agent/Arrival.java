package io.regent.agent;

import io.regent.agent.configuration.LiveSettings;
import io.regent.dcs.Cluster;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Before anything is touched: the store must answer, and nobody else may be running under this name (HA-025, IF-004). */
final class Arrival {

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DcsStore store;
    private final MemberClients members;
    private final LiveSettings settings;

    Arrival(DcsStore store, MemberClients members, LiveSettings settings) {
        this.store = store;
        this.members = members;
        this.settings = settings;
    }

    /**
     * Waits for the store, for as long as it takes.
     *
     * @throws CannotStart when a node of this name is running
     */
    void await() {
        MemberName me = settings.file().name();
        boolean running = firstReading()
                .member(me)
                .flatMap(Member::apiUrl)
                .filter(url -> members.isAlive(url, PATIENCE))
                .isPresent();
        if (running) {
            throw new CannotStart("Can't start; there is already a node named '%s' running".formatted(me));
        }
    }

    private Cluster firstReading() {
        while (true) {
            switch (store.read()) {
                case ReadAnswer.Seen(Cluster cluster) -> {
                    return cluster;
                }
                case ReadAnswer.Unreachable(String cause) -> {
                    LOG.error("DCS is not accessible, trying again: {}", cause);
                    LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                }
            }
        }
    }
}
