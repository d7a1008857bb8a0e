package io.regent.agent.decision;

import io.regent.dcs.MemberName;

/** The end of a cycle in the words that operators know. */
public final class Sentence {

    private Sentence() {}

    /** The sentence of the decision's rule with the names of the view, and with the reason where the action has one. */
    public static String of(View view, Decision decision) {
        String sentence = decision.rule()
                .sentence()
                .replace("{me}", view.me().value())
                .replace(
                        "{leader}",
                        view.cluster().leader().map(MemberName::value).orElse("nobody"))
                .replace("{unsupported}", String.join(", ", view.settings().unsupported()))
                .replace("{task}", task(view.work()));
        String reason = reason(decision.action());
        return reason.isEmpty() ? sentence : sentence + ": " + reason;
    }

    private static String task(BackgroundWork work) {
        return switch (work) {
            case BackgroundWork.Running(Task task, var _, var _, var _) -> task.words();
            case BackgroundWork.Succeeded(Task task) -> task.words();
            case BackgroundWork.Failed(Task task, String _) -> task.words();
            case BackgroundWork.Idle _ -> "background work";
        };
    }

    private static String reason(Action action) {
        return switch (action) {
            case Action.Exit(int _, String reason) -> reason;
            case Action.AbandonBootstrap(String reason) -> reason;
            case Action.RefuseRequest(String reason) -> reason;
            case Action.Clone(MemberName source) -> "from " + source;
            case Action.Question _, Action.Command _ -> "";
        };
    }
}
