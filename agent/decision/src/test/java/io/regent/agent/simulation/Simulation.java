package io.regent.agent.simulation;

import io.regent.agent.simulation.fault.Plan;
import io.regent.agent.simulation.oracle.Healthy;
import io.regent.agent.simulation.oracle.Idle;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;

/** One cluster from its birth through its faults to its recovery. */
final class Simulation {

    /** Within this time after everything is healed the cluster is whole again. */
    static final Duration RECOVERY = Duration.ofMinutes(5);

    private static final Duration CALM = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(40);

    private final Stage stage;
    private final Plan plan;

    Simulation(long seed, int members, Plan plan, Wiring wiring) {
        this.stage = new Stage(seed, members, wiring);
        this.plan = plan;
    }

    /** Runs until something is wrong or the end is reached. */
    Verdict run() {
        try (stage) {
            stage.plan(plan);
            if (stage.runFor(plan.length())) {
                stage.heal();
                if (recovers()) {
                    beIdle();
                }
            }
            return stage.verdict();
        }
    }

    /** What happened. */
    String story() {
        return stage.story();
    }

    /** Whether the cluster becomes whole in time, and stays so. */
    private boolean recovers() {
        long end = stage.world().now() + RECOVERY.toNanos();
        var healthy = new Healthy();
        while (stage.complaint().isEmpty()) {
            boolean whole = stage.runUntil(
                    () -> healthy.complaint(stage.world()).isEmpty(),
                    Duration.ofNanos(end - stage.world().now()));
            if (!whole) {
                healthy.complaint(stage.world()).ifPresent(stage::complain);
            } else if (!stage.runUntil(() -> healthy.complaint(stage.world()).isPresent(), CALM)) {
                return stage.complaint().isEmpty();
            }
        }
        return false;
    }

    private void beIdle() {
        stage.stopClients();
        if (stage.runFor(CALM)) {
            var idle = new Idle(stage.world());
            if (stage.runFor(IDLE)) {
                idle.complaint(stage.world()).ifPresent(stage::complain);
            }
        }
    }
}
