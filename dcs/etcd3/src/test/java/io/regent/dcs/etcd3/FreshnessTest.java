package io.regent.dcs.etcd3;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.ResponseHeader;
import io.regent.Spec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private final Freshness freshness = new Freshness();

    @Test
    @Spec("LES-006")
    void an_answer_of_an_older_revision_or_term_is_refused() {
        assertThat(answered(1, 5, 100, 0)).isTrue();

        assertThat(answered(1, 5, 80, 1)).isFalse();
        assertThat(answered(1, 4, 120, 2)).isFalse();
        assertThat(answered(1, 5, 100, 3)).isTrue();
        assertThat(answered(1, 6, 101, 4)).isTrue();
    }

    @Test
    void of_two_answers_under_way_the_older_one_may_come_second() {
        answered(1, 5, 100, 0);
        Freshness.Mark before = freshness.mark();

        assertThat(freshness.accept(before, header(1, 5, 102), 0)).isTrue();
        assertThat(freshness.accept(before, header(1, 5, 101), 0)).isTrue();
        assertThat(answered(1, 5, 101, 0)).isFalse();
    }

    @Test
    void a_store_that_stays_set_back_is_believed_after_a_minute() {
        answered(1, 5, 100, 0);

        assertThat(answered(1, 2, 40, 59)).isFalse();
        assertThat(answered(1, 2, 40, 60)).isTrue();
        assertThat(answered(1, 2, 41, 61)).isTrue();
    }

    @Test
    void another_cluster_has_a_history_of_its_own() {
        answered(1, 5, 100, 0);

        assertThat(answered(2, 2, 3, 0)).isTrue();
    }

    private boolean answered(long cluster, long term, long revision, long second) {
        return freshness.accept(
                freshness.mark(),
                header(cluster, term, revision),
                Duration.ofSeconds(second).toNanos());
    }

    private static ResponseHeader header(long cluster, long term, long revision) {
        return ResponseHeader.newBuilder()
                .setClusterId(cluster)
                .setRaftTerm(term)
                .setRevision(revision)
                .build();
    }
}
