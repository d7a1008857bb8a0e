package io.regent.agent.simulation.mutant;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.PeerAnswer;
import io.regent.agent.decision.PeerAnswer.Reached;
import io.regent.agent.decision.Peers;
import io.regent.agent.decision.View;
import io.regent.dcs.MemberName;
import io.regent.postgres.wal.Lsn;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a mutant hears of the others instead of what they say. */
final class Heard {

    private Heard() {}

    static View withoutPrimaries(Action.Question question, View before, View answered) {
        return question instanceof Action.AskPeers ? answered.with(withoutPrimaries(answered.peers())) : answered;
    }

    private static Peers withoutPrimaries(Peers peers) {
        return each(
                peers,
                said -> new Reached(false, said.position(), said.timeline(), said.tags(), said.watchdogFailed()));
    }

    static Peers withoutPositions(Peers peers) {
        return each(
                peers,
                said -> new Reached(said.accepting(), Lsn.NONE, Optional.empty(), said.tags(), said.watchdogFailed()));
    }

    private static Peers each(Peers peers, UnaryOperator<Reached> instead) {
        if (!(peers instanceof Peers.Asked(var answers))) {
            return peers;
        }
        var heard = new TreeMap<MemberName, PeerAnswer>();
        answers.forEach((member, answer) ->
                heard.put(member, answer instanceof Reached reached ? instead.apply(reached) : answer));
        return Peers.asked(heard);
    }
}
