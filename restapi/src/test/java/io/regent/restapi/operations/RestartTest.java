package io.regent.restapi.operations;

import static io.regent.restapi.TestNode.ME;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.ReadAnswer.Seen;
import io.regent.dcs.ReadAnswer.Unreachable;
import io.regent.postgres.PendingRestart;
import io.regent.restapi.FakeOperations;
import io.regent.restapi.ReinitializeAnswer;
import io.regent.restapi.RestartAnswer;
import io.regent.restapi.ScheduleAnswer;
import io.regent.restapi.TestNode;
import io.regent.restapi.operations.Reply.Sentence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartTest {

    private static final String TOMORROW = "2026-11-22T12:00Z";

    private final FakeOperations agent = new FakeOperations();
    private TestNode node = TestNode.leader();
    private final Restart restart =
            new Restart(agent, () -> node.snapshot(), () -> Instant.parse("2026-11-21T10:00:00Z"));

    @Test
    @Spec("API-110")
    void the_answer_says_how_the_restart_ended() {
        assertThat(restart.restart(Map.of())).isEqualTo(new Sentence(200, "restarted successfully"));
        agent.restart = new RestartAnswer.Busy("reinitialize");
        assertThat(restart.restart(Map.of())).isEqualTo(new Sentence(503, "reinitialize already in progress"));
        agent.restart = new RestartAnswer.StillStarting();
        assertThat(restart.restart(Map.of())).isEqualTo(new Sentence(503, "postgres is still starting"));
        agent.restart = new RestartAnswer.Failed("restart failed");
        assertThat(restart.restart(Map.of())).isEqualTo(new Sentence(503, "restart failed"));
    }

    @ParameterizedTest
    @Spec({"API-111", "API-112", "API-114", "API-115", "HA-211"})
    @CsvSource({
        "role, primary, 200",
        "role, replica, 503",
        "role, standby_leader, 503",
        "role, master, 400",
        "postgres_version, 9.6, 400",
        "postgres_version, 15, 400",
        "postgres_version, 15.4, 503",
        "postgres_version, 15.5, 200",
        "postgres_version, 99.0, 200",
        "postgres_version, 9.6.24, 503",
        "timeout, 20s, 200",
        "timeout, abc, 400",
        "timeout, -1, 400",
        "timeout, 0, 400",
        "foo, 1, 400",
        "schedule, junk, 422",
        "schedule, 2026-11-22T12:00, 400",
        "schedule, 2026-11-22T12:00Z, 202"
    })
    void each_key_is_judged(String key, String value, int code) {
        assertThat(restart.restart(Map.of(key, value)).code()).isEqualTo(code);
        assertThat(agent.calls).hasSize(code < 300 ? 1 : 0);
    }

    @Test
    @Spec({"API-113", "HA-211"})
    void the_mere_presence_of_restart_pending_is_a_condition() {
        assertThat(restart.restart(Map.of("restart_pending", false)).code()).isEqualTo(503);
        node = TestNode.leader().pending(new PendingRestart("max_connections", "100", "200"));
        assertThat(restart.restart(Map.of("restart_pending", false)).code()).isEqualTo(200);
    }

    @Test
    @Spec({"API-114", "HA-211"})
    void the_timeout_is_passed_on() {
        restart.restart(Map.of("timeout", "1min"));
        restart.restart(Map.of("timeout", 20));

        assertThat(agent.calls).containsExactly("restart PT1M", "restart PT20S");
    }

    @Test
    @Spec("API-115")
    void the_first_bad_key_decides() {
        var body = new LinkedHashMap<String, Object>();
        body.put("schedule", "2016-11-22T12:00Z");
        body.put("foo", 1);

        assertThat(restart.restart(body).code()).isEqualTo(422);
    }

    @Test
    @Spec({"API-116", "HA-163", "HA-211"})
    void a_schedule_is_kept_once_and_not_in_pause() {
        assertThat(restart.restart(Map.of("schedule", TOMORROW))).isEqualTo(new Sentence(202, "Restart scheduled"));
        agent.schedule = new ScheduleAnswer.AlreadyScheduled();
        assertThat(restart.restart(Map.of("schedule", TOMORROW)).code()).isEqualTo(409);
        agent.schedule = new ScheduleAnswer.NotSupported("not yet");
        assertThat(restart.restart(Map.of("schedule", TOMORROW))).isEqualTo(new Sentence(501, "not yet"));
        agent.reading =
                new Seen(TestNode.cluster(Map.of("pause", true), Optional.of(ME), Optional.empty(), Optional.empty()));
        assertThat(restart.restart(Map.of("schedule", "garbage")).code()).isEqualTo(500);
    }

    @Test
    @Spec("API-119")
    void a_scheduled_restart_can_be_deleted() {
        assertThat(restart.delete()).isEqualTo(new Sentence(404, "no restarts are scheduled"));
        agent.hasScheduledRestart = true;
        assertThat(restart.delete()).isEqualTo(new Sentence(200, "scheduled restart deleted"));
    }

    @Test
    @Spec("API-015")
    void a_silent_dcs_is_never_success() {
        agent.reading = new Unreachable("timeout");

        assertThat(restart.restart(Map.of()).code()).isEqualTo(503);
        assertThat(new Reinitialize(agent).reinitialize(Map.of()).code()).isEqualTo(503);
        assertThat(agent.calls).isEmpty();
    }

    @Test
    @Spec({"API-121", "API-122", "API-123"})
    void a_reinitialization_is_begun_or_refused_with_its_reason() {
        var reinitialize = new Reinitialize(agent);

        assertThat(reinitialize.reinitialize(Map.of("force", "on", "from_leader", true)))
                .isEqualTo(new Sentence(200, "reinitialize started"));
        reinitialize.reinitialize(Map.of("force", true, "keep_newer_data", true));
        reinitialize.reinitialize(Map.of());
        assertThat(agent.calls)
                .containsExactly(
                        "reinitialize force=true fromLeader=true discardsNewerData=true",
                        "reinitialize force=true fromLeader=false discardsNewerData=false",
                        "reinitialize force=false fromLeader=false discardsNewerData=false");
        agent.reinitialize = new ReinitializeAnswer.IsLeader();
        assertThat(reinitialize.reinitialize(Map.of()).code()).isEqualTo(503);
        agent.reinitialize = new ReinitializeAnswer.Refused("Cluster has no leader, can not reinitialize");
        assertThat(reinitialize.reinitialize(Map.of()))
                .isEqualTo(new Sentence(503, "Cluster has no leader, can not reinitialize"));
        agent.reinitialize = new ReinitializeAnswer.Busy("restart");
        assertThat(reinitialize.reinitialize(Map.of())).isEqualTo(new Sentence(503, "restart already in progress"));
    }
}
