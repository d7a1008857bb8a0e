package io.regent.agent.simulation.mutant;

import io.regent.agent.cycle.Fence;
import io.regent.dcs.Deadline;
import java.time.Duration;
import java.util.Optional;

/** A fence that passes everything on; whoever extends it moves it wrongly. */
class Moved implements Fence {

    private final Fence real;

    Moved(Fence real) {
        this.real = real;
    }

    @Override
    public void arm(Deadline until) {
        real.arm(until);
    }

    @Override
    public void disarm() {
        real.disarm();
    }

    /** It stays where it was armed. */
    static final class Once extends Moved {

        private Optional<Deadline> first = Optional.empty();

        Once(Fence real) {
            super(real);
        }

        @Override
        public void arm(Deadline until) {
            first = first.or(() -> Optional.of(until));
            super.arm(first.orElseThrow());
        }

        @Override
        public void disarm() {
            first = Optional.empty();
            super.disarm();
        }
    }

    /** It acts when the lease is over already. */
    static final class Late extends Moved {

        private static final Duration DELAY = Duration.ofSeconds(10);

        Late(Fence real) {
            super(real);
        }

        @Override
        public void arm(Deadline until) {
            super.arm(new Deadline(until.nanos() + DELAY.toNanos()));
        }
    }

    /** It stays armed. */
    static final class Forgotten extends Moved {

        Forgotten(Fence real) {
            super(real);
        }

        @Override
        public void disarm() {}
    }

    /** It is never armed. */
    static final class Never extends Moved {

        Never(Fence real) {
            super(real);
        }

        @Override
        public void arm(Deadline until) {}
    }
}
