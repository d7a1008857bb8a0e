package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A standby cluster that gets its log from the archive of the other one, and from nobody else. */
class ArchiveOnlyTest {

    @Test
    @Spec("HA-155")
    void its_leader_lets_go_of_the_host_and_goes_on_replaying_as_the_leader() {
        is(
                seenBy("pg-2").inStandbyClusterOfArchive().asStandbyOfRemote().whileLeaseIsMine(),
                new Action.Follow(Optional.empty()),
                Rule.FOLLOW_ARCHIVE);
        isWait(seenBy("pg-2").inStandbyClusterOfArchive().asStandby().whileLeaseIsMine(), Rule.STANDBY_LEADER);
        assertThat(seenBy("pg-2")
                        .inStandbyClusterOfArchive()
                        .asStandby()
                        .whileLeaseIsMine()
                        .view()
                        .isStandbyLeader())
                .isTrue();
    }

    @Test
    @Spec("HA-155")
    void another_member_leads_when_its_leader_has_gone() {
        is(
                seenBy("pg-2")
                        .inStandbyClusterOfArchive()
                        .asStandby()
                        .whileLeaseIsVacant()
                        .withoutAnswers(),
                new Action.AcquireLease(),
                Rule.RACE);
    }
}
