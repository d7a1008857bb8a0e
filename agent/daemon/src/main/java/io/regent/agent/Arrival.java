package io.regent.agent;

import io.regent.agent.logging.Logging;
import io.regent.agent.performance.Node;
import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer;
import io.regent.postgres.SlotName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Before anything is touched: the store must answer, and nobody else may be running under this name (HA-025, IF-004). */
final class Arrival {

    /** How a start may go on. */
    enum Welcome {
        COME_IN,
        /** The agent was told to stop meanwhile. */
        LEAVE
    }

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Node node;
    private final Predicate<String> isAlive;

    /**
     * @param isAlive whether an agent answers at this {@code api_url}
     */
    Arrival(Node node, Predicate<String> isAlive) {
        this.node = node;
        this.isAlive = isAlive;
    }

    /**
     * Waits for the store, for as long as it takes.
     *
     * @throws CannotStart when a node of this name is running, or one whose name gives the same replication slot
     */
    Welcome await() {
        Optional<Cluster> cluster = firstReading();
        MemberName me = node.settings().file().name();
        boolean running = cluster.flatMap(seen -> seen.member(me))
                .flatMap(Member::apiUrl)
                .filter(isAlive)
                .isPresent();
        if (running) {
            String refusal = "Can't start; there is already a node named '%s' running".formatted(me);
            LOG.error(Logging.CRITICAL, refusal);
            throw new CannotStart(refusal);
        }
        cluster.flatMap(this::rival).ifPresent(rival -> refuse(rival.name()));
        return cluster.isPresent() ? Welcome.COME_IN : Welcome.LEAVE;
    }

    /** Two members cannot stream through one slot, and only one of their names would be seen in it (LES-085). */
    private Optional<Member> rival(Cluster cluster) {
        MemberName me = node.settings().file().name();
        String slot = SlotName.of(me.value());
        return cluster.members().stream()
                .filter(member -> !member.name().equals(me))
                .filter(member -> SlotName.of(member.name().value()).equals(slot))
                .filter(member -> member.apiUrl().filter(isAlive).isPresent())
                .findFirst();
    }

    private void refuse(MemberName rival) {
        MemberName me = node.settings().file().name();
        String refusal =
                "Can't start; name: '%s' is not allowed, its replication slot %s is that of the running member '%s'"
                        .formatted(me, SlotName.of(me.value()), rival);
        LOG.error(Logging.CRITICAL, refusal);
        throw new CannotStart(refusal);
    }

    private Optional<Cluster> firstReading() {
        while (!node.requests().isStopping()) {
            long began = node.clocks().monotonic().nanos();
            switch (node.store().read()) {
                case ReadAnswer.Seen(Cluster cluster) -> {
                    return Optional.of(cluster);
                }
                case ReadAnswer.Unreachable(String cause) -> {
                    LOG.error("DCS is not accessible, trying again: {}", cause);
                    node.pacemaker().await(began, Deadline.after(began, BETWEEN_TRIES));
                }
            }
        }
        return Optional.empty();
    }
}
