package io.regent.restapi.server;

import io.regent.dcs.MonotonicClock;
import io.regent.restapi.DecisionSource;
import io.regent.restapi.ListenAddress;
import io.regent.restapi.Operations;
import io.regent.restapi.PresentStatusSource;
import io.regent.restapi.RestApiSettings;
import java.time.InstantSource;

/**
 * The REST API of this node. Reads are answered on two I/O threads from the published snapshot and wait for nothing
 * (LES-121); whatever has to wait does so on virtual threads.
 */
public final class RestApiServer implements AutoCloseable {

    private final Listeners listeners = new Listeners();
    private final Workshop workshop = new Workshop();
    private final Router router;
    private Listener listener;
    private RestApiSettings settings;

    private RestApiServer(
            RestApiSettings settings,
            PresentStatusSource status,
            DecisionSource decisions,
            Operations operations,
            MonotonicClock clock,
            InstantSource time) {
        this.settings = settings;
        this.router = new Router(new Node(status, decisions, operations, clock, time), workshop, settings);
        try {
            this.listener = listeners.open(settings, router);
        } catch (ListenFailed e) {
            listeners.close();
            workshop.close();
            throw e;
        }
    }

    /**
     * Begins to listen.
     *
     * @param clock the clock on which the deadlines in the snapshots lie
     * @param time the time of day, for schedules
     * @throws ListenFailed when that is not possible
     */
    public static RestApiServer start(
            RestApiSettings settings,
            PresentStatusSource status,
            DecisionSource decisions,
            Operations operations,
            MonotonicClock clock,
            InstantSource time) {
        return new RestApiServer(settings, status, decisions, operations, clock, time);
    }

    /** The port that is listened on, also when the system chose it. */
    public synchronized int port() {
        return listener.port();
    }

    /**
     * Puts other settings into force (API-014). The listener is closed only when {@code listen} changes; requests that are
     * being answered are finished. A changed {@code request_queue_size} waits for the next time the listener is opened.
     *
     * @throws ListenFailed when the new address cannot be used; the old settings stay in force
     */
    public synchronized void reload(RestApiSettings changed) {
        if (!changed.listen().equals(settings.listen())) {
            listener = moved(changed);
        }
        settings = changed;
        router.use(changed);
    }

    /** Stops listening and closes every connection. */
    @Override
    public synchronized void close() {
        listener.close();
        workshop.close();
        listeners.close();
    }

    /** Opens the new address before the old one is closed, unless both are the same port. */
    private Listener moved(RestApiSettings changed) {
        ListenAddress before = settings.listen();
        if (changed.listen().port() != before.port()) {
            Listener opened = listeners.open(changed, router);
            listener.close();
            return opened;
        }
        listener.close();
        try {
            return listeners.open(changed, router);
        } catch (ListenFailed e) {
            listener = listeners.open(settings, router);
            throw e;
        }
    }
}
