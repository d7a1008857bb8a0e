package io.regent.restapi.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.FailsafeReply;
import io.regent.restapi.FakeOperations;
import io.regent.restapi.operations.Reply.Consent;
import io.regent.restapi.operations.Reply.ErrorPage;
import io.regent.restapi.operations.Reply.Sentence;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A leader without the DCS asks for the consent of this member. */
class FailsafeTest {

    private static final Map<String, Object> CALLER = Map.of(
            "name", "pg-2",
            "conn_url", "postgres://pg-2:5432/postgres",
            "api_url", "http://pg-2:8008/patroni",
            "slots", Map.of("pg_1", 5, "pg_2", 67108864L));

    private final FakeOperations agent = new FakeOperations();
    private final Failsafe failsafe = new Failsafe(agent);

    @Spec("API-126")
    @Test
    void each_answer_of_the_agent_has_its_code_and_its_words() {
        agent.consent = new FailsafeReply.Accepted(new Lsn(67108864), Duration.ofSeconds(30));
        assertThat(failsafe.vote(CALLER)).isEqualTo(new Consent(new Lsn(67108864), Duration.ofSeconds(30)));

        agent.consent = new FailsafeReply.Leading();
        assertThat(failsafe.vote(CALLER)).isEqualTo(new Sentence(500, "Running as a leader"));

        agent.consent = new FailsafeReply.Off();
        assertThat(failsafe.vote(CALLER)).isEqualTo(new ErrorPage(502));

        agent.consent = new FailsafeReply.Refused("the leader is pg-3");
        assertThat(failsafe.vote(CALLER)).isEqualTo(new Sentence(500, "the leader is pg-3"));
    }

    @Test
    void the_agent_is_told_who_asks_and_where_its_slots_are() {
        failsafe.vote(CALLER);

        assertThat(agent.calls)
                .singleElement()
                .asString()
                .contains("pg-2", "postgres://pg-2:5432/postgres", "http://pg-2:8008/patroni", "pg_1", "0/4000000");
    }

    @Test
    void who_has_no_name_is_not_heard() {
        assertThat(failsafe.vote(Map.of("api_url", "http://pg-2:8008/patroni"))).isEqualTo(new ErrorPage(400));
        assertThat(failsafe.vote(Map.of("name", 5))).isEqualTo(new ErrorPage(400));
        assertThat(agent.calls).isEmpty();
    }

    @Test
    void fields_that_make_no_sense_are_passed_over() {
        failsafe.vote(Map.of("name", "pg-2", "slots", Map.of("pg_1", "here"), "conn_url", 7, "more", true));

        assertThat(agent.calls).singleElement().asString().contains("pg-2").doesNotContain("pg_1", "7");
    }
}
