package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.PostgresState;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a stopped server is recovered in single-user mode: every control state, with and without what forbids it. */
class CrashRecoveryMatrixTest {

    /** The server ran as a primary and was not shut down. */
    private static final Set<State> RAN = EnumSet.of(State.IN_PRODUCTION, State.SHUTTING_DOWN, State.IN_CRASH_RECOVERY);

    @ParameterizedTest
    @EnumSource(State.class)
    @Spec({"LES-057", "D-086", "HA-206"})
    void a_server_is_recovered_alone_when_its_control_file_says_that_it_ran_and_there_is_no_backup_label(State state) {
        for (boolean backupLabel : new boolean[] {false, true}) {
            for (boolean tried : new boolean[] {false, true}) {
                boolean expected = RAN.contains(state) && !backupLabel && !tried;

                assertThat(isRecovered(stopped(state, backupLabel, tried).whileLeaseIsMine()))
                        .as("the leader, a backup label: %s, tried before: %s", backupLabel, tried)
                        .isEqualTo(expected);
                assertThat(isRecovered(stopped(state, backupLabel, tried).whileLeaseIsVacant()))
                        .as("nobody leads, a backup label: %s, tried before: %s", backupLabel, tried)
                        .isEqualTo(expected);
                assertThat(isRecovered(stopped(state, backupLabel, tried)
                                .with(with -> with.rewindAllowed = true)
                                .whileLeaseIsHeldBy("pg-1")))
                        .as("another leads, a backup label: %s, tried before: %s", backupLabel, tried)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    @Spec("HA-206")
    void under_another_leader_nothing_is_recovered_that_may_not_be_rewound(State state) {
        assertThat(isRecovered(stopped(state, false, false).whileLeaseIsHeldBy("pg-1")))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void a_fresh_copy_is_not_a_crashed_server(State state) {
        var copied = stopped(state, false, false).with(new BackgroundWork.Succeeded(Task.CLONE));

        assertThat(isRecovered(copied.whileLeaseIsVacant())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void it_is_tried_also_after_a_failed_start(State state) {
        var failed = stopped(state, false, false).with(new BackgroundWork.Failed(Task.START_STANDBY, "no space"));

        assertThat(isRecovered(failed.whileLeaseIsVacant())).isEqualTo(RAN.contains(state));
    }

    private static boolean isRecovered(Views views) {
        return Decider.decide(views.view()).action() instanceof Action.RecoverCrash;
    }

    private static Views stopped(State state, boolean backupLabel, boolean tried) {
        var control = Servers.control(Views.SYSTEM, state).withBackupLabel(backupLabel);
        return seenBy("pg-2").with(new PostgresState.Stopped(control)).remembering(past -> past.recoveryUsed = tried);
    }
}
