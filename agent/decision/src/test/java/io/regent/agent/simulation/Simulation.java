package io.regent.agent.simulation;

import io.regent.agent.simulation.fault.Plan;
import io.regent.agent.simulation.oracle.Healthy;
import io.regent.agent.simulation.oracle.Idle;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.Optional;

/** One cluster from its birth through its faults to its recovery. Must be run on a virtual thread. */
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
        stage.plan(plan);
        if (stage.runFor(plan.length())) {
            stage.heal();
            if (recovers()) {
                beIdle();
            }
        }
        return stage.verdict();
    }

    /** Whether the cluster becomes whole in time, and stays so. */
    private boolean recovers() {
        var healthy = new Healthy();
        long end = stage.world().now() + RECOVERY.toNanos();
        long healthySince = stage.world().now();
        while (stage.world().now() - healthySince < CALM.toNanos()
                && stage.complaint().isEmpty()) {
            stage.step();
            Optional<String> wrong = healthy.complaint(stage.world());
            if (wrong.isPresent()) {
                healthySince = stage.world().now();
                if (healthySince > end) {
                    stage.complain(wrong.orElseThrow());
                }
            }
        }
        return stage.complaint().isEmpty();
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
