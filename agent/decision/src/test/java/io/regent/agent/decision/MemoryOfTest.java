package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The memory of an agent that has run for a while, and what a test changes of it. */
final class MemoryOfTest {

    @FunctionalInterface
    interface Change {
        void applyTo(MemoryOfTest memory);
    }

    Optional<Cluster> lastLed = Optional.empty();
    boolean leaseWon;
    Optional<OtherLeader> otherLeader = Optional.empty();
    Optional<Role> lastRole = Optional.empty();
    /** When not said: what the last role says. */
    Optional<Boolean> mayRunAsPrimary = Optional.empty();

    boolean justStarted;
    boolean bootstrapping;
    boolean steppingDown;
    boolean mayRejoinPaused;
    Optional<Demotion> demoting = Optional.empty();
    Optional<Duration> confirmedFor = Optional.empty();
    Optional<Duration> promotionFailedAgo = Optional.empty();
    Optional<Duration> releasedAgo = Optional.empty();
    boolean divergenceDue;
    boolean recoveryUsed;
    RewindMemory rewind = RewindMemory.NONE;
    Standstill standstill = Standstill.NONE;
    Optional<Duration> startingFor = Optional.empty();
    Optional<Duration> startLimit = Optional.empty();
    Optional<Duration> leaderlessFor = Optional.empty();
    Optional<Lsn> lastPosition = Optional.empty();
    Optional<Duration> unheardFor = Optional.empty();
    /** Before it, this agent may not race in failsafe mode. */
    Optional<Duration> firstTurnAgo = Optional.of(Duration.ofMinutes(30));

    SortedMap<String, String> underWay = new TreeMap<>();

    Crashes crashes = Crashes.NONE;
    boolean paused;
    final SortedMap<String, Long> slotsSeen = new TreeMap<>();
    final SortedMap<String, Long> idleSlots = new TreeMap<>();
    final SortedMap<String, Long> copiedSlots = new TreeMap<>();
    SyncMemory sync = SyncMemory.NONE;

    Memory build(PostgresState postgres) {
        Optional<Role> role = justStarted ? Optional.empty() : lastRole.or(() -> roleOf(postgres));
        return new Memory(
                lastLed,
                leaseWon,
                otherLeader,
                role,
                mayRunAsPrimary.orElse(role.filter(Role.PRIMARY::equals).isPresent()),
                bootstrapping,
                steppingDown,
                mayRejoinPaused,
                demoting,
                confirmedFor.map(left -> Deadline.after(Views.NOW, left)),
                promotionFailedAgo.map(ago -> Views.NOW - ago.toNanos()),
                releasedAgo.map(ago -> Views.NOW - ago.toNanos()),
                divergenceDue,
                recoveryUsed,
                rewind,
                standstill,
                startingFor.map(ago -> Views.NOW - ago.toNanos()),
                startLimit,
                leaderlessFor.map(ago -> Views.NOW - ago.toNanos()),
                lastPosition,
                unheardFor.map(ago -> Views.NOW - ago.toNanos()),
                new FailsafePast(firstTurnAgo.map(ago -> Views.NOW - ago.toNanos()), underWay),
                crashes,
                paused,
                new SlotMemory(slotsSeen, idleSlots, copiedSlots),
                sync);
    }

    private static Optional<Role> roleOf(PostgresState postgres) {
        return switch (postgres) {
            case PostgresState.Running(ServerFacts facts) -> Optional.of(facts.role());
            case PostgresState.Unresponsive silent -> Optional.of(silent.lastKnown());
            case PostgresState.NoData _,
                    PostgresState.UnreadableData _,
                    PostgresState.HalfDone _,
                    PostgresState.Stopped _,
                    PostgresState.Starting _ -> Optional.empty();
        };
    }
}
