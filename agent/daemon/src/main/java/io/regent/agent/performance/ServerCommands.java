package io.regent.agent.performance;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.Upstreams;
import io.regent.agent.decision.View;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.performance.BackgroundSlot.Progress;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.postgres.StartAs;
import io.regent.postgres.StopMode;
import io.regent.postgres.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands to the local server. Each is work for the background slot. */
final class ServerCommands {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCommands.class);
    /** How long an immediate stop may take before the processes are killed. */
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(3);
    /** A graceful stop has no limit of its own: the fence and the operator have (HA-076). */
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final Postgres postgres;
    private final BackgroundSlot slot;
    private final LiveSettings settings;
    private final LeaseHolder lease;
    private final MonotonicClock clock;
    private final AtomicBoolean owesCheckpoint = new AtomicBoolean();

    ServerCommands(
            Postgres postgres, BackgroundSlot slot, LiveSettings settings, LeaseHolder lease, MonotonicClock clock) {
        this.postgres = postgres;
        this.slot = slot;
        this.settings = settings;
        this.lease = lease;
        this.clock = clock;
    }

    /** Whether a checkpoint after the promotion is still to come (HA-011). */
    boolean owesCheckpoint() {
        return owesCheckpoint.get();
    }

    void bootstrap() {
        var plan = new BootstrapPlan(
                options(settings.file().bootstrap().initdbOptions()),
                settings.file().bootstrap().pgHba());
        slot.start(Task.BOOTSTRAP, progress -> postgres.bootstrap(plan));
    }

    void startPrimary() {
        slot.start(Task.START_PRIMARY, progress -> postgres.start(new StartAs.Primary()));
    }

    void startStandby(View view, Optional<MemberName> member) {
        Optional<Upstream> upstream = member.flatMap(name -> upstream(view, name));
        slot.start(Task.START_STANDBY, progress -> postgres.start(new StartAs.Standby(upstream)));
    }

    void follow(View view, MemberName member) {
        Optional<Upstream> upstream = upstream(view, member);
        slot.start(Task.FOLLOW, progress -> postgres.follow(upstream));
    }

    void copy(View view, MemberName source) {
        Optional<Upstream> upstream = upstream(view, source);
        var plan = new ClonePlan(
                options(settings.cluster().server().replicaCreation().basebackupOptions()));
        slot.start(Task.CLONE, progress -> {
            if (upstream.isEmpty()) {
                return new Outcome.Failed("the address of " + source + " is not known");
            }
            Outcome removed = removeOldData(view);
            return removed instanceof Outcome.Done ? postgres.cloneFrom(upstream.orElseThrow(), plan) : removed;
        });
    }

    void rewind(View view, MemberName source) {
        Optional<Upstream> upstream = upstream(view, source);
        slot.start(
                Task.REWIND,
                progress -> upstream.map(postgres::rewind)
                        .orElseGet(() -> new Outcome.Failed("the address of " + source + " is not known")));
    }

    void recoverCrash() {
        slot.start(Task.RECOVER, progress -> postgres.recoverInSingleUserMode());
    }

    /** The lease is looked at once more, right before the step that cannot be taken back (LES-028). */
    void promote() {
        slot.start(Task.PROMOTE, progress -> {
            boolean ours =
                    lease.until().filter(end -> !end.passedAt(clock.nanos())).isPresent();
            if (!ours) {
                return new Outcome.Failed("the lease ended before the promotion");
            }
            owesCheckpoint.set(true);
            progress.committed();
            Outcome promoted = postgres.promote(settings.cluster().primaryStartTimeout());
            slot.chore("checkpoint", this::checkpoint);
            return promoted;
        });
    }

    void restart(View view, RequestInbox.Entry entry) {
        StartAs role =
                view.postgres() instanceof PostgresState.Running(ServerFacts facts) && facts.role() == Role.STANDBY
                        ? new StartAs.Standby(facts.upstream())
                        : new StartAs.Primary();
        slot.start(Task.RESTART, progress -> {
            Outcome outcome = postgres.restart(role);
            entry.end().complete(outcome);
            return outcome;
        });
    }

    void demote(View view, Demotion kind) {
        boolean primary = view.isPrimary();
        slot.start(Task.DEMOTE, progress -> switch (kind) {
            case GRACEFUL -> gracefully(primary, progress);
            case IMMEDIATE, IMMEDIATE_NOLOCK -> atOnce();
            case OFFLINE -> offline();
        });
    }

    /** Stops everything and deletes nothing; what a failed bootstrap left is put aside. */
    Outcome abandonBootstrap() {
        slot.close();
        Outcome stopped = atOnce();
        return stopped instanceof Outcome.Done ? postgres.putDataAside() : stopped;
    }

    private Outcome gracefully(boolean primary, Progress progress) {
        if (primary) {
            Outcome checkpoint = postgres.checkpoint();
            if (checkpoint instanceof Outcome.Failed(String reason)) {
                LOG.warn("The checkpoint before the stop failed, the stop does it: {}", reason);
            }
        }
        return postgres.stop(StopMode.FAST, UNLIMITED, end -> progress.shutDownAt(end.start()));
    }

    private Outcome atOnce() {
        Outcome stopped = postgres.stop(StopMode.IMMEDIATE, IMMEDIATE_STOP, end -> {});
        return stopped instanceof Outcome.Done ? stopped : kill();
    }

    private Outcome kill() {
        Deadline limit = Deadline.after(clock.nanos(), IMMEDIATE_STOP);
        while (postgres.process().isAlive() || postgres.process().backendsAlive()) {
            postgres.process().signal(Signal.KILL);
            if (limit.passedAt(clock.nanos())) {
                return new Outcome.Failed("processes of the server are still alive after SIGKILL");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return new Outcome.Done();
    }

    /** Fast within the lease, at once after it, and then read-only again, for which nobody is needed (LES-040). */
    private Outcome offline() {
        Duration left = lease.until().map(end -> end.leftAt(clock.nanos())).orElse(Duration.ZERO);
        Duration margin = settings.forDecision().fenceMargin().multipliedBy(2);
        Duration gentle = left.minus(margin);
        Outcome stopped =
                gentle.isPositive() ? postgres.stop(StopMode.FAST, gentle, end -> {}) : new Outcome.StillUnderWay();
        Outcome gone = stopped instanceof Outcome.Done ? stopped : atOnce();
        return gone instanceof Outcome.Done ? postgres.start(new StartAs.Standby(Optional.empty())) : gone;
    }

    private Outcome removeOldData(View view) {
        return switch (view.postgres()) {
            case PostgresState.NoData _ -> new Outcome.Done();
            case PostgresState.HalfDone _, PostgresState.Stopped _ -> postgres.removeData();
            case PostgresState.Running _,
                    PostgresState.Starting _,
                    PostgresState.Unresponsive _,
                    PostgresState.UnreadableData _ -> {
                Outcome stopped = atOnce();
                yield stopped instanceof Outcome.Done ? postgres.removeData() : stopped;
            }
        };
    }

    private void checkpoint() {
        Outcome done = postgres.checkpoint();
        if (done instanceof Outcome.Done) {
            owesCheckpoint.set(false);
        } else {
            LOG.warn("The checkpoint after the promotion was not done: {}", done);
        }
    }

    private static Optional<Upstream> upstream(View view, MemberName member) {
        return view.cluster().member(member).flatMap(record -> Upstreams.of(record, view));
    }

    private static List<ProgramOption> options(List<String> arguments) {
        return arguments.stream().map(ServerCommands::option).toList();
    }

    private static ProgramOption option(String argument) {
        String text = argument.substring("--".length());
        int equals = text.indexOf('=');
        return equals < 0
                ? new ProgramOption(text, Optional.empty())
                : new ProgramOption(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
    }
}
