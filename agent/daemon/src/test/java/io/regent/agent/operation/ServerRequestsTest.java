package io.regent.agent.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Task;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.agent.member.RequestInbox;
import io.regent.postgres.Outcome;
import io.regent.restapi.ReinitializeAnswer;
import io.regent.restapi.ReinitializeRequest;
import io.regent.restapi.RestartAnswer;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduleAnswer;
import io.regent.restapi.ScheduledRestart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators ask of the local server. */
class ServerRequestsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final ReinitializeRequest GENTLE = new ReinitializeRequest(false, false, false);
    private static final ReinitializeRequest FORCED = new ReinitializeRequest(true, false, false);

    /** Cancels what runs and keeps newer data. */
    private static final ReinitializeRequest HASTY = new ReinitializeRequest(true, false, true);

    @TempDir
    Path data;

    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Spec("API-110")
    @Test
    void a_restart_answers_when_it_is_over() {
        assertThat(restartThatEnds(new Outcome.Done())).isEqualTo(new RestartAnswer.Restarted());
        assertThat(restartThatEnds(new Outcome.Failed("no memory"))).isEqualTo(new RestartAnswer.Failed("no memory"));
        assertThat(restartThatEnds(new Outcome.StillUnderWay())).isEqualTo(new RestartAnswer.StillStarting());
        assertThat(restartThatEnds(new Outcome.Cancelled())).isInstanceOf(RestartAnswer.Failed.class);
    }

    @Test
    void a_restart_that_takes_longer_than_its_timeout_is_still_starting() {
        CompletableFuture<RestartAnswer> answer = asked(requests(LONG), timeout(SHORT));
        take();

        assertThat(answer.join()).isEqualTo(new RestartAnswer.StillStarting());
    }

    @Test
    void a_restart_beside_other_work_is_refused_with_its_name() {
        run(Task.CLONE);

        assertThat(requests(LONG).restart(RestartConditions.NONE))
                .isEqualTo(new RestartAnswer.Busy("bootstrap from another member"));
        assertThat(node.requests.waiting()).isEmpty();
    }

    @Test
    void a_second_request_is_refused() {
        node.requests.submit(new OperatorRequest.Reinitialize(false, false));

        assertThat(requests(LONG).restart(RestartConditions.NONE)).isEqualTo(new RestartAnswer.Busy("another request"));
    }

    @Test
    void a_request_that_the_loop_does_not_turn_to_is_taken_back() {
        assertThat(requests(SHORT).restart(RestartConditions.NONE)).isInstanceOf(RestartAnswer.Busy.class);

        assertThat(node.requests.waiting()).isEmpty();
    }

    @Spec("API-121")
    @Test
    void a_reinitialization_answers_when_it_has_begun_or_was_refused() {
        assertThat(reinitializationThatEnds(new Outcome.Done())).isEqualTo(new ReinitializeAnswer.Started());
        assertThat(reinitializationThatEnds(new Outcome.Failed("no leader")))
                .isEqualTo(new ReinitializeAnswer.Refused("no leader"));
        run(Task.RESTART);
        assertThat(requests(LONG).reinitialize(GENTLE)).isEqualTo(new ReinitializeAnswer.Busy("restart"));
        lead();
        assertThat(requests(LONG).reinitialize(GENTLE)).isEqualTo(new ReinitializeAnswer.IsLeader());
    }

    @Spec("API-122")
    @Test
    void an_operator_in_haste_ends_a_copy() {
        run(Task.CLONE);

        CompletableFuture<ReinitializeAnswer> answer =
                CompletableFuture.supplyAsync(() -> requests(LONG).reinitialize(FORCED));
        node.idle();
        take().end().complete(new Outcome.Done());

        assertThat(answer.join()).isEqualTo(new ReinitializeAnswer.Started());
    }

    @Test
    void haste_alone_does_not_throw_newer_data_away() {
        assertThat(askedOfTheLoop(FORCED)).isEqualTo(new OperatorRequest.Reinitialize(false, true));
        assertThat(askedOfTheLoop(GENTLE)).isEqualTo(new OperatorRequest.Reinitialize(false, false));
        assertThat(askedOfTheLoop(HASTY)).isEqualTo(new OperatorRequest.Reinitialize(false, false));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEMOTE", "PROMOTE", "START_PRIMARY", "BOOTSTRAP", "RESTART"})
    void no_haste_ends_a_demotion_or_what_makes_a_primary(Task task) {
        run(task);

        assertThat(requests(LONG).reinitialize(FORCED)).isEqualTo(new ReinitializeAnswer.Busy(task.words()));
        assertThat(node.slot.running()).contains(task);
    }

    @Spec({"API-116", "API-119"})
    @Test
    void one_restart_can_be_scheduled_and_deleted() {
        node.postgres.is(Samples.primary(1));
        var restart = new ScheduledRestart(OffsetDateTime.parse("2026-01-02T03:05:00Z"), RestartConditions.NONE);
        ServerRequests requests = requests(LONG);

        assertThat(requests.schedule(restart)).isEqualTo(new ScheduleAnswer.Scheduled());
        assertThat(requests.schedule(restart)).isEqualTo(new ScheduleAnswer.AlreadyScheduled());
        assertThat(requests.unschedule()).isTrue();
        assertThat(requests.unschedule()).isFalse();
    }

    private OperatorRequest askedOfTheLoop(ReinitializeRequest request) {
        CompletableFuture<ReinitializeAnswer> answer =
                CompletableFuture.supplyAsync(() -> requests(LONG).reinitialize(request));
        RequestInbox.Entry entry = take();
        entry.end().complete(new Outcome.Done());
        answer.join();
        return entry.request();
    }

    private RestartAnswer restartThatEnds(Outcome outcome) {
        CompletableFuture<RestartAnswer> answer = asked(requests(LONG), RestartConditions.NONE);
        take().end().complete(outcome);
        return answer.join();
    }

    private ReinitializeAnswer reinitializationThatEnds(Outcome outcome) {
        CompletableFuture<ReinitializeAnswer> answer =
                CompletableFuture.supplyAsync(() -> requests(LONG).reinitialize(GENTLE));
        take().end().complete(outcome);
        return answer.join();
    }

    private static CompletableFuture<RestartAnswer> asked(ServerRequests requests, RestartConditions conditions) {
        return CompletableFuture.supplyAsync(() -> requests.restart(conditions));
    }

    private static RestartConditions timeout(Duration limit) {
        return new RestartConditions(Optional.empty(), Optional.empty(), false, Optional.of(limit));
    }

    /** What the loop does when its table says so. */
    private RequestInbox.Entry take() {
        Await.until(() -> node.requests.waiting().isPresent());
        return node.requests.take(node.requests.waiting().orElseThrow()).orElseThrow();
    }

    private void run(Task task) {
        node.slot.start(task, progress -> {
            try {
                new CountDownLatch(1).await();
                return new Outcome.Done();
            } catch (InterruptedException e) {
                return new Outcome.Cancelled();
            }
        });
    }

    private void lead() {
        node.lease.acquire(Duration.ofSeconds(30));
    }

    private ServerRequests requests(Duration toBegin) {
        return new ServerRequests(node.node, node.leadership, node.board, toBegin);
    }
}
