package io.regent.ctl.command;

import io.regent.ctl.output.Roles;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.ctl.session.Terminal;
import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.MemberRole;
import io.regent.restapi.client.MemberRequest.Method;
import io.regent.restapi.client.RestAnswer;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changing what a whole cluster is: one that replicates another, or one of its own (CTL-081, CTL-082). */
final class ClusterRole {

    /** What is changed. */
    enum Change {
        DEMOTE("demote", "demoted"),
        PROMOTE("promote", "promoted");

        private final String word;
        private final String done;

        Change(String word, String done) {
            this.word = word;
            this.done = done;
        }
    }

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Change change;
    private final RecordedCluster recorded;
    private final Session session;
    private final Cluster cluster;
    private final MemberName leader;

    private ClusterRole(Change change, RecordedCluster recorded, Session session) {
        this.change = change;
        this.recorded = recorded;
        this.session = session;
        this.cluster = recorded.read();
        this.leader = cluster.leader().orElseThrow(() -> new Refusal("Cluster has no leader"));
    }

    /**
     * Reads the cluster and shows it.
     *
     * @throws Refusal when nobody leads, or the cluster is what it is to become
     */
    static ClusterRole of(Change change, RecordedCluster recorded, Session session) {
        var role = new ClusterRole(change, recorded, session);
        boolean replicates = new Roles(role.cluster).isStandbyCluster();
        if (replicates == (change == Change.DEMOTE)) {
            throw new Refusal("Cluster is already in the required state");
        }
        session.terminal().say("Current cluster topology");
        Selection.show(recorded, role.cluster, session.terminal());
        return role;
    }

    Cluster cluster() {
        return cluster;
    }

    /** Asks whether it is meant. */
    void confirm() {
        boolean meant =
                terminal().confirm("Are you sure you want to %s %s cluster?".formatted(change.word, recorded.name()));
        if (!meant) {
            throw new Refusal("Aborted");
        }
    }

    /**
     * Has the leader write the section, and waits for as long as it takes until the leader is what it should be.
     *
     * @param section empty to remove it
     */
    void perform(Optional<Map<String, Object>> section) {
        Member asked = cluster.member(leader).orElseThrow(() -> new Refusal("the leader has no record of its own"));
        Map<String, @Nullable Object> patch = Collections.singletonMap("standby_cluster", section.orElse(null));
        RestAnswer answer = session.members().act(asked, Method.PATCH, "config", patch);
        if (!(answer instanceof RestAnswer.Replied(int status, String _) && status == 200)) {
            throw new Refusal("Failed to %s %s cluster: %s".formatted(change.word, recorded.name(), details(answer)));
        }
        Cluster now = recorded.read();
        while (!isDone(now)) {
            terminal().sayWithTime("cluster is being %s: %s".formatted(change.done, words(now)));
            terminal().pause(POLL);
            now = recorded.read();
        }
        terminal().sayWithTime("cluster is successfully " + change.done);
        Selection.show(recorded, now, terminal());
    }

    private boolean isDone(Cluster now) {
        return switch (change) {
            case DEMOTE ->
                leads(now, MemberRole.STANDBY_LEADER)
                        && now.member(leader).filter(Member::isRunning).isPresent();
            case PROMOTE -> leads(now, MemberRole.PRIMARY);
        };
    }

    private static boolean leads(Cluster now, MemberRole role) {
        return now.leaderMember()
                .filter(Member::isRunning)
                .flatMap(Member::role)
                .filter(role::equals)
                .isPresent();
    }

    private static String words(Cluster now) {
        return now.leaderMember()
                .map(member -> "%s is %s, %s"
                        .formatted(
                                member.name(),
                                member.role().map(MemberRole::word).orElse("unknown"),
                                member.state().orElse("unknown")))
                .orElse("nobody leads");
    }

    private static String details(RestAnswer answer) {
        return switch (answer) {
            case RestAnswer.Replied(int status, String body) -> "status code=%d, (%s)".formatted(status, body);
            case RestAnswer.Unreachable(String cause) -> cause;
            case RestAnswer.Unanswered(String cause) -> cause;
        };
    }

    private Terminal terminal() {
        return session.terminal();
    }
}
