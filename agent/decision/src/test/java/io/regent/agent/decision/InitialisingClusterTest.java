package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.dcs.Initialization;
import io.regent.postgres.ControlData;
import org.junit.jupiter.api.Test;

/** This member initialises the cluster (T4). */
class InitialisingClusterTest {

    @Spec("D-041")
    @Test
    void a_bootstrap_is_waited_for() {
        isWait(bootstrapping().busyWith(Task.BOOTSTRAP), Rule.BOOTSTRAPPING);
    }

    @Spec({"D-040", "HA-096"})
    @Test
    void a_failed_bootstrap_gives_the_right_back() {
        is(
                bootstrapping().with(new BackgroundWork.Failed(Task.BOOTSTRAP, "no space")),
                new Action.AbandonBootstrap("no space"),
                Rule.BOOTSTRAP_FAILED);
    }

    @Spec({"D-040", "HA-096"})
    @Test
    void a_server_that_does_not_run_is_a_failed_bootstrap() {
        is(
                bootstrapping().stopped(ControlData.State.SHUT_DOWN),
                new Action.AbandonBootstrap("PostgreSQL does not run"),
                Rule.BOOTSTRAP_FAILED);
    }

    @Spec("HA-095")
    @Test
    void the_identity_is_written_first() {
        is(
                bootstrapping()
                        .withInitialization(new Initialization.InProgress())
                        .withoutConfig(),
                new Action.WriteInitialize(Views.SYSTEM),
                Rule.WRITE_IDENTITY);
    }

    @Spec("HA-095")
    @Test
    void the_settings_are_written_next() {
        is(bootstrapping().withoutConfig(), new Action.WriteConfig(), Rule.WRITE_FIRST_CONFIG);
    }

    @Spec("HA-095")
    @Test
    void the_lease_is_taken_last() {
        is(bootstrapping(), new Action.AcquireLease(), Rule.LEAD_NEW_CLUSTER);
    }

    @Test
    void with_the_lease_the_new_cluster_is_like_any_other() {
        isWait(bootstrapping().whileLeaseIsMine(), Rule.LEAD);
    }

    @Test
    void a_bootstrap_that_another_member_overtook_is_given_up() {
        is(
                bootstrapping().withInitialization(new Initialization.Done(Views.FOREIGN)),
                new Action.AbandonBootstrap("the cluster has meanwhile become " + Views.FOREIGN),
                Rule.BOOTSTRAP_FAILED);
    }

    private static Views bootstrapping() {
        return seenBy("pg-2").asPrimary().remembering(past -> past.bootstrapping = true);
    }
}
