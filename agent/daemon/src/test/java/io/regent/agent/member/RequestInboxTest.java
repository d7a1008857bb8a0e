package io.regent.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.OperatorRequest;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduledRestart;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators ask of this agent. */
class RequestInboxTest {

    private static final OperatorRequest RESTART = new OperatorRequest.Restart(Optional.empty());
    private static final OperatorRequest OTHER_RESTART =
            new OperatorRequest.Restart(Optional.of(Duration.ofSeconds(5)));

    private final RequestInbox inbox = new RequestInbox();

    @Test
    void one_request_waits_at_a_time() {
        assertThat(inbox.submit(RESTART)).isPresent();
        assertThat(inbox.submit(OTHER_RESTART)).isEmpty();
        assertThat(inbox.waiting()).contains(RESTART);
    }

    @Test
    void a_taken_request_has_begun_and_makes_room() {
        RequestInbox.Entry entry = inbox.submit(RESTART).orElseThrow();

        assertThat(inbox.take(RESTART)).contains(entry);

        assertThat(entry.begun()).isCompleted();
        assertThat(inbox.waiting()).isEmpty();
        assertThat(inbox.withdraw(entry)).isFalse();
    }

    @Test
    void another_request_than_the_one_that_was_decided_upon_is_not_taken() {
        RequestInbox.Entry entry = inbox.submit(RESTART).orElseThrow();
        assertThat(inbox.withdraw(entry)).isTrue();
        inbox.submit(OTHER_RESTART);

        assertThat(inbox.take(RESTART)).isEmpty();
        assertThat(inbox.waiting()).contains(OTHER_RESTART);
    }

    @Test
    void one_restart_is_scheduled_at_a_time() {
        var first = new RestartPlan(
                new ScheduledRestart(OffsetDateTime.parse("2026-01-02T03:04:05Z"), RestartConditions.NONE),
                Optional.empty());
        var second = new RestartPlan(
                new ScheduledRestart(OffsetDateTime.parse("2026-01-03T03:04:05Z"), RestartConditions.NONE),
                Optional.empty());

        assertThat(inbox.schedule(first)).isTrue();
        assertThat(inbox.schedule(second)).isFalse();
        inbox.unschedule(second);
        assertThat(inbox.scheduled()).contains(first);
        inbox.unschedule(first);
        assertThat(inbox.scheduled()).isEmpty();
    }

    @Test
    void the_wish_to_stop_stays() {
        assertThat(inbox.isStopping()).isFalse();

        inbox.stop();

        assertThat(inbox.isStopping()).isTrue();
    }
}
