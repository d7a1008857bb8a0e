package io.regent.agent.performance;

import io.regent.agent.configuration.LiveSettings;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's program that runs before PostgreSQL is stopped, whatever it ends with (HA-186, CFG-103). */
final class BeforeStop {

    private static final Logger LOG = LoggerFactory.getLogger(BeforeStop.class);

    private final LiveSettings settings;
    private final Leadership leadership;
    private final MonotonicClock clock;

    BeforeStop(Node node, Leadership leadership) {
        this.settings = node.settings();
        this.leadership = leadership;
        this.clock = node.clocks().monotonic();
    }

    /**
     * Before a stop that can wait: the server is a standby, or the lease is renewed while the program runs. It is ended after the time
     * that a start may take, because a program that never ends would keep the lease from everybody.
     *
     * @return done, whatever the program ended with, or cancelled
     */
    Outcome patiently() {
        return run(settings.cluster().scriptLimit());
    }

    /** Before a stop that cannot: it gets half of the time that is left until the fence acts, and without a lease none. */
    Outcome withinTheLease() {
        return run(leadership
                .until()
                .map(end -> end.leftAt(clock.nanos()))
                .orElse(Duration.ZERO)
                .minus(settings.forDecision().fenceMargin())
                .dividedBy(2));
    }

    private Outcome run(Duration limit) {
        Optional<List<String>> command = settings.cluster().server().scripts().beforeStop();
        if (command.isEmpty()) {
            return new Outcome.Done();
        }
        if (!limit.isPositive()) {
            LOG.warn("before_stop is not run: the lease is over, PostgreSQL is stopped without waiting for anything");
            return new Outcome.Done();
        }
        Outcome outcome = OperatorProgram.run("before_stop", command, limit);
        if (outcome instanceof Outcome.Failed(String reason)) {
            LOG.warn("{}; PostgreSQL is stopped all the same", reason);
            return new Outcome.Done();
        }
        return outcome;
    }
}
