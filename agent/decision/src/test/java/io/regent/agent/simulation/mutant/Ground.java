package io.regent.agent.simulation.mutant;

import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a mutant lives. Layers of safety hide each other's faults, so those that would hide it are not there. */
enum Ground {
    /** Three members, and every layer works. */
    WHOLE(3, Wiring.whole()),
    /** A cluster of two, where one that is left has nobody to ask. */
    PAIR(2, Wiring.whole()),
    /** Neither fence timer nor supervisor, so that only the cycle protects. */
    NO_FENCE(3, Wiring.withoutFence()),
    NO_SUPERVISOR(3, new Wiring() {
        @Override
        public boolean supervisor() {
            return false;
        }
    }),
    /** The supervisor, and no fence timer. */
    SUPERVISOR(3, new Wiring() {
        @Override
        public boolean fence() {
            return false;
        }

        @Override
        public boolean supervisor() {
            return true;
        }
    }),
    /** The watchdog, and neither fence timer nor supervisor. */
    WATCHDOG(3, Wiring.watchdogInsteadOfFence()),
    /** Without an archive, so that two promotions may choose the same timeline. */
    NO_ARCHIVE(3, Wiring.withoutArchive()),
    /** With {@code failsafe_mode}. */
    CONSENT(3, withFailsafe()),
    /** The same in a cluster of two, where one answer decides. */
    CONSENT_OF_ONE(2, withFailsafe()),
    /** With {@code synchronous_mode}. */
    SYNCHRONOUS(3, Wiring.synchronous(new Settings.Sync(Settings.Sync.Mode.ON, false, 1, -1))),
    /** With {@code synchronous_mode: quorum}. */
    QUORUM(3, Wiring.synchronous(new Settings.Sync(Settings.Sync.Mode.QUORUM, false, 1, -1)));

    /** What happens on a ground. */
    record Trouble(Ground ground, Set<Kind> faults) {

        /** What is broken, from the inside outwards. */
        Experiment broken(Wiring... parts) {
            return new Experiment(ground.members, faults, new Broken(ground.wiring, List.of(parts)), ground.wiring);
        }
    }

    private final int members;

    @SuppressWarnings("ImmutableEnumChecker") // none has a state
    private final Wiring wiring;

    Ground(int members, Wiring wiring) {
        this.members = members;
        this.wiring = wiring;
    }

    Trouble under(Kind first, Kind... others) {
        return new Trouble(this, EnumSet.of(first, others));
    }

    private static Wiring withFailsafe() {
        return new Wiring() {
            @Override
            public boolean failsafeMode() {
                return true;
            }
        };
    }
}
