package io.regent.agent.simulation.world;

import io.regent.agent.cycle.FailsafeAnswer;
import io.regent.agent.cycle.FailsafeRound;
import io.regent.agent.cycle.FailsafeVoter;
import io.regent.agent.cycle.LeaseHolder;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.FailsafeLeader;
import io.regent.agent.decision.FailsafeNotice;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.View;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Host;
import io.regent.agent.simulation.engine.Order;
import io.regent.agent.simulation.engine.Routine;
import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One agent's part in the failsafe mode: the production voter and round, and between the agents a network on which requests and
 * answers take time, are lost, come late and come twice.
 */
final class FailsafeMode {

    /** One round's answers as they come in. */
    private static final class Inbox {

        private final SortedMap<MemberName, FailsafeAnswer> answers = new TreeMap<>();
        private boolean open = true;
    }

    private final World world;
    private final Node node;
    private final LeaseHolder lease;
    private final Chance chance;
    private final FailsafeVoter voter;

    FailsafeMode(World world, Node node, LeaseHolder lease, Chance chance) {
        this.world = world;
        this.node = node;
        this.lease = lease;
        this.chance = chance;
        this.voter = new FailsafeVoter(node.clock(), node.name());
    }

    Optional<FailsafeNotice> notice() {
        return voter.notice();
    }

    void saw(DcsView dcs, Settings settings) {
        switch (dcs) {
            case DcsView.Seen(Cluster cluster) -> voter.saw(cluster.leader(), settings.ttl());
            case DcsView.Silent _ -> voter.sawNothing();
        }
    }

    void settle(View view) {
        voter.settle(view);
    }

    /** Asks for the lease, unless a promise has come in since the world was looked at. */
    View race(View view, Supplier<View> acquisition) {
        if (!world.wiring().mayRace(voter.race())) {
            return voter.notice().map(view::with).orElse(view);
        }
        View learned = acquisition.get();
        voter.raced(learned.lease(), view.settings().ttl());
        return learned;
    }

    /** Asks all members; each is asked once more when half of the time has passed without an answer. */
    FailsafeVotes ask(SortedMap<MemberName, String> voters, View view) {
        Optional<FailsafeRound> begun =
                FailsafeRound.begin(lease.until(), view.settings(), node.clock().nanos());
        if (begun.isEmpty()) {
            return new FailsafeVotes.Refused(new TreeMap<>());
        }
        FailsafeRound round = begun.orElseThrow();
        var leader = new FailsafeLeader(
                node.name(),
                Optional.of("postgres://%s:5432/postgres".formatted(node.name())),
                Optional.of("http://%s:8008/patroni".formatted(node.name())),
                Duties.slotPositions(view));
        var inbox = new Inbox();
        for (int attempt = 1; attempt <= 2 && inbox.answers.size() < voters.size(); attempt++) {
            voters.keySet().stream()
                    .filter(member -> !inbox.answers.containsKey(member))
                    .forEach(member -> send(member, leader, inbox));
            await(inbox, voters.size(), round.patience().dividedBy(2));
        }
        inbox.open = false;
        var answers = new TreeMap<>(inbox.answers);
        voters.keySet().forEach(member -> answers.putIfAbsent(member, new FailsafeAnswer.Silent("no answer in time")));
        return world.wiring().votes(round.close(answers, node.clock().nanos()), view);
    }

    private void await(Inbox inbox, int wanted, Duration patience) {
        Deadline end = Deadline.after(world.now(), patience);
        while (inbox.answers.size() < wanted && !end.passedAt(world.now())) {
            Routine.current().waitFor(end.leftAt(world.now()));
        }
    }

    private void send(MemberName member, FailsafeLeader leader, Inbox inbox) {
        Routine caller = Routine.current();
        deliver(member, leader, inbox, caller, latency(member));
        if (chance.oneIn(10)) {
            deliver(member, leader, inbox, caller, chance.millis(100, 40_000));
        }
    }

    private void deliver(MemberName member, FailsafeLeader leader, Inbox inbox, Routine caller, Duration latency) {
        Node peer = world.node(member);
        world.scheduler().after(latency, Order.AGENT, peer.agentHost(), () -> {
            Optional<FailsafeMode> asked = peer.agent().map(Agent::failsafe);
            if (world.network().carries(node.name(), member) && asked.isPresent()) {
                FailsafeAnswer answer = asked.orElseThrow().answer(leader);
                world.chronicle().note(member, "answers " + leader.name() + " without the store: " + answer);
                if (!chance.oneIn(20)) {
                    giveBack(member, answer, inbox, caller);
                }
            }
        });
    }

    private void giveBack(MemberName member, FailsafeAnswer answer, Inbox inbox, Routine caller) {
        world.scheduler().after(latency(member), Order.WORLD, Host.ALWAYS_RUNNING, () -> {
            if (inbox.open && world.network().carries(member, node.name())) {
                inbox.answers.putIfAbsent(member, answer);
                caller.wake();
            }
        });
    }

    private FailsafeAnswer answer(FailsafeLeader leader) {
        return switch (voter.answer(leader)) {
            case FailsafeVoter.Vote.Accepted(Duration holds) -> new FailsafeAnswer.Accepted(holds);
            case FailsafeVoter.Vote.Off _ -> new FailsafeAnswer.Refused("failsafe mode is off");
            case FailsafeVoter.Vote.Leading _ -> new FailsafeAnswer.Refused("Running as a leader");
            case FailsafeVoter.Vote.Refused(String why) -> new FailsafeAnswer.Refused(why);
        };
    }

    private Duration latency(MemberName peer) {
        return world.network().isSlow(node.name(), peer) ? chance.millis(10, 4_000) : chance.millis(1, 20, 200, 1_500);
    }
}
