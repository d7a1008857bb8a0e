package io.regent.agent.simulation.world;

import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Task;
import io.regent.agent.simulation.engine.Routine;
import io.regent.postgres.Outcome;
import io.regent.postgres.ShutdownCheckpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The one place for long work of an agent. */
final class BackgroundSlot {

    private record Held(Task task, long since, Routine routine) {}

    private final World world;
    private final Node node;
    private final String name;
    private final Runnable wakeLoop;
    private Optional<Held> held = Optional.empty();
    private Optional<BackgroundWork> ended = Optional.empty();
    private boolean committed;
    private Optional<ShutdownCheckpoint> shutDownAt = Optional.empty();

    BackgroundSlot(World world, Node node, String name, Runnable wakeLoop) {
        this.world = world;
        this.node = node;
        this.name = name;
        this.wakeLoop = wakeLoop;
    }

    /** Ends what runs and begins the work. */
    void begin(Task task, Supplier<Outcome> work) {
        end();
        committed = false;
        shutDownAt = Optional.empty();
        world.workBegins();
        world.chronicle().note(node.name(), "begins: " + task.words());
        Routine routine = Routine.begin(world.scheduler(), node.agentHost(), name, () -> over(task, work.get()));
        held = Optional.of(new Held(task, world.now(), routine));
    }

    /** Ends what runs, without a result. */
    void end() {
        Optional<Held> running = held;
        held = Optional.empty();
        ended = Optional.empty();
        running.ifPresent(work -> {
            world.chronicle().note(node.name(), "breaks off: " + work.task().words());
            work.routine().end();
        });
    }

    /** Ends what runs, unless it has taken the step that cannot be taken back; then the loop looks again. */
    void cancel() {
        if (committed && held.isPresent()) {
            wakeLoop.run();
        } else {
            end();
        }
    }

    /** The step that cannot be taken back is taken now. */
    void commit() {
        committed = true;
    }

    /** The shutdown checkpoint is written; the loop is to know at once. */
    void shutDown(ShutdownCheckpoint at) {
        shutDownAt = Optional.of(at);
        wakeLoop.run();
    }

    Optional<Task> task() {
        return held.map(Held::task);
    }

    /** What a cycle sees; the end of a work is told once. */
    BackgroundWork look() {
        Optional<BackgroundWork> told = ended;
        ended = Optional.empty();
        return held.<BackgroundWork>map(work -> new BackgroundWork.Running(
                        work.task(), Duration.ofNanos(world.now() - work.since()), committed, shutDownAt))
                .or(() -> told)
                .orElseGet(BackgroundWork.Idle::new);
    }

    private void over(Task task, Outcome outcome) {
        held = Optional.empty();
        BackgroundWork result = switch (outcome) {
            case Outcome.Done _, Outcome.StillUnderWay _ -> new BackgroundWork.Succeeded(task);
            case Outcome.Failed(String reason) -> new BackgroundWork.Failed(task, reason);
            case Outcome.NotReady(String reason) -> new BackgroundWork.NotReady(task, reason);
            case Outcome.Cancelled _ -> new BackgroundWork.Idle();
        };
        ended = Optional.of(result);
        world.chronicle().note(node.name(), () -> "ends: " + task.words() + ", " + outcome);
        boolean tryAgain = outcome instanceof Outcome.Failed || outcome instanceof Outcome.NotReady;
        if (!tryAgain || task.isUrgent()) {
            wakeLoop.run();
        }
    }
}
