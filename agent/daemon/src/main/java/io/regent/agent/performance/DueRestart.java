package io.regent.agent.performance;

import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.View;
import io.regent.agent.member.RestartPlan;
import io.regent.agent.member.StatusBoard;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a scheduled restart into a request when its time has come (D-203, API-117). It is dropped when the server was
 * restarted meanwhile, when nobody could turn to it in time, and when its conditions do not hold.
 */
final class DueRestart {

    private static final Logger LOG = LoggerFactory.getLogger(DueRestart.class);

    private final Node node;
    private final StatusBoard board;

    DueRestart(Node node, StatusBoard board) {
        this.node = node;
        this.board = board;
    }

    /** Looks at the plan at the end of a cycle, when the board shows what the cycle saw. */
    void settle(View view) {
        node.requests().scheduled().ifPresent(plan -> settle(view, plan));
    }

    private void settle(View view, RestartPlan plan) {
        OffsetDateTime at = plan.restart().at();
        Duration late = Duration.between(at, view.wallClock());
        Duration tolerated = view.settings().loopWait().multipliedBy(3).dividedBy(2);
        if (isOfAnEarlierServer(view, plan)) {
            drop(plan, "PostgreSQL was restarted meanwhile");
        } else if (late.isNegative()) {
            node.pacemaker().wakeAt(node.clocks().at(at));
        } else if (late.compareTo(tolerated) > 0) {
            drop(plan, "its time has passed");
        } else if (!view.paused() && !(view.work() instanceof BackgroundWork.Running)) {
            plan.restart()
                    .conditions()
                    .unmetBy(board.snapshot().server())
                    .ifPresentOrElse(reason -> drop(plan, reason), () -> request(plan));
        }
    }

    private static boolean isOfAnEarlierServer(View view, RestartPlan plan) {
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                && !plan.postmasterStart().equals(Optional.of(facts.postmasterStart()));
    }

    private void drop(RestartPlan plan, String reason) {
        LOG.warn("The restart scheduled for {} is dropped: {}", plan.restart().at(), reason);
        node.requests().unschedule(plan);
        node.pacemaker().wake();
    }

    private void request(RestartPlan plan) {
        node.requests()
                .submit(new OperatorRequest.Restart(plan.restart().conditions().timeout()))
                .ifPresent(entry -> {
                    LOG.info(
                            "The restart scheduled for {} begins",
                            plan.restart().at());
                    node.requests().unschedule(plan);
                    node.pacemaker().wake();
                });
    }
}
