package io.regent.agent.cycle;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.decision.Views;
import io.regent.dcs.Deadline;
import io.regent.postgres.ControlData;
import io.regent.postgres.Role;
import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState;
import io.regent.watchdog.WatchdogTiming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Goal: when the watchdog is fed, and when it rests. Method: a device on a clock that the test moves. */
class WatchdogGuardTest {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Decision WAIT = new Decision(new Action.Wait(), Rule.LEAD);

    private long now = Views.NOW;
    private boolean orphans;
    private WatchdogPlan plan = plan(30, 10, Optional.of(Duration.ofSeconds(5)));
    private final Device device = new Device();
    private final WatchdogGuard guard = new WatchdogGuard(device, () -> plan, () -> orphans, () -> now);

    @Test
    void it_is_armed_when_asked_for_and_fed_by_confirmations_only() {
        guard.confirmed(Deadline.after(now, TTL));
        assertThat(device.firesAt).isEmpty();

        guard.arm(leader());
        assertThat(device.firesAt).contains(now + Duration.ofSeconds(25).toNanos());

        now += Duration.ofSeconds(10).toNanos();
        guard.state();
        guard.settle(leader(), WAIT);
        assertThat(device.firesAt).contains(Views.NOW + Duration.ofSeconds(25).toNanos());

        guard.confirmed(Deadline.after(now, TTL));
        assertThat(device.firesAt).contains(now + Duration.ofSeconds(25).toNanos());
    }

    /** Devices count whole seconds; the fraction of one is the margin's to bear. */
    @Property
    void an_armed_watchdog_fires_before_the_end_of_the_lease_less_the_margin(
            @ForAll @IntRange(min = 1, max = 20) int margin,
            @ForAll @LongRange(min = 0, max = 29_999) long answerMillis) {
        now = Views.NOW;
        plan = plan(30, 10, Optional.of(Duration.ofSeconds(margin)));
        guard.arm(leader());
        now += Duration.ofSeconds(10).toNanos();
        Deadline end = Deadline.after(now, TTL);
        now += Duration.ofMillis(answerMillis).toNanos();

        guard.confirmed(end);

        long latest = end.minus(Duration.ofSeconds(margin)).nanos() + SECOND.toNanos();
        assertThat(device.firesAt).hasValueSatisfying(at -> assertThat(at).isLessThan(latest));
    }

    @Test
    void a_shorter_lease_that_nobody_confirmed_makes_it_fire_earlier_and_never_later() {
        guard.arm(leader());
        long fires = device.firesAt.orElseThrow();
        now += Duration.ofSeconds(5).toNanos();

        guard.shortened(Deadline.after(Views.NOW, TTL));
        assertThat(device.firesAt).contains(fires);

        guard.shortened(Deadline.after(now, Duration.ofSeconds(15)));
        assertThat(device.firesAt).contains(now + Duration.ofSeconds(10).toNanos());
    }

    @Test
    void a_device_that_refused_is_believed_for_a_while() {
        device.refuses = true;
        WatchdogState refused = guard.arm(leader());

        assertThat(refused).isEqualTo(new WatchdogState.Failed("broken"));
        assertThat(guard.state()).isEqualTo(refused);

        now += TTL.toNanos();
        assertThat(guard.state()).isEqualTo(new WatchdogState.Ready());
    }

    @Test
    void a_new_setting_gives_a_device_that_refused_another_chance() {
        device.refuses = true;
        guard.arm(leader());

        plan = plan(40, 10, Optional.of(Duration.ofSeconds(5)));

        assertThat(guard.state()).isEqualTo(new WatchdogState.Ready());
    }

    @Test
    void the_first_member_of_a_new_cluster_has_it_without_a_lease_until_the_store_falls_silent() {
        View first =
                seenBy("pg-2").asPrimary().whileLeaseIsVacant().bootstrapping().view();

        guard.arm(first);
        assertThat(device.firesAt).contains(now + Duration.ofSeconds(25).toNanos());

        guard.settle(first.withSilentDcs("timed out"), new Decision(new Action.Wait(), Rule.BOOTSTRAP_WITHOUT_DCS));
        assertThat(device.firesAt).isEmpty();
    }

    @Test
    void in_pause_it_rests() {
        assertThat(restsAfter(seenBy("pg-2").asPrimary().whileLeaseIsMine().paused(), WAIT))
                .isTrue();
    }

    @Test
    void a_leader_keeps_it() {
        assertThat(restsAfter(seenBy("pg-2").asPrimary().whileLeaseIsMine(), WAIT))
                .isFalse();
        assertThat(restsAfter(seenBy("pg-2").unresponsive(Role.PRIMARY).whileLeaseIsMine(), WAIT))
                .isFalse();
        assertThat(restsAfter(seenBy("pg-2").starting().whileLeaseIsMine(), WAIT))
                .isFalse();
    }

    @Test
    void a_standby_does_without_it_unless_it_is_about_to_be_promoted() {
        var promotes = new Decision(new Action.Promote(), Rule.PROMOTE);

        assertThat(restsAfter(seenBy("pg-2").asStandby(), WAIT)).isTrue();
        assertThat(restsAfter(seenBy("pg-2").asStandby().whileLeaseIsMine(), promotes))
                .isFalse();
        assertThat(restsAfter(seenBy("pg-2").asStandby().busyWith(Task.PROMOTE), WAIT))
                .isFalse();
        assertThat(restsAfter(
                        seenBy("pg-2").asStandby().with(new BackgroundWork.Failed(Task.PROMOTE, "timed out")), WAIT))
                .isTrue();
    }

    @Test
    @Spec({"D-051", "D-085"})
    void a_server_that_is_stopped_does_without_it_unless_it_is_started_in_place() {
        var stopped = ControlData.State.IN_PRODUCTION;
        var restarts = new Decision(new Action.StartPrimary(), Rule.RESTART_CRASHED);
        var released = new Decision(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_AFTER_FAILED_START);
        var recovers = new Decision(new Action.RecoverCrash(), Rule.RECOVER);

        assertThat(restsAfter(seenBy("pg-2").stopped(stopped).whileLeaseIsMine(), restarts))
                .isFalse();
        assertThat(restsAfter(seenBy("pg-2").stopped(stopped).busyWith(Task.START_PRIMARY), WAIT))
                .isFalse();
        assertThat(restsAfter(seenBy("pg-2").stopped(stopped).whileLeaseIsMine(), released))
                .isTrue();
        assertThat(restsAfter(seenBy("pg-2").stopped(stopped), WAIT)).isTrue();
        assertThat(restsAfter(seenBy("pg-2").stopped(stopped), recovers)).isTrue();
    }

    @Test
    void orphans_of_a_dead_postmaster_keep_it_awake() {
        orphans = true;

        assertThat(restsAfter(seenBy("pg-2").stopped(ControlData.State.IN_PRODUCTION), WAIT))
                .isFalse();
        guard.serverIsDown();
        assertThat(device.firesAt).isPresent();

        orphans = false;
        guard.serverIsDown();
        assertThat(device.firesAt).isEmpty();
    }

    private boolean restsAfter(Views views, Decision decision) {
        guard.arm(leader());
        guard.settle(views.with(new WatchdogState.Armed(TTL)).view(), decision);
        return device.firesAt.isEmpty();
    }

    private static View leader() {
        return seenBy("pg-2")
                .asPrimary()
                .whileLeaseIsMine()
                .with(new WatchdogState.Ready())
                .view();
    }

    private static WatchdogPlan plan(int ttl, int loopWait, Optional<Duration> margin) {
        var timing = WatchdogTiming.of(Duration.ofSeconds(ttl), Duration.ofSeconds(loopWait), margin);
        return new WatchdogPlan(Mode.REQUIRED, Path.of("/dev/watchdog"), WatchdogPlan.Driver.LINUX, timing);
    }

    /** A device that does what it is told. */
    private final class Device implements Watchdog {

        private Optional<Long> firesAt = Optional.empty();
        private boolean refuses;

        @Override
        public WatchdogState state(WatchdogPlan wanted) {
            return firesAt.<WatchdogState>map(
                            at -> new WatchdogState.Armed(wanted.timing().timeout()))
                    .orElseGet(WatchdogState.Ready::new);
        }

        @Override
        public WatchdogState arm(WatchdogPlan wanted, Duration leaseLeft) {
            if (refuses) {
                return wanted.without("broken");
            }
            wanted.timing().timeoutFor(leaseLeft).ifPresent(timeout -> firesAt = Optional.of(now + timeout.toNanos()));
            return state(wanted);
        }

        @Override
        public WatchdogState keepAlive(WatchdogPlan wanted, Duration leaseLeft) {
            return firesAt.isPresent() ? arm(wanted, leaseLeft) : state(wanted);
        }

        @Override
        public void disarm() {
            firesAt = Optional.empty();
        }
    }
}
