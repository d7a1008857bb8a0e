package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.FakeProcess;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Deadline;
import io.regent.dcs.Tags;
import io.regent.postgres.Outcome;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.watchdog.WatchdogState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the daemon starts, feeds and stops the watchdog. */
class WatchdogDutyTest {

    @TempDir
    private Path data;

    private PerformerFixture given;
    private FakeNode node;

    @BeforeEach
    void build() {
        given = new PerformerFixture(data);
        node = given.node;
        node.initialized();
        node.postgres.is(Samples.primary(1));
    }

    @AfterEach
    void close() {
        given.close();
    }

    @Spec("D-172")
    @Test
    void a_leader_arms_it_and_each_confirmation_feeds_it() {
        View leading = given.leading();
        assertThat(node.watchdog.look()).isEmpty();

        View armed = given.performer.ask(new Action.ArmWatchdog(), leading);
        assertThat(armed.watchdog()).isEqualTo(new WatchdogState.Armed(Duration.ofSeconds(25)));
        assertThat(node.watchdog.look()).containsExactly("arm 25");

        given.performer.ask(new Action.RenewLease(), node.view());
        assertThat(node.watchdog.look()).containsExactly("feed 30");
    }

    @Spec("HA-058")
    @Test
    void silence_and_refusal_feed_nothing() {
        armed();
        View view = node.view();
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");
        given.performer.ask(new Action.RenewLease(), view);
        node.dcs.stop();
        given.performer.ask(new Action.RenewLease(), view);

        assertThat(node.watchdog.look()).isEmpty();
        assertThat(node.watchdog.isArmed()).isTrue();
    }

    @Spec("HA-058")
    @Test
    void a_cycle_without_a_confirmation_feeds_nothing() {
        armed();

        given.finish(node.view());

        assertThat(node.watchdog.look()).isEmpty();
        assertThat(node.watchdog.isArmed()).isTrue();
    }

    @Test
    void members_that_vouch_for_the_leader_feed_it_as_the_lease_does() {
        armed();
        node.clock.advance(Duration.ofSeconds(3));

        node.leadership.consented(
                Deadline.after(node.clock.nanos(), Duration.ofSeconds(27)), node.view(), node.clock.nanos());

        assertThat(node.watchdog.look()).containsExactly("feed 27");
    }

    @Spec({"D-005", "HA-160"})
    @Test
    void pause_stops_it() {
        armed();
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");

        View paused = given.performer.ask(new Action.RenewLease(), node.view());
        given.finish(paused);

        assertThat(node.watchdog.look()).containsExactly("stop");
    }

    @Test
    void a_demotion_that_stopped_the_server_stops_it() {
        View leading = armed();

        given.performer.carryOut(new Action.Demote(Demotion.IMMEDIATE_NOLOCK), leading);
        node.idle();

        assertThat(node.watchdog.look()).containsExactly("stop");
    }

    @Test
    @Spec({"D-223", "HA-075"})
    void a_server_that_does_not_stop_keeps_it_and_the_lease() {
        View leading = armed();
        node.postgres.ends("stop", new Outcome.Failed("processes of the stopped server are still alive"));

        given.performer.carryOut(new Action.Demote(Demotion.GRACEFUL), leading);
        node.idle();
        given.finish(node.view());

        assertThat(node.watchdog.isArmed()).isTrue();
        assertThat(node.key("leader")).contains("node-1");
    }

    @Test
    void a_backend_that_outlives_the_postmaster_keeps_it() {
        View leading = armed();
        node.postgres.process().runAs(4711);
        node.postgres.process().behave(FakeProcess.Manners.BACKEND_STAYS);
        node.postgres.process().signal(Signal.KILL);

        given.performer.carryOut(new Action.ReleaseLease(Optional.empty()), leading);

        assertThat(node.watchdog.isArmed()).isTrue();
    }

    @Spec("HA-077")
    @Test
    void a_release_stops_it() {
        View leading = armed();

        given.performer.carryOut(new Action.ReleaseLease(Optional.empty()), leading);

        assertThat(node.watchdog.look()).containsExactly("stop");
    }

    @Test
    void a_new_lease_time_reaches_it_with_the_next_confirmation() {
        armed();
        node.dcs.put(FakeNode.PREFIX + "config", "{\"ttl\":20,\"loop_wait\":5,\"retry_timeout\":5}");

        given.performer.ask(new Action.RenewLease(), node.view());

        assertThat(node.settings.watchdog().timing().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(node.watchdog.look()).containsExactly("feed 20");
    }

    @Test
    @Spec("HA-178")
    void only_a_required_watchdog_that_fails_is_told_to_the_peers() {
        node.watchdog.refuse("no device");
        given.finish(node.view());
        boolean wanted = node.board.snapshot().safeguards().watchdogFailed();

        try (var needy = new FakeNode(Samples.settings(Samples.yaml(data) + "watchdog: {mode: required}\n"))) {
            needy.watchdog.refuse("no device");
            View view = needy.view();
            needy.board.publish(
                    view,
                    Tags.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Deadline.after(view.now(), Duration.ofSeconds(10)));

            assertThat(wanted).isFalse();
            assertThat(needy.board.snapshot().safeguards().watchdogFailed()).isTrue();
        }
    }

    @Test
    void the_first_bootstrap_takes_the_timeout_from_the_first_document() {
        String yaml = Samples.yaml(data).replace("ttl: 30", "ttl: 60") + "watchdog: {safety_margin: 10}\n";

        assertThat(Samples.settings(yaml).watchdog().timing().timeout()).isEqualTo(Duration.ofSeconds(50));
    }

    private View armed() {
        View view = given.performer.ask(new Action.ArmWatchdog(), given.leading());
        node.watchdog.look();
        return view;
    }
}
