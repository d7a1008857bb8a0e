package io.regent.agent;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.HaCycle;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.logging.Logging;
import io.regent.agent.waiting.Pacemaker;
import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the HA cycle over and over, on the thread that alone decides and alone renews. */
final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final HaCycle cycle;
    private final Pacemaker pacemaker;
    private final MonotonicClock clock;
    private final LiveSettings settings;

    Loop(HaCycle cycle, Pacemaker pacemaker, MonotonicClock clock, LiveSettings settings) {
        this.cycle = cycle;
        this.pacemaker = pacemaker;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Runs until a decision ends the agent.
     *
     * <p>A turn that fails is a fault of ours, and no reason to leave the server alone: the next turn may go better, and if
     * none does, the fence timer ends the server in time, because nothing moves it any more (LES-017).
     *
     * @param afterEach called after each turn, when the settings that it saw are in force
     * @return the exit code
     */
    int run(Runnable afterEach) {
        while (true) {
            long began = clock.nanos();
            Optional<Decision> decision = guarded(() -> Optional.of(cycle.run()));
            OptionalInt code = decision.map(Loop::exitCode).orElseGet(OptionalInt::empty);
            if (code.isPresent()) {
                return code.getAsInt();
            }
            guarded(() -> {
                afterEach.run();
                return Optional.empty();
            });
            pacemaker.await(
                    began, Deadline.after(began, settings.cluster().timing().loopWait()));
        }
    }

    private static OptionalInt exitCode(Decision decision) {
        return switch (decision.action()) {
            case Action.Exit(int code, String _) -> OptionalInt.of(code);
            case Action.AbandonBootstrap _ -> OptionalInt.of(1);
            case Action.Question _, Action.Command _ -> OptionalInt.empty();
        };
    }

    private static <T> Optional<T> guarded(Supplier<Optional<T>> step) {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            LOG.error(Logging.CRITICAL, "A turn of the loop failed", e);
            return Optional.empty();
        }
    }
}
