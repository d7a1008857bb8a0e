package io.regent.agent.performance;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.configuration.RestApiConfiguration;
import io.regent.agent.cycle.FailsafeAnswer;
import io.regent.agent.cycle.FailsafeRound;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.View;
import io.regent.agent.member.MemberRecord;
import io.regent.agent.waiting.Bounded;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.restapi.client.ConsentAnswer;
import io.regent.restapi.client.MemberClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Asks the members for their consent that this one leads on without the store, all at once (HA-168). */
public final class FailsafePoll {

    private final LiveSettings settings;
    private final MonotonicClock clock;
    private final Supplier<MemberClient> client;

    public FailsafePoll(LiveSettings settings, MonotonicClock clock, Supplier<MemberClient> client) {
        this.settings = settings;
        this.clock = clock;
        this.client = client;
    }

    /**
     * One round. Takes half of the time that is left until the fence acts, at most.
     *
     * @param voters where each of them is asked
     * @param until until when this node leads, as last confirmed
     */
    FailsafeVotes ask(SortedMap<MemberName, String> voters, View view, Optional<Deadline> until) {
        return FailsafeRound.begin(until, view.settings(), clock.nanos())
                .map(round -> round.close(answers(voters, caller(view), round), clock.nanos()))
                .orElseGet(() -> new FailsafeVotes.Refused(new TreeMap<>()));
    }

    private SortedMap<MemberName, FailsafeAnswer> answers(
            SortedMap<MemberName, String> voters, Map<String, Object> caller, FailsafeRound round) {
        MemberClient asking = client.get();
        Deadline end = Deadline.after(round.sent(), round.patience());
        var questions = new TreeMap<MemberName, Bounded<FailsafeAnswer>>();
        voters.forEach((name, url) -> questions.put(
                name, Bounded.ask(() -> answer(asking, url, caller, round.patience(), end, round.ttl()))));
        var answers = new TreeMap<MemberName, FailsafeAnswer>();
        questions.forEach((name, question) -> answers.put(
                name, question.within(end.leftAt(clock.nanos()), new FailsafeAnswer.Silent("no answer in time"))));
        return answers;
    }

    /** A member that could not be reached, or whose answer was lost, is asked once more: to promise twice does no harm. */
    private FailsafeAnswer answer(
            MemberClient asking,
            String url,
            Map<String, Object> caller,
            Duration patience,
            Deadline end,
            Duration ttl) {
        ConsentAnswer first = asking.askConsent(url, caller, patience.dividedBy(2));
        Duration left = end.leftAt(clock.nanos());
        ConsentAnswer last = first instanceof ConsentAnswer.Silent && left.isPositive()
                ? asking.askConsent(url, caller, left)
                : first;
        return switch (last) {
            case ConsentAnswer.Accepted(Optional<Duration> holds) -> new FailsafeAnswer.Accepted(holds.orElse(ttl));
            case ConsentAnswer.Refused(String words) -> new FailsafeAnswer.Refused(words);
            case ConsentAnswer.Silent(String cause) -> new FailsafeAnswer.Silent(cause);
        };
    }

    private Map<String, Object> caller(View view) {
        var slots = new TreeMap<String, Object>();
        Duties.slotPositions(view).forEach((name, position) -> slots.put(name, position.position()));
        var caller = new LinkedHashMap<String, Object>();
        caller.put("name", view.me().value());
        caller.put("conn_url", MemberRecord.connUrl(settings));
        caller.put("api_url", RestApiConfiguration.of(settings).apiUrl());
        caller.put("slots", slots);
        return caller;
    }
}
