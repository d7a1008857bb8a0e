package io.regent.agent.callback;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.Callback;
import io.regent.agent.decision.CallbackHistory;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.View;
import io.regent.dcs.MemberRole;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tells the operator's scripts what becomes of the server: {@code COMMAND EVENT ROLE SCOPE} (HA-183). A reload has a lane of its own, so
 * that it never ends a script that was told of a role.
 */
public final class Callbacks implements AutoCloseable {

    /** A script that is still in the way of the last one has so long to die. */
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final LiveSettings settings;
    private final CallbackLane lane = new CallbackLane();
    private final CallbackLane reloads = new CallbackLane();
    private volatile CallbackHistory told = CallbackHistory.NEW;

    public Callbacks(LiveSettings settings) {
        this.settings = settings;
    }

    /** The end of a cycle; called by its thread. */
    public void settle(View view, Decision decision) {
        CallbackHistory.Step step = told.after(view, decision);
        told = step.next();
        step.call().ifPresent(call -> run(lane, call));
    }

    /** The server was told to read its settings anew. Any thread may say so. */
    public void reloaded() {
        CallbackHistory known = told;
        Optional<MemberRole> role = known.role().filter(_ -> known.up());
        role.ifPresent(is -> run(reloads, new Callback(Callback.Event.RELOAD, is)));
    }

    /** The agent ends: what was to be told is told, and not waited for any longer. */
    @Override
    public void close() {
        lane.started()
                .completeOnTimeout(null, LEAVE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void run(CallbackLane where, Callback call) {
        String event = call.event().word();
        String scope = settings.file().path().scope();
        Optional.ofNullable(settings.cluster().server().scripts().callbacks().get(event))
                .map(command -> Stream.concat(
                                command.stream(), Stream.of(event, call.role().word(), scope))
                        .toList())
                .ifPresent(where::run);
    }
}
