package io.regent.restapi.server;

import io.regent.dcs.Cluster;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.ReadAnswer.Seen;
import io.regent.dcs.ReadAnswer.Unreachable;
import io.regent.restapi.DecisionSource;
import io.regent.restapi.Operations;
import io.regent.restapi.PresentStatusSource;
import io.regent.restapi.StatusSnapshot;
import io.regent.restapi.health.Health;
import io.regent.restapi.health.HealthCheck;
import io.regent.restapi.health.Probes;
import io.regent.restapi.health.Query;
import io.regent.restapi.metrics.Metrics;
import io.regent.restapi.operations.Configuration;
import io.regent.restapi.operations.Failsafe;
import io.regent.restapi.operations.Reinitialize;
import io.regent.restapi.operations.Reply;
import io.regent.restapi.operations.Reply.Document;
import io.regent.restapi.operations.Reply.ErrorPage;
import io.regent.restapi.operations.Reply.Sentence;
import io.regent.restapi.operations.Restart;
import io.regent.restapi.operations.Switchover;
import io.regent.restapi.status.ClusterDocument;
import io.regent.restapi.status.DecisionsDocument;
import io.regent.restapi.status.NodeDocument;
import io.regent.restapi.status.Since;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** The node behind the API: what it answers, without a word about HTTP but the status code. */
final class Node {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    private final PresentStatusSource status;
    private final DecisionSource decisions;
    private final Operations operations;
    private final MonotonicClock clock;
    private final InstantSource time;
    private final Switchover switchover;
    private final Restart restart;
    private final Reinitialize reinitialize;
    private final Configuration configuration;
    private final Failsafe consent;

    Node(
            PresentStatusSource status,
            DecisionSource decisions,
            Operations operations,
            MonotonicClock clock,
            InstantSource time) {
        this.status = status;
        this.decisions = decisions;
        this.operations = operations;
        this.clock = clock;
        this.time = time;
        this.switchover = new Switchover(operations, status, clock, time);
        this.restart = new Restart(operations, status, time);
        this.reinitialize = new Reinitialize(operations);
        this.configuration = new Configuration(operations);
        this.consent = new Failsafe(operations);
    }

    String version() {
        return status.snapshot().node().version();
    }

    int healthCode(String path, Query query) {
        return healthCode(status.snapshot(), path, query, clock.nanos());
    }

    Reply health(String path, Query query) {
        StatusSnapshot snapshot = status.snapshot();
        long now = clock.nanos();
        return new Document(healthCode(snapshot, path, query, now), NodeDocument.of(snapshot, now));
    }

    private static int healthCode(StatusSnapshot snapshot, String path, Query query, long now) {
        return code(new Health(snapshot, query, now).passes(HealthCheck.of(path)));
    }

    int livenessCode() {
        return code(new Probes(status.snapshot(), Query.NONE, clock.nanos()).isAlive());
    }

    int readinessCode(Query query) {
        return code(new Probes(status.snapshot(), query, clock.nanos()).isReady());
    }

    /** With what the server says now; waits for it. */
    Reply status() {
        return new Document(OK, NodeDocument.of(status.present(), clock.nanos()));
    }

    String metrics() {
        return Metrics.of(status.snapshot(), decisions.trail(), decisions.dropped(), clock.nanos());
    }

    /** What was decided since then, or ever. */
    Reply decisions(Optional<String> since) {
        Optional<Instant> from =
                since.map(text -> Since.of(text, time.instant())).orElse(Optional.of(Instant.MIN));
        return from.<Reply>map(start -> new Document(
                        OK, DecisionsDocument.since(status.snapshot().node(), decisions, start)))
                .orElseGet(() -> new Sentence(
                        BAD_REQUEST, "since: '%s' is not allowed, %s".formatted(since.orElse(""), Since.ALLOWED)));
    }

    Reply lastDecision() {
        return new Document(OK, DecisionsDocument.last(status.snapshot().node(), decisions));
    }

    Reply failsafe() {
        var members = status.snapshot().safeguards().failsafeMembers();
        return members.isEmpty() ? new ErrorPage(BAD_GATEWAY) : new Document(OK, members);
    }

    /** From the last reading of the cluster; empty when there was none. */
    Optional<Reply> knownConfig() {
        return status.snapshot().dcs().lastRead().map(Configuration::shown);
    }

    /** From the last reading of the cluster; empty when there was none. */
    Optional<Reply> knownHistory() {
        return status.snapshot().dcs().lastRead().map(Node::history);
    }

    Reply cluster() {
        String scope = status.snapshot().node().scope();
        return fromFreshReading(cluster -> new Document(OK, ClusterDocument.of(cluster, scope)));
    }

    Reply config() {
        return fromFreshReading(Configuration::shown);
    }

    Reply history() {
        return fromFreshReading(Node::history);
    }

    private static Reply history(Cluster cluster) {
        return new Document(OK, ClusterDocument.history(cluster));
    }

    private Reply fromFreshReading(Function<Cluster, Reply> reply) {
        return switch (operations.readCluster()) {
            case Seen(Cluster cluster) -> reply.apply(cluster);
            case Unreachable _ -> new ErrorPage(UNAVAILABLE);
        };
    }

    Reply reload() {
        operations.reload();
        return new Sentence(ACCEPTED, "reload scheduled");
    }

    Switchover switchover() {
        return switchover;
    }

    Restart restart() {
        return restart;
    }

    Reinitialize reinitialize() {
        return reinitialize;
    }

    Configuration configuration() {
        return configuration;
    }

    Failsafe consent() {
        return consent;
    }

    private static int code(boolean passes) {
        return passes ? OK : UNAVAILABLE;
    }
}
