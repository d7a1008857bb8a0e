package io.regent.agent.simulation.world;

import io.regent.agent.cycle.Fence;
import io.regent.agent.cycle.Observer;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.View;
import io.regent.dcs.LeaseStore;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.Tags;
import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * How the parts of an agent are put together. A test takes a layer away, or puts a broken part between, to see that the
 * oracles notice; the production classes know nothing of it.
 */
public interface Wiring {

    /** Whether the fence timer works. */
    default boolean fence() {
        return true;
    }

    /** What the operator wants of the hardware watchdog, which every machine has. */
    default WatchdogPlan.Mode watchdog() {
        return WatchdogPlan.Mode.OFF;
    }

    /** Whether the supervisor runs. */
    default boolean supervisor() {
        return fence();
    }

    /** Whether history files are archived, so that no two promotions choose the same timeline (LES-023). */
    default boolean archive() {
        return true;
    }

    /** Whether the cluster's settings have {@code failsafe_mode}. */
    default boolean failsafeMode() {
        return false;
    }

    /** The members' answers to a leader without the store, as it sees them. */
    default FailsafeVotes votes(FailsafeVotes real, View view) {
        return real;
    }

    /** What operators want of synchronous replication at first. */
    default Settings.Sync synchronous() {
        return Settings.Sync.NONE;
    }

    /** The settings that a member works with, from its own file and from the shared document. */
    default Settings settings(Settings real) {
        return real;
    }

    /** The tags in a member's own file. */
    default Tags tags(MemberName member) {
        return Tags.NONE;
    }

    /** Whether this member may ask for the lease, as far as its promises to a leader without the store go. */
    default boolean mayRace(boolean real) {
        return real;
    }

    /** The store as the lease holder sees it. */
    default LeaseStore store(LeaseStore real, MonotonicClock clock) {
        return real;
    }

    /** The observer as the cycle sees it. */
    default Observer observer(Observer real) {
        return real;
    }

    /** The performer as the cycle sees it. */
    default Performer performer(Performer real) {
        return real;
    }

    /** The fence timer as the agent sees it. */
    default Fence fence(Fence real) {
        return real;
    }

    /** The supervisor as the agent sees it. */
    default Fence supervisor(Fence real) {
        return real;
    }

    /** The watchdog of the machine as the agent sees it. */
    default Watchdog watchdog(Watchdog real) {
        return real;
    }

    /** What background work asks before it makes the server a primary. */
    default BooleanSupplier mayWrite(BooleanSupplier real) {
        return real;
    }

    /** As in production. */
    static Wiring whole() {
        return new Wiring() {};
    }

    /** As in production, with other settings. */
    static Wiring with(UnaryOperator<Settings> change) {
        return new Wiring() {
            @Override
            public Settings settings(Settings real) {
                return change.apply(real);
            }
        };
    }

    /** As in production, with tags in the file of one member. */
    static Wiring tagging(String member, Tags tags) {
        return new Wiring() {
            @Override
            public Tags tags(MemberName asked) {
                return asked.value().equals(member) ? tags : Tags.NONE;
            }
        };
    }

    /** As in production, with synchronous replication. */
    static Wiring synchronous(Settings.Sync wanted) {
        return new Wiring() {
            @Override
            public Settings.Sync synchronous() {
                return wanted;
            }
        };
    }

    /** As in production, where no history file is archived. */
    static Wiring withoutArchive() {
        return new Wiring() {
            @Override
            public boolean archive() {
                return false;
            }
        };
    }

    /** With the watchdog and without the fence timer. */
    static Wiring watchdogInsteadOfFence() {
        return new Wiring() {
            @Override
            public boolean fence() {
                return false;
            }

            @Override
            public WatchdogPlan.Mode watchdog() {
                return WatchdogPlan.Mode.REQUIRED;
            }
        };
    }

    /** Without the fence timer, so that only the cycle protects. */
    static Wiring withoutFence() {
        return new Wiring() {
            @Override
            public boolean fence() {
                return false;
            }
        };
    }
}
