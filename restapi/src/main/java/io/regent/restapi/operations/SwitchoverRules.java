package io.regent.restapi.operations;

import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.restapi.CandidateAnswer;
import io.regent.restapi.CandidateAnswer.Answered;
import io.regent.restapi.CandidateAnswer.Silent;
import io.regent.restapi.ClusterSettings.SyncMode;
import io.regent.restapi.operations.Reply.Sentence;
import io.regent.restapi.status.ClusterModes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What speaks against a switchover or failover (API-094 to API-107). A switchover is asked of a leader, a failover for a
 * candidate.
 */
record SwitchoverRules(FailoverAction action, FailoverBody body, Cluster cluster, ClusterModes modes) {

    /** What is wrong with the request whatever the members are like; checked before the time is read. */
    Optional<Reply> objectionToForm() {
        return switch (action) {
            case FAILOVER -> objectionToFailoverForm();
            case SWITCHOVER -> objectionToSwitchoverForm();
        };
    }

    private Optional<Reply> objectionToFailoverForm() {
        if (body.candidate().isEmpty()) {
            return refused(400, "Failover could be performed only to a specific candidate");
        }
        return body.scheduledAt().isPresent() ? refused(400, "Failover can't be scheduled") : Optional.empty();
    }

    private Optional<Reply> objectionToSwitchoverForm() {
        if (body.leader().isEmpty()) {
            return refused(400, "Switchover could be performed only from a specific leader");
        }
        if (modes.paused() && body.scheduledAt().isPresent()) {
            return refused(400, "Can't schedule switchover in the paused state");
        }
        if (modes.paused() && body.candidate().isEmpty()) {
            return refused(400, "Switchover is possible only to a specific candidate in a paused state");
        }
        return body.leader().equals(body.candidate())
                ? refused(400, "Switchover target and source are the same")
                : Optional.empty();
    }

    /** What is wrong with the members named; not asked when the switchover is for later (API-101). */
    Optional<Reply> objectionToMembers() {
        if (body.leader().isPresent() && !body.leader().equals(cluster.leader())) {
            return refused(412, "leader name does not match");
        }
        if (body.candidate().isPresent()) {
            MemberName candidate = body.candidate().get();
            if (mustBeSynchronous() && !isSynchronous(candidate)) {
                return refused(412, "candidate name does not match with sync_standby");
            }
            return cluster.member(candidate).isEmpty() ? refused(412, "candidate does not exist") : Optional.empty();
        }
        if (candidates().isEmpty()) {
            return refused(
                    412,
                    mustBeSynchronous()
                            ? "%s is not possible: can not find sync_standby".formatted(action.word())
                            : "%s is not possible: cluster does not have members except leader"
                                    .formatted(action.word()));
        }
        return Optional.empty();
    }

    /** The members of which at least one must be able to take over (API-097). */
    List<Member> candidates() {
        if (body.candidate().isPresent()) {
            return cluster.member(body.candidate().get()).stream().toList();
        }
        return cluster.members().stream()
                .filter(member -> !cluster.isLedBy(member.name()))
                .filter(member -> !mustBeSynchronous() || isSynchronous(member.name()))
                .toList();
    }

    /** What is wrong when none of the candidates said that it could take over. */
    Optional<Reply> objectionToAnswers(Collection<CandidateAnswer> answers) {
        return answers.stream().anyMatch(SwitchoverRules::isAble)
                ? Optional.empty()
                : refused(412, "%s is not possible: no good candidates have been found".formatted(action.word()));
    }

    private static boolean isAble(CandidateAnswer answer) {
        return switch (answer) {
            case Answered(var tags, boolean watchdogFailed) -> !tags.nofailover() && !watchdogFailed;
            case Silent _ -> false;
        };
    }

    private boolean mustBeSynchronous() {
        return action == FailoverAction.SWITCHOVER && modes.syncMode() == SyncMode.ON;
    }

    private boolean isSynchronous(MemberName member) {
        return cluster.sync()
                .filter(sync -> sync.value().standbys().contains(member))
                .isPresent();
    }

    private static Optional<Reply> refused(int code, String sentence) {
        return Optional.of(new Sentence(code, sentence));
    }
}
