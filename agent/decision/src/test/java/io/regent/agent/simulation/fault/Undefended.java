package io.regent.agent.simulation.fault;

import java.util.Map;

/** What random plans leave out because nothing in the agent stands against it yet, and why. Named scenarios may use it. */
final class Undefended {

    static final Map<Kind, String> KINDS = Map.of(
            Kind.LEADER_KEY_DELETED,
            "a member whose agent has started since knows of no leader whose lease may go on (LES-008)",
            Kind.STORE_WIPED,
            "only a primary puts the cluster back, and the old one may be a standby by then (LES-009)",
            Kind.STORE_RESTORED,
            "a leader that the store has forgotten and that cannot be asked looks like one whose lease has ended (LES-010)",
            Kind.FREEZE_MACHINE_AND_CLOCK,
            "nothing on the machine can know of the pause; only synchronous replication protects the data (LES-048)",
            Kind.FREEZE_BACKEND,
            "a process that not even SIGKILL ends is ended by the watchdog only (LES-042; WatchdogScenariosTest)");

    private Undefended() {}
}
