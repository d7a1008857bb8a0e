package io.regent.agent.simulation.fault;

import java.util.Map;

/** What random plans leave out because nothing in the agent stands against it yet, and why. Named scenarios may use it. */
final class Undefended {

    private static final String EARLY_END =
            "a standby that cannot ask the old leader does not wait for the end of its lease (LES-008)";

    static final Map<Kind, String> KINDS = Map.of(
            Kind.LEADER_KEY_DELETED,
            EARLY_END,
            Kind.STORE_WIPED,
            EARLY_END + "; a leader that was demoted meanwhile does not put the cluster back (LES-009)",
            Kind.STORE_RESTORED,
            EARLY_END,
            Kind.FREEZE_MACHINE_AND_CLOCK,
            "nothing on the machine can know of the pause; only synchronous replication protects the data (LES-048)",
            Kind.FREEZE_BACKEND,
            "a demotion is over when the postmaster is gone, whoever else is left (LES-042)");

    private Undefended() {}
}
