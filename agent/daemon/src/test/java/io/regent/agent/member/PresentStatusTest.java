package io.regent.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.ControlData;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.WorkProgress;
import io.regent.restapi.ServerStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member is told that compares positions. */
class PresentStatusTest {

    @TempDir
    Path data;

    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void the_server_says_what_has_changed_since_the_last_cycle() {
        node.publishes(Samples.standby(1));
        node.postgres.is(Samples.primary(2));

        ServerStatus now = present();

        assertThat(now.facts().map(ServerFacts::role)).contains(Role.PRIMARY);
        assertThat(now.facts().orElseThrow().timeline().number()).isEqualTo(2);
        assertThat(now.role()).isEqualTo(MemberRole.PRIMARY);
        assertThat(node.board.snapshot().server().facts().map(ServerFacts::role))
                .contains(Role.STANDBY);
    }

    @Test
    @Spec("API-047")
    void a_server_that_has_fallen_silent_is_unknown_and_tells_no_position_of_the_past() {
        node.publishes(Samples.standby(1));
        node.postgres.is(Samples.stopped(ControlData.State.SHUT_DOWN));

        assertThat(present()).isEqualTo(unknown());
    }

    @Test
    @Spec("API-047")
    void a_server_that_hangs_is_unknown_after_a_while() {
        node.publishes(Samples.standby(1));
        node.postgres.hangs("presentFacts");

        assertThat(present()).isEqualTo(unknown());
    }

    @Test
    void a_server_that_did_not_run_is_not_asked() {
        node.publishes(Samples.stopped(ControlData.State.SHUT_DOWN));
        var asked = new AtomicBoolean();
        var status = new PresentStatus(
                node.board,
                () -> {
                    asked.set(true);
                    return Optional.empty();
                },
                Optional::empty);

        assertThat(status.present()).isEqualTo(node.board.snapshot());
        assertThat(status.present().server().state()).contains(MemberState.STOPPED);
        assertThat(asked).isFalse();
    }

    @Test
    @Spec("LES-065")
    void how_far_the_work_is_is_told_as_of_this_moment_and_of_a_server_that_runs_not_at_all() {
        node.publishes(Samples.stopped(ControlData.State.SHUT_DOWN));
        var point = new WorkProgress(WorkProgress.Work.CLONE, Optional.of("pg-2"), "copying", Optional.empty());
        node.postgres.isAt(point);

        assertThat(status().present().progress()).contains(point);

        node.publishes(Samples.standby(1));
        assertThat(status().present().progress()).isEmpty();
    }

    @Test
    void a_stop_that_was_seen_while_the_server_was_asked_counts() {
        node.publishes(Samples.standby(1));
        var status = new PresentStatus(
                node.board,
                () -> {
                    node.publishes(Samples.stopped(ControlData.State.SHUT_DOWN_IN_RECOVERY));
                    return Optional.of(Samples.primaryFacts(1, List.of()));
                },
                Optional::empty);

        assertThat(status.present().server().state()).contains(MemberState.STOPPED);
        assertThat(status.present().server().facts()).isEmpty();
    }

    private ServerStatus present() {
        return status().present().server();
    }

    private PresentStatus status() {
        return new PresentStatus(node.board, node.postgres::presentFacts, node.postgres::progress);
    }

    private ServerStatus unknown() {
        return new ServerStatus(
                Optional.empty(), node.board.snapshot().server().remembered(), Optional.empty(), List.of());
    }
}
