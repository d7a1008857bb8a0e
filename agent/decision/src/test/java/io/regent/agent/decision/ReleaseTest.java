package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings.Sync.Mode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A synchronous standby asks to be released before it stops (HA-145). */
@Spec({"HA-145", "HA-075", "D-213", "D-222"})
class ReleaseTest {

    private static final Settings.Sync ON = new Settings.Sync(Mode.ON, false, 1, -1);
    private static final OperatorRequest.Restart RESTART = new OperatorRequest.Restart(Optional.empty());

    @Test
    void it_waits_before_it_restarts_or_stops() {
        isWait(relied().asked(RESTART), Rule.ASK_RELEASE);
        isWait(relied().stopping(), Rule.ASK_RELEASE);
    }

    @Test
    void it_says_so_while_it_waits() {
        View view = relied().asked(RESTART).view();

        assertThat(SyncMemory.asksForRelease(view, Decider.decide(view))).isTrue();
    }

    @Test
    void once_released_it_goes_on() {
        is(relied().promising("pg-1", 0, "pg-3").asked(RESTART), new Action.Restart(RESTART), Rule.RESTART);
    }

    @Test
    void it_does_not_wait_longer_than_two_turns() {
        is(
                relied().asked(RESTART)
                        .remembering(past -> past.sync = new SyncMemory(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Views.NOW - Duration.ofSeconds(20).toNanos()))),
                new Action.Restart(RESTART),
                Rule.RESTART);
    }

    @Test
    void it_does_not_wait_for_a_store_that_is_silent() {
        isDemotion(relied().whileDcsIsSilent().stopping(), Demotion.GRACEFUL, Rule.STOP_SERVER);
    }

    private static Views relied() {
        return seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .synchronous(ON)
                .promising("pg-1", 0, "pg-2");
    }
}
