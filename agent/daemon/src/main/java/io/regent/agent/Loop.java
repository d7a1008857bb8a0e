package io.regent.agent;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.HaCycle;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.waiting.Pacemaker;
import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;

/** Turns the HA cycle over and over, on the thread that alone decides and alone renews. */
final class Loop {

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
     * @param beforeEach called before each turn
     * @return the exit code
     */
    int run(Runnable beforeEach) {
        while (true) {
            long began = clock.nanos();
            beforeEach.run();
            Decision decision = cycle.run();
            switch (decision.action()) {
                case Action.Exit(int code, String _) -> {
                    return code;
                }
                case Action.AbandonBootstrap _ -> {
                    return 1;
                }
                case Action.Question _, Action.Command _ ->
                    pacemaker.await(
                            began,
                            Deadline.after(began, settings.cluster().timing().loopWait()));
            }
        }
    }
}
