package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.watchdog.WatchdogState;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the modes of a cluster and the watchdog had to do with a decision, in words. Modes that are off stay unsaid. */
final class DigestOfModes {

    private DigestOfModes() {}

    static void facts(View view, Map<String, String> facts) {
        view.cluster()
                .sync()
                .map(Versioned::value)
                .ifPresent(promise -> facts.put("every commit is with", holders(promise)));
        failsafe(view).ifPresent(words -> facts.put("failsafe mode", words));
        view.settings().standbyCluster().ifPresent(remote -> facts.put("replicates", remote(remote)));
        watchdog(view.watchdog()).ifPresent(words -> facts.put("watchdog", words));
    }

    /** Who may lead without losing what was acknowledged. */
    private static String holders(SyncState promise) {
        if (promise.standbys().isEmpty()) {
            return promise.leader().value();
        }
        String names = promise.standbys().stream().map(MemberName::value).collect(Collectors.joining(", "));
        return promise.quorum() == 0
                ? "%s, %s".formatted(promise.leader(), names)
                : "%s, or any %d of %s".formatted(promise.leader(), promise.quorum() + 1, names);
    }

    private static Optional<String> failsafe(View view) {
        return switch (view.answers().votes()) {
            case FailsafeVotes.Accepted _ -> Optional.of("all members consent that this one leads without the DCS");
            case FailsafeVotes.Refused(var reasons) ->
                Optional.of(reasons.entrySet().stream()
                        .map(reason -> reason.getKey() + " does not consent: " + reason.getValue())
                        .collect(Collectors.joining("; ")));
            case FailsafeVotes.NotAsked _ ->
                view.notice()
                        .filter(notice -> notice.isActiveAt(view.now()))
                        .map(notice -> "this member consented that %s leads without the DCS"
                                .formatted(notice.leader().name()));
        };
    }

    private static String remote(Settings.StandbyCluster remote) {
        return remote.hosts().isEmpty()
                ? "another cluster by its archive"
                : remote.hosts().stream()
                        .map(place -> place.host() + ":" + place.port())
                        .collect(Collectors.joining(", "));
    }

    private static Optional<String> watchdog(WatchdogState state) {
        return switch (state) {
            case WatchdogState.Unusable(String reason) -> Optional.of("not usable: " + reason);
            case WatchdogState.Failed(String reason) -> Optional.of("failed: " + reason);
            case WatchdogState.Off _, WatchdogState.Ready _, WatchdogState.Armed _ -> Optional.empty();
        };
    }
}
