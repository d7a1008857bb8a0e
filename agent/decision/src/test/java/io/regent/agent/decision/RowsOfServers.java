package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import io.regent.dcs.Initialization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rows about what the server is. */
final class RowsOfServers {

    private RowsOfServers() {}

    static void addTo(DecisionTable table) {
        table.add(
                "Nothing else is going on: lease, server",
                Situations.NOTHING,
                Situations.leases(),
                Situations.servers());
        table.add("Paused: lease, server", Views::paused, Situations.decided(), Situations.servers());
        table.add(
                "Identity: lease, initialize key, server",
                Situations.NOTHING,
                Situations.known(),
                identities(),
                identifiable());
        table.add("No data: lease, initialize key", Views::withoutData, Situations.known(), claims());
        table.add(
                "Paused, identity: lease, initialize key, server",
                Views::paused,
                Situations.known(),
                identities(),
                Situations.primaryOnly());
        table.add(
                "Starting again: lease, past, server",
                Situations.NOTHING,
                Situations.known(),
                pasts(),
                stoppedServers());
    }

    private static Map<String, Word> identifiable() {
        return Situations.some(Situations.servers(), "Primary", "Standby", "Stopped primary", "Stopped standby");
    }

    private static Map<String, Word> identities() {
        var identities = new LinkedHashMap<String, Word>();
        identities.put("foreign", views -> views.withInitialization(new Initialization.Done(Views.FOREIGN)));
        identities.put("absent", views -> views.withInitialization(new Initialization.Absent()));
        identities.put(
                "absent, first look",
                views -> views.withInitialization(new Initialization.Absent())
                        .remembering(past -> past.justStarted = true));
        identities.put("in progress", views -> views.withInitialization(new Initialization.InProgress()));
        identities.put("ours, no config", Views::withoutConfig);
        return identities;
    }

    private static Map<String, Word> claims() {
        var claims = new LinkedHashMap<String, Word>();
        claims.put("absent", absent(Situations.NOTHING));
        claims.put("absent, won", absent(views -> views.withClaim(Claim.WON)));
        claims.put("absent, lost", absent(views -> views.withClaim(Claim.LOST)));
        claims.put("no bootstrap section", absent(views -> views.with(with -> with.mayBootstrap = false)));
        claims.put("nofailover", absent(views -> views.tagged("nofailover", true)));
        claims.put("none needed", views -> views.with(with -> with.mayCloneWithoutLeader = true));
        claims.put("in progress", views -> views.withInitialization(new Initialization.InProgress()));
        claims.put("garbage", views -> views.withInitialization(new Initialization.Garbage("?")));
        return claims;
    }

    private static Word absent(Word word) {
        return views -> {
            word.say(views);
            views.withInitialization(new Initialization.Absent());
        };
    }

    private static Map<String, Word> pasts() {
        var pasts = new LinkedHashMap<String, Word>();
        pasts.put("start failed", views -> views.with(new BackgroundWork.Failed(Task.START_PRIMARY, "no space")));
        pasts.put("stepped down", views -> views.remembering(past -> past.steppingDown = true));
        pasts.put(
                "released", views -> views.remembering(past -> past.releasedAgo = Optional.of(Duration.ofSeconds(1))));
        pasts.put("recovered", views -> views.remembering(past -> past.recoveryUsed = true));
        pasts.put("may rewind", views -> views.with(with -> with.rewindAllowed = true));
        return pasts;
    }

    private static Map<String, Word> stoppedServers() {
        return Situations.some(Situations.servers(), "Crashed primary", "Stopped primary", "Stopped standby");
    }
}
