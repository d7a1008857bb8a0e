package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.server.Data;
import io.regent.agent.simulation.server.Directory;
import io.regent.agent.simulation.server.Disk;
import io.regent.agent.simulation.server.Server;
import io.regent.agent.simulation.server.Tempo;
import io.regent.agent.simulation.server.Wal;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Role;
import java.util.List;
import java.util.Optional;

/**
 * Another cluster on another site: two servers that somebody else runs. It begins as a copy of the simulated cluster, whose writer it
 * streams from until it is promoted itself; from then on it writes, and may fail over.
 */
public final class RemoteSite {

    /** The address under which the site's writer is found. */
    public static final String ADDRESS = "remote";

    private static final MemberName SITE = new MemberName(ADDRESS);

    private final World world;
    private final Chance chance;
    private final Server first;
    private final Server second;
    private Server front;
    private boolean linked = true;
    private boolean secondReceives = true;

    private RemoteSite(World world, Data copied) {
        this.world = world;
        this.chance = world.chance(ADDRESS);
        this.first = server(copied, " 1");
        this.second = server(copied, " 2");
        this.front = first;
        next();
    }

    /** Builds the site from the writer of the simulated cluster. */
    public static RemoteSite copyOf(World world, Node writer) {
        Data theirs = writer.server().data().orElseThrow();
        return new RemoteSite(
                world, new Data(theirs.system(), theirs.wal(), State.IN_PRODUCTION, theirs.checkpoint(), true));
    }

    /** The server that answers at the site's address. */
    public Server front() {
        return front;
    }

    public boolean canCommit() {
        return List.of(first, second).stream().anyMatch(Server::canCommit);
    }

    /** Cuts the line between the sites, or mends it. */
    public void link(boolean whole) {
        linked = whole;
    }

    boolean isServing() {
        return linked && front.letsIn();
    }

    /** An operator makes the site the one that writes. */
    public void promote() {
        world.chronicle().note(SITE, "the site is promoted");
        front.promote();
    }

    /** The second server stays behind from now on. */
    public void secondFallsBehind() {
        secondReceives = false;
    }

    /** The server that writes dies, and the second one takes its place with what it has. */
    public void failOver() {
        world.chronicle().note(SITE, "the site fails over to " + position(second));
        first.die();
        front = second;
        second.promote();
    }

    /** All of the site is gone. */
    public void die() {
        world.chronicle().note(SITE, "the site is gone");
        first.die();
        second.die();
    }

    private Server server(Data copied, String number) {
        var server = new Server(
                world.scheduler(),
                Host.ALWAYS_RUNNING,
                new Disk(world.scheduler()),
                new Tempo(world.chance(ADDRESS + number)),
                world.archive(),
                line -> world.chronicle().note(SITE, number.strip() + ": " + line));
        server.replace(new Directory.Whole(copied));
        server.launch(Role.STANDBY, Optional.of("the simulated cluster"));
        return server;
    }

    private void next() {
        world.scheduler().after(chance.millis(50, 400), Order.SERVER, Host.ALWAYS_RUNNING, () -> {
            if (front.canCommit()) {
                front.commit(chance.below(4_000) + 100L, log -> {});
            }
            world.nodes().stream()
                    .map(Node::server)
                    .filter(server -> linked && server.runsAs(Role.PRIMARY))
                    .forEach(server -> receive(first, server));
            if (secondReceives) {
                receive(second, first);
            }
            next();
        });
    }

    private static void receive(Server standby, Server sender) {
        if (standby.runsAs(Role.STANDBY) && sender.data().isPresent()) {
            Wal theirs = sender.data().orElseThrow().wal();
            if (standby.data().orElseThrow().wal().isPrefixOf(theirs)) {
                standby.received(theirs, true);
            }
        }
    }

    private static String position(Server server) {
        return server.data().orElseThrow().wal().position().toString();
    }
}
