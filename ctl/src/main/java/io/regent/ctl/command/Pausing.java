package io.regent.ctl.command;

import io.regent.ctl.output.Roles;
import io.regent.ctl.session.Members;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.ctl.session.Terminal;
import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.Member;
import io.regent.restapi.client.MemberRequest.Method;
import io.regent.restapi.client.RestAnswer;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Switching the maintenance mode on or off (CTL-072, CTL-073). */
final class Pausing {

    /** Where to. */
    enum Direction {
        PAUSE("pause", "paused"),
        RESUME("resume", "resumed");

        private final String word;
        private final String done;

        Direction(String word, String done) {
            this.word = word;
            this.done = done;
        }
    }

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Direction direction;

    Pausing(Direction direction) {
        this.direction = direction;
    }

    static void describe(CommandSpec spec, String waitDescription) {
        Arguments.optionalCluster(spec);
        Arguments.group(spec);
        Arguments.flag(spec, waitDescription, "--wait");
    }

    void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            Cluster cluster = recorded.read();
            boolean paused = new Roles(cluster).isPaused();
            if (paused == wanted()) {
                throw new Refusal(paused ? "Cluster is already paused" : "Cluster is not paused");
            }
            RestAnswer.Replied reply = request(cluster, session);
            if (reply.status() != 200) {
                session.terminal()
                        .say("Failed: %s cluster management status code=%d, (%s)"
                                .formatted(direction.word, reply.status(), reply.body()));
                return;
            }
            if (Arguments.has(arguments, "--wait")) {
                await(recorded, cluster, session.terminal());
            }
            session.terminal().say("Success: cluster management is " + direction.done);
        }
    }

    private boolean wanted() {
        return direction == Direction.PAUSE;
    }

    /** The first member that answers decides; the leader is asked first. */
    private RestAnswer.Replied request(Cluster cluster, Session session) {
        Members rest = session.members();
        List<Member> members = withAddress(cluster).stream()
                .sorted(Comparator.comparing(member -> !cluster.isLedBy(member.name())))
                .toList();
        for (Member member : members) {
            RestAnswer answer = rest.act(member, Method.PATCH, "config", patch());
            if (answer instanceof RestAnswer.Replied reply) {
                return reply;
            }
            session.terminal().warn("Member " + member.name() + " is not accessible");
        }
        throw new Refusal("Can not find accessible cluster member");
    }

    /** The setting is removed to resume, as its absence is its default. */
    private Map<String, @Nullable Object> patch() {
        return Collections.singletonMap("pause", wanted() ? true : null);
    }

    private void await(RecordedCluster recorded, Cluster before, Terminal terminal) {
        terminal.say("'" + direction.word + "' request sent, waiting until it is recognized by all nodes");
        Duration patience = LoopWait.of(before).plus(GRACE);
        var deadline = Deadline.after(System.nanoTime(), patience);
        List<Member> left = unaware(recorded.read(), before);
        while (!left.isEmpty() && !deadline.passedAt(System.nanoTime())) {
            terminal.pause(POLL);
            left = unaware(recorded.read(), before);
        }
        if (!left.isEmpty()) {
            terminal.say(
                    "Not recognized within %d seconds by: %s".formatted(patience.toSeconds(), Selection.names(left)));
        }
    }

    /** Members that are still there, could be asked before, and publish the old mode. */
    private List<Member> unaware(Cluster cluster, Cluster before) {
        return withAddress(before).stream()
                .flatMap(member -> cluster.member(member.name()).stream())
                .filter(member -> member.pause() != wanted())
                .toList();
    }

    private static List<Member> withAddress(Cluster cluster) {
        return cluster.members().stream()
                .filter(member -> member.apiUrl().isPresent())
                .toList();
    }
}
