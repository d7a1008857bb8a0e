package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A promise to a leader without the store is kept (D-003, HA-171). */
class FailsafeNoticeTest {

    private static final Duration LEFT = Duration.ofSeconds(5);
    private static final MemberName LEADER = new MemberName("pg-1");

    @Spec("D-003")
    @Test
    void a_vacant_lease_counts_as_held_by_the_leader_that_was_promised() {
        View kept = kept(standby().withPromiseTo("pg-1", LEFT));

        assertThat(kept.lease()).isEqualTo(new Lease.Theirs(LEADER));
        assertThat(kept.cluster().leader()).contains(LEADER);
        assertThat(Decider.decide(kept).action()).isEqualTo(new Action.Follow(Optional.of(new Origin.Peer(LEADER))));
    }

    @Test
    void its_slots_are_those_that_it_told() {
        var leader = new FailsafeLeader(
                LEADER,
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(Map.of("pg_1", Lsn.parse("0/4000000"), "pg_3", Lsn.parse("0/2000000"))));
        View view = standby().view().with(new FailsafeNotice(leader, Deadline.after(Views.NOW, LEFT)));

        View kept = FailsafeNotice.kept(view);

        assertThat(kept.cluster().status().optime()).isEqualTo(Lsn.parse("0/4000000"));
        assertThat(kept.cluster().status().slots()).containsEntry("pg_3", Lsn.parse("0/2000000"));
    }

    @Test
    void a_leader_whose_record_has_expired_is_found_by_what_it_told() {
        View kept = kept(standby().withoutMember("pg-1").withPromiseTo("pg-1", LEFT));

        assertThat(Decider.decide(kept))
                .isEqualTo(new Decision(new Action.Follow(Optional.of(new Origin.Peer(LEADER))), Rule.FOLLOW));
    }

    @Test
    void a_promise_that_is_over_or_was_never_given_changes_nothing() {
        View over = standby().withPromiseTo("pg-1", Duration.ZERO).view();

        assertThat(FailsafeNotice.kept(over)).isEqualTo(over);
        assertThat(kept(standby()).lease()).isInstanceOf(Lease.Vacant.class);
    }

    @Test
    void another_leader_in_the_store_outweighs_it() {
        View view =
                standby().whileLeaseIsHeldBy("pg-3").withPromiseTo("pg-1", LEFT).view();

        assertThat(FailsafeNotice.kept(view)).isEqualTo(view);
    }

    @Test
    void a_key_that_names_the_member_itself_is_given_back() {
        is(
                seenBy("pg-2").asStandby().whileLeaseIsClaimed().withPromiseTo("pg-1", LEFT),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_PROMISED);
    }

    @Test
    void a_primary_is_not_bound() {
        View view = seenBy("pg-2")
                .asPrimary()
                .whileLeaseIsClaimed()
                .withPromiseTo("pg-1", LEFT)
                .view();

        assertThat(FailsafeNotice.kept(view)).isEqualTo(view);
        assertThat(Decider.decide(view).rule()).isEqualTo(Rule.CONFIRM_LEASE);
    }

    @Spec("D-013")
    @Test
    void the_slots_of_a_standby_go_on_moving_without_the_store() {
        var leader = new FailsafeLeader(
                LEADER, Optional.empty(), Optional.empty(), new TreeMap<>(Map.of("pg_3", Lsn.parse("0/2800000"))));
        var promise = new FailsafeNotice(leader, Deadline.after(Views.NOW, LEFT));
        View silent = seenBy("pg-2")
                .asStandby()
                .withFailsafe("pg-1", "pg-2")
                .whileDcsIsSilent()
                .view();

        assertThat(Decider.decide(silent).rule()).isEqualTo(Rule.DCS_SILENT_STANDBY);
        assertThat(Duties.of(silent).slots()).isEmpty();
        assertThat(Duties.of(FailsafeNotice.kept(silent.with(promise)))
                        .slots()
                        .orElseThrow()
                        .physical())
                .containsEntry("pg_3", Lsn.parse("0/2800000"));
    }

    private static View kept(Views views) {
        return FailsafeNotice.kept(views.view());
    }

    private static Views standby() {
        return seenBy("pg-2").asStandby().whileLeaseIsVacant();
    }
}
