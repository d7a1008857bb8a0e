package io.regent.agent.simulation.world;

import io.regent.agent.decision.Origin;
import io.regent.agent.decision.PeerAnswer;
import io.regent.agent.decision.Peers;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Routine;
import io.regent.agent.simulation.server.Data;
import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.dcs.MemberName;
import io.regent.postgres.Divergence;
import io.regent.postgres.Role;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** What a node learns from other nodes: by their API, and by a replication connection. */
final class Inquiry {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final World world;
    private final Node node;
    private final Chance chance;

    Inquiry(World world, Node node) {
        this.world = world;
        this.node = node;
        this.chance = world.chance(node.name() + " inquiry");
    }

    /** Asks all at once; the slowest answer counts, at most the deadline. */
    Peers status(Collection<MemberName> members) {
        Routine.sleep(chance.millis(1, 100));
        var answers = new TreeMap<MemberName, PeerAnswer>();
        members.forEach(member -> answers.put(member, answer(world.node(member))));
        boolean allAnswered = answers.values().stream().allMatch(PeerAnswer.Reached.class::isInstance);
        Routine.sleep(allAnswered ? chance.millis(1, 100) : PATIENCE);
        return Peers.asked(answers);
    }

    /** Compares the local history with the origin's, by what the tools can see. */
    Divergence divergence(Origin leader) {
        Routine.sleep(chance.millis(5, 200));
        if (!world.isServing(leader, node.name()) || !world.server(leader).accepts() || isTooSlow(leader)) {
            Routine.sleep(PATIENCE);
            return new Divergence.NotKnown("the leader does not answer");
        }
        Server source = world.server(leader);
        Optional<Data> mine = node.server().data();
        if (mine.isEmpty()) {
            return new Divergence.NotKnown("there is no data");
        }
        Data leading = source.data().orElseThrow();
        Divergence found = mine.orElseThrow().comparedWith(leading);
        return found instanceof Divergence.Diverged && source.role() != Role.PRIMARY
                ? new Divergence.NotKnown("the leader is in recovery")
                : found;
    }

    private boolean isTooSlow(Origin source) {
        return source instanceof Origin.Peer(MemberName member) && isTooSlow(world.node(member));
    }

    private boolean isTooSlow(Node peer) {
        return world.network().isSlow(node.name(), peer.name()) && chance.oneIn(2);
    }

    private PeerAnswer answer(Node peer) {
        boolean answers = world.network().connects(node.name(), peer.name()) && peer.agentAnswers() && !isTooSlow(peer);
        Server server = peer.server();
        if (!answers
                || server.phase() != Phase.UP
                || server.isHung()
                || peer.disk().isStalled()
                || server.isShuttingDown()) {
            return new PeerAnswer.Unreached(answers ? "its server does not answer" : "no answer");
        }
        Data data = server.data().orElseThrow();
        return new PeerAnswer.Reached(
                server.role() == Role.PRIMARY,
                new Lsn(data.wal().end()),
                Optional.of(data.wal().timeline()),
                peer.tags(),
                false);
    }
}
