package io.regent.agent.cycle;

import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Settings;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One round of asking the members, bound to the lease, or the consent, that it extends (LES-132): it takes half of the time that
 * is left until the fence acts, so that the other half is there for a demotion, and an answer that comes after that counts for
 * nothing.
 *
 * @param sent when it began; the consent is counted from here (DESIGN.md, safety rule 2)
 * @param fencedAt when the fence acts unless the round is a success
 * @param ttl in force here; a member that holds for less shortens the consent
 */
public record FailsafeRound(long sent, Deadline fencedAt, Duration ttl) {

    /**
     * A round that begins now; empty when no time is left for one.
     *
     * @param until until when this node leads, as last confirmed
     */
    public static Optional<FailsafeRound> begin(Optional<Deadline> until, Settings settings, long now) {
        return until.map(end -> new FailsafeRound(now, end.minus(settings.fenceMargin()), settings.ttl()))
                .filter(round -> !round.fencedAt.passedAt(now));
    }

    /** How long the answers may take, repetitions included. */
    public Duration patience() {
        return fencedAt.leftAt(sent).dividedBy(2);
    }

    /** What came of the round: a yes of all that were asked, and in time, or the reasons why not. */
    public FailsafeVotes close(Map<MemberName, FailsafeAnswer> answers, long now) {
        var reasons = new TreeMap<MemberName, String>();
        Duration held = ttl;
        for (Map.Entry<MemberName, FailsafeAnswer> answer : answers.entrySet()) {
            switch (answer.getValue()) {
                case FailsafeAnswer.Accepted(Duration holds) -> held = holds.compareTo(held) < 0 ? holds : held;
                case FailsafeAnswer.Refused(String words) -> reasons.put(answer.getKey(), words);
                case FailsafeAnswer.Silent(String cause) -> reasons.put(answer.getKey(), cause);
            }
        }
        Deadline consent = Deadline.after(sent, held);
        boolean late = fencedAt.passedAt(now) || consent.passedAt(now);
        return late || !reasons.isEmpty() ? new FailsafeVotes.Refused(reasons) : new FailsafeVotes.Accepted(consent);
    }
}
