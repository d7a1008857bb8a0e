package io.regent.agent.member;

import io.regent.agent.waiting.Bounded;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.WorkProgress;
import io.regent.restapi.PresentStatusSource;
import io.regent.restapi.ServerStatus;
import io.regent.restapi.StatusSnapshot;
import io.regent.restapi.StatusSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the API answers from, for those who need to know where the log of the server ends at this moment. The last cycle's look is up
 * to {@code loop_wait} old: on a busy cluster a candidate would seem to lag, and after a failure a member would seem to have less
 * than it acknowledged.
 */
public final class PresentStatus implements PresentStatusSource {

    /** Less than the two seconds that other members wait (HA-024), so that what else is known reaches them. */
    private static final Duration LIMIT = Duration.ofMillis(1_500);

    private final StatusSource published;
    private final Supplier<Optional<ServerFacts>> server;
    private final Supplier<Optional<WorkProgress>> work;

    /**
     * @param server asks the server; may take its time
     * @param work how far the work is that keeps the server away
     */
    public PresentStatus(
            StatusSource published, Supplier<Optional<ServerFacts>> server, Supplier<Optional<WorkProgress>> work) {
        this.published = published;
        this.server = server;
        this.work = work;
    }

    @Override
    public StatusSnapshot snapshot() {
        return published.snapshot();
    }

    /** A server that was not running at the last look is not asked; one that was and says nothing now is unknown (API-047). */
    @Override
    public StatusSnapshot present() {
        if (!published.snapshot().server().isRunning()) {
            return published.snapshot().with(work.get());
        }
        Optional<ServerFacts> facts = Bounded.ask(server).within(LIMIT, Optional.empty());
        StatusSnapshot last = published.snapshot();
        return last.server().isRunning() ? last.with(answered(last.server(), facts)) : last;
    }

    private static ServerStatus answered(ServerStatus last, Optional<ServerFacts> facts) {
        return facts.isPresent()
                ? new ServerStatus(last.state(), last.remembered(), facts, last.pendingRestart())
                : new ServerStatus(Optional.empty(), last.remembered(), Optional.empty(), List.of());
    }
}
