package io.regent.ctl.command;

import io.regent.ctl.output.Roles;
import io.regent.ctl.session.Members;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.ctl.session.Terminal;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.Precondition;
import io.regent.dcs.Versioned;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.restapi.client.MemberRequest.Method;
import io.regent.restapi.client.RestAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What switchover and failover share: who may take over, how it is asked for, and what came of it (CTL-062 to CTL-069). */
final class HandOver {

    /** What it is called. */
    enum Kind {
        SWITCHOVER("switchover", "Switchover"),
        FAILOVER("failover", "Failover");

        private final String word;
        private final String title;

        Kind(String word, String title) {
            this.word = word;
            this.title = title;
        }

        String word() {
            return word;
        }
    }

    /** What servers say that know no switchover yet. */
    private static final String NOT_SUPPORTED = "Server does not support this operation";

    private static final String NOT_KNOWN = "status unknown";

    private final Kind kind;
    private final RecordedCluster recorded;
    private final Cluster cluster;
    private final Session session;

    private HandOver(Kind kind, RecordedCluster recorded, Session session) {
        this.kind = kind;
        this.recorded = recorded;
        this.session = session;
        this.cluster = recorded.read();
    }

    /** Reads the cluster and shows it. */
    static HandOver of(Kind kind, RecordedCluster recorded, Session session) {
        var handOver = new HandOver(kind, recorded, session);
        session.terminal().say("Current cluster topology");
        Selection.show(recorded, handOver.cluster, session.terminal());
        return handOver;
    }

    Cluster cluster() {
        return cluster;
    }

    Terminal terminal() {
        return session.terminal();
    }

    /**
     * The member to take over, asked for unless it is given.
     *
     * @param silently not to ask
     * @return empty when the operator leaves the choice to the members
     */
    Optional<MemberName> candidate(Optional<String> given, boolean silently) {
        List<String> names = cluster.members().stream()
                .filter(member -> !cluster.isLedBy(member.name()))
                .filter(member -> !member.tags().nofailover())
                .map(member -> member.name().value())
                .toList();
        if (names.isEmpty()) {
            throw new Refusal("No candidates found to " + kind.word + " to");
        }
        Optional<String> candidate = given.isPresent() || silently
                ? given
                : Optional.of(terminal().ask("Candidate ['" + String.join("', '", names) + "']", ""));
        return candidate.filter(name -> !name.isEmpty()).map(name -> checked(name, names));
    }

    private MemberName checked(String name, List<String> candidates) {
        var candidate = new MemberName(name);
        if (cluster.isLedBy(candidate)) {
            throw new Refusal("Member %s is already the leader of cluster %s".formatted(name, recorded.name()));
        }
        if (!candidates.contains(name)) {
            throw new Refusal("Member %s does not exist in cluster %s or is tagged as nofailover"
                    .formatted(name, recorded.name()));
        }
        return candidate;
    }

    /** Whether the candidate may lack acknowledged commits (CTL-065). */
    boolean isAsynchronous(MemberName candidate) {
        return new Roles(cluster).isSynchronous()
                && cluster.sync().map(Versioned::value).stream().noneMatch(sync -> sync.names(candidate));
    }

    /** Asks for the last time (CTL-067). */
    void confirm(FailoverRequest request) {
        String demoting = cluster.leader()
                .map(leader -> ", demoting current leader " + leader)
                .orElse("");
        String question = request.scheduledAt()
                .map(time -> "Are you sure you want to schedule %s of cluster %s at %s%s?"
                        .formatted(kind.word, recorded.name(), ScheduledTime.iso(time), demoting))
                .orElseGet(() ->
                        "Are you sure you want to %s cluster %s%s?".formatted(kind.word, recorded.name(), demoting));
        if (!terminal().confirm(question)) {
            throw aborting();
        }
    }

    Refusal aborting() {
        return new Refusal("Aborting " + kind.word);
    }

    /** Asks the leader, or the candidate when nobody leads, and tells what came of it. */
    void perform(FailoverRequest request) {
        RestAnswer answer = send(request);
        switch (answer) {
            case RestAnswer.Replied(int status, String body)
            when status == 200 || status == 202 -> {
                terminal().sayWithTime(body);
                showAgain();
            }
            case RestAnswer.Replied(int status, String body) ->
                terminal()
                        .say("%s %s, details: %d, %s"
                                .formatted(
                                        kind.title,
                                        body.contains(NOT_KNOWN) ? "result unknown" : "failed",
                                        status,
                                        body));
            case RestAnswer.Unreachable(String cause) -> {
                terminal().warn(cause);
                terminal().sayWithTime("Could not " + kind.word + " using Patroni api, falling back to DCS");
                record(request);
                showAgain();
            }
            case RestAnswer.Unanswered(String cause) -> {
                terminal().sayWithTime(kind.title + " result unknown, details: " + cause);
                showAgain();
            }
        }
    }

    private RestAnswer send(FailoverRequest request) {
        Optional<Member> target = cluster.leader().or(request::candidate).flatMap(cluster::member);
        if (target.isEmpty()) {
            return new RestAnswer.Unreachable("the leader has no record of its own");
        }
        Members rest = session.members();
        RestAnswer answer = rest.act(target.get(), Method.POST, kind.word, document(request));
        boolean isOldServer = answer instanceof RestAnswer.Replied(int status, String body)
                && status == 501
                && body.contains(NOT_SUPPORTED);
        return isOldServer && kind == Kind.SWITCHOVER
                ? rest.act(target.get(), Method.POST, Kind.FAILOVER.word, document(request))
                : answer;
    }

    private static Map<String, Object> document(FailoverRequest request) {
        var document = new LinkedHashMap<String, Object>();
        request.leader().ifPresent(leader -> document.put("leader", leader.value()));
        request.candidate().ifPresent(candidate -> document.put("candidate", candidate.value()));
        request.scheduledAt().ifPresent(time -> document.put("scheduled_at", ScheduledTime.iso(time)));
        return document;
    }

    /** The members read the request from the store in their next cycle (CTL-069). */
    private void record(FailoverRequest request) {
        Precondition precondition = cluster.failover()
                .<Precondition>map(seen -> new Precondition.Unchanged(seen.revision()))
                .orElseGet(Precondition.Anything::new);
        if (recorded.write(ClusterKey.FAILOVER, Wire.failover(request), precondition) instanceof WriteAnswer.Conflict) {
            throw new Refusal(
                    "somebody else has asked for a switchover or failover in the meantime, look at the cluster"
                            + " before you try again");
        }
    }

    private void showAgain() {
        Selection.show(recorded, recorded.read(), terminal());
    }
}
