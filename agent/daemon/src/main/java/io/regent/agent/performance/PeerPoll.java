package io.regent.agent.performance;

import io.regent.agent.decision.PeerAnswer;
import io.regent.agent.decision.Peers;
import io.regent.agent.decision.View;
import io.regent.agent.waiting.Bounded;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.restapi.CandidateAnswer;
import io.regent.restapi.client.MemberClient;
import io.regent.restapi.client.PeerStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other members for their status, all at once, with one short deadline (LES-035). */
public final class PeerPoll {

    private static final Logger LOG = LoggerFactory.getLogger(PeerPoll.class);

    /** How long a member may take to answer (HA-024). */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** The end of the wait for answers that do not even keep their own deadline. */
    private static final Duration LIMIT = PATIENCE.plusMillis(500);

    private final Supplier<MemberClient> client;

    public PeerPoll(Supplier<MemberClient> client) {
        this.client = client;
    }

    /** The status of each member, for operators' requests. */
    public Map<MemberName, CandidateAnswer> askCandidates(List<Member> members) {
        var urls = new TreeMap<MemberName, String>();
        members.forEach(member -> member.apiUrl().ifPresent(url -> urls.put(member.name(), url)));
        var answers = new TreeMap<MemberName, CandidateAnswer>();
        members.forEach(member -> answers.put(member.name(), new CandidateAnswer.Silent("its address is not known")));
        poll(urls)
                .forEach((name, status) -> answers.put(
                        name,
                        switch (status) {
                            case PeerStatus.Told told ->
                                new CandidateAnswer.Answered(told.tags(), told.watchdogFailed());
                            case PeerStatus.Silent(String cause) -> new CandidateAnswer.Silent(cause);
                        }));
        return answers;
    }

    /** The members' answers for a decision; a member whose address is not known counts as not reached. */
    Peers ask(Collection<MemberName> members, View view) {
        var urls = new TreeMap<MemberName, String>();
        members.forEach(name -> view.cluster()
                .member(name)
                .or(() -> view.memory().lastLed().flatMap(cluster -> cluster.member(name)))
                .flatMap(Member::apiUrl)
                .or(() -> Optional.ofNullable(view.cluster().failsafe().get(name.value())))
                .ifPresent(url -> urls.put(name, url)));
        var answers = new TreeMap<MemberName, PeerAnswer>();
        members.forEach(name -> answers.put(name, new PeerAnswer.Unreached("its address is not known")));
        poll(urls)
                .forEach((name, status) -> answers.put(
                        name,
                        switch (status) {
                            case PeerStatus.Told told ->
                                new PeerAnswer.Reached(
                                        told.isPrimary(),
                                        told.furthest(),
                                        told.timeline(),
                                        told.tags(),
                                        told.watchdogFailed());
                            case PeerStatus.Silent(String cause) -> unreached(name, cause);
                        }));
        return Peers.asked(answers);
    }

    /** Whoever reads the log after a race wants to know who was not heard in it. */
    private static PeerAnswer unreached(MemberName name, String cause) {
        LOG.warn("{} does not answer: {}", name, cause);
        return new PeerAnswer.Unreached(cause);
    }

    private SortedMap<MemberName, PeerStatus> poll(SortedMap<MemberName, String> urls) {
        MemberClient asking = client.get();
        var questions = new TreeMap<MemberName, Bounded<PeerStatus>>();
        urls.forEach((name, url) -> questions.put(name, Bounded.ask(() -> asking.ask(url, PATIENCE))));
        var answers = new TreeMap<MemberName, PeerStatus>();
        questions.forEach((name, question) ->
                answers.put(name, question.within(LIMIT, new PeerStatus.Silent("no answer in time"))));
        return answers;
    }
}
