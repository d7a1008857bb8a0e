package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The other members' answers of this cycle. */
public sealed interface Peers {

    /** Nobody was asked yet. */
    record NotAsked() implements Peers {}

    /** Everybody who had to be asked was asked. */
    record Asked(SortedMap<MemberName, PeerAnswer> answers) implements Peers {

        public Asked {
            answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
        }

        /** Every answer that was had. */
        Stream<PeerAnswer.Reached> reached() {
            return answers.keySet().stream().flatMap(member -> of(member).stream());
        }

        /** The members whose answer is like that. */
        List<MemberName> those(Predicate<PeerAnswer.Reached> wanted) {
            return answers.keySet().stream()
                    .filter(member -> of(member).filter(wanted).isPresent())
                    .toList();
        }

        /** Whether any member accepts writes. */
        boolean hasPrimary() {
            return reached().anyMatch(PeerAnswer.Reached::accepting);
        }

        /** The answer of a member; empty when it was not asked or did not answer. */
        public Optional<PeerAnswer.Reached> of(MemberName member) {
            return answers.get(member) instanceof PeerAnswer.Reached reached ? Optional.of(reached) : Optional.empty();
        }
    }

    /** Answers, from any map. */
    static Peers asked(Map<MemberName, PeerAnswer> answers) {
        return new Asked(new TreeMap<>(answers));
    }
}
