package io.regent.agent.simulation.world;

import io.regent.agent.decision.Origin;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.server.Data;
import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.agent.simulation.server.Tempo.Slowness;
import io.regent.agent.simulation.server.Wal;
import io.regent.dcs.MemberName;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;

/** The stream of the log from each upstream to its standbys. */
public final class Replication {

    private static final long SLOW_BYTES = 4_000;

    private final World world;
    private final Node node;
    private final Chance chance;

    private Optional<Origin> sender = Optional.empty();

    private Replication(World world, Node node) {
        this.world = world;
        this.node = node;
        this.chance = world.chance(node.name() + " replication");
    }

    /** Lets every standby of the world receive. */
    public static void begin(World world) {
        world.nodes().forEach(node -> new Replication(world, node).next());
    }

    private void next() {
        Duration wait = isSlow() ? chance.millis(500, 3_000) : chance.millis(50, 400);
        world.scheduler().after(wait, Order.SERVER, node.machine(), () -> {
            receive();
            next();
        });
    }

    private void receive() {
        Server standby = node.server();
        Optional<Origin> upstream = standby.runsAs(Role.STANDBY)
                ? standby.upstream().map(Replication::at).filter(this::isConnected)
                : Optional.empty();
        report(upstream, standby);
        if (upstream.isEmpty()) {
            stopStreaming(standby);
            return;
        }
        if (isMute(upstream.orElseThrow())) {
            return;
        }
        Server theirServer = world.server(upstream.orElseThrow());
        Data theirs = theirServer.data().orElseThrow();
        Data mine = standby.data().orElseThrow();
        if (standby.isStreaming() && mine.wal().equals(theirs.wal())) {
            return;
        }
        if (!theirServer.oldLog().reachesBackTo(mine.wal().end())) {
            standby.streamingStopped();
            return;
        }
        boolean isBeginning = mine.wal().isPrefixOf(theirs.wal());
        if (!isBeginning && !mine.seemsToFollow(theirs)) {
            standby.streamingStopped();
            return;
        }
        Wal wanted = theirs.wal();
        standby.received(isSlow() ? wanted.upTo(mine.wal().end() + SLOW_BYTES) : wanted, true);
        if (!isBeginning) {
            node.divergedSilently(
                    mine.wal().position() + " against " + theirs.wal().position());
        }
    }

    private static void stopStreaming(Server server) {
        if (server.runsAs(Role.STANDBY)) {
            server.streamingStopped();
        }
    }

    /** What was received the last time is on disk by now, and the sender hears of it; or that the standby has gone. */
    private void report(Optional<Origin> upstream, Server standby) {
        sender.filter(before -> upstream.filter(before::equals).isEmpty())
                .ifPresent(before ->
                        world.server(before).commits().left(node.name().value()));
        sender = upstream;
        upstream.filter(present -> standby.isStreaming() && !isMute(present)).ifPresent(present -> {
            standby.flushed();
            world.server(present)
                    .commits()
                    .reported(
                            node.name().value(),
                            standby.data().orElseThrow().wal().end());
        });
    }

    private boolean isSlow() {
        return node.server().tempo().isSlow(Slowness.REPLICATION);
    }

    /** A stream that is open goes on being one while the other end is only silent. */
    private boolean isConnected(Node sender) {
        boolean open = node.server().isStreaming() && world.network().isHung(sender.name(), node.name());
        return sender != node
                && (open || world.network().connects(sender.name(), node.name()))
                && !sender.isFrozen()
                && (node.server().isStreaming()
                        ? sender.server().phase() == Phase.UP
                        : sender.server().letsIn());
    }

    private boolean isMute(Node sender) {
        boolean keepsTheEnd =
                sender.server().isShuttingDown() && sender.server().tempo().isSlow(Slowness.WALSENDER_AT_STOP);
        boolean slow = world.network().isSlow(sender.name(), node.name()) && !chance.oneIn(8);
        return keepsTheEnd
                || slow
                || node.disk().isStalled()
                || sender.disk().isStalled()
                || world.network().isHung(sender.name(), node.name());
    }

    private boolean isConnected(Origin sender) {
        return switch (sender) {
            case Origin.Peer(MemberName member) -> isConnected(world.node(member));
            case Origin.Remote _ -> world.isServing(sender, node.name());
        };
    }

    private boolean isMute(Origin sender) {
        return sender instanceof Origin.Peer(MemberName member) && isMute(world.node(member));
    }

    private static Origin at(String address) {
        return address.equals(RemoteSite.ADDRESS) ? new Origin.Remote() : new Origin.Peer(new MemberName(address));
    }
}
