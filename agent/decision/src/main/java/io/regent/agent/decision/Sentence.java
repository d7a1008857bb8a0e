package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.stream.Collectors;

/** The end of a cycle in the words that operators know. */
public final class Sentence {

    private static final String PAUSE = "PAUSE: ";

    private Sentence() {}

    /**
     * The sentence of the decision's rule with the names of the view, and with the reason and its numbers where there are some. In
     * pause every sentence begins by saying so (HA-160).
     */
    public static String of(View view, Decision decision) {
        String sentence = withNames(view, decision.rule());
        String reason = reason(view, decision);
        String whole = reason.isEmpty() ? sentence : sentence + ": " + reason;
        return view.paused() && !whole.startsWith(PAUSE) ? PAUSE + whole : whole;
    }

    /** The sentence of the rule with the names of the view. */
    static String withNames(View view, Rule rule) {
        return rule.sentence()
                .replace("{me}", view.me().value())
                .replace(
                        "{leader}",
                        view.cluster().leader().map(MemberName::value).orElse("nobody"))
                .replace("{watchdog}", watchdog(view.watchdog()))
                .replace("{refusals}", refusals(view.answers().votes()))
                .replace("{task}", task(view.work()));
    }

    private static String refusals(FailsafeVotes votes) {
        return votes instanceof FailsafeVotes.Refused(var reasons) && !reasons.isEmpty()
                ? " (%s)"
                        .formatted(reasons.entrySet().stream()
                                .map(refusal -> refusal.getKey() + ": " + refusal.getValue())
                                .collect(Collectors.joining("; ")))
                : "";
    }

    private static String task(BackgroundWork work) {
        return switch (work) {
            case BackgroundWork.Running(Task task, var _, var _, var _) -> task.words();
            case BackgroundWork.Succeeded(Task task) -> task.words();
            case BackgroundWork.NotReady(Task task, String _) -> task.words();
            case BackgroundWork.Failed(Task task, String _) -> task.words();
            case BackgroundWork.Idle _ -> "background work";
        };
    }

    private static String watchdog(WatchdogState state) {
        return switch (state) {
            case WatchdogState.Unusable(String reason) -> reason;
            case WatchdogState.Failed(String reason) -> reason;
            case WatchdogState.Off _ -> "off";
            case WatchdogState.Ready _ -> "not running";
            case WatchdogState.Armed(Duration timeout) -> "running, " + timeout.toSeconds() + " s";
        };
    }

    private static String reason(View view, Decision decision) {
        return switch (decision.action()) {
            case Action.Exit(int _, String reason) -> reason;
            case Action.AbandonBootstrap(String reason) -> reason;
            case Action.RefuseRequest(String reason) -> reason;
            case Action.Clone(Origin source) -> "from " + source.words();
            case Action.Question _, Action.Command _ -> Particulars.of(view, decision.rule());
        };
    }
}
