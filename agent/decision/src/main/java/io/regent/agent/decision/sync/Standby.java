package io.regent.agent.decision.sync;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.postgres.CommitLevel;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SyncNames;
import io.regent.postgres.WalSender;
import io.regent.postgres.wal.Lsn;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A member that streams from this server and may be a synchronous standby (HA-139).
 *
 * @param priority {@code sync_priority}
 * @param isElectable whether it may become leader at all (LES-098)
 * @param isPromised whether the promise names it
 * @param rank how near the server counts it: 0 for sync, 1 for quorum, 2 for potential, 3 for async
 * @param reached how far it has come with what a commit waits for
 */
public record Standby(MemberName name, int priority, boolean isElectable, boolean isPromised, int rank, Lsn reached) {

    private static final Comparator<Standby> BEST_FIRST = Comparator.comparing(
                    Standby::isElectable, Comparator.reverseOrder())
            .thenComparing(Comparator.comparingInt(Standby::priority).reversed())
            .thenComparing(Standby::isPromised, Comparator.reverseOrder())
            .thenComparingInt(Standby::rank)
            .thenComparing(Standby::reached, Comparator.reverseOrder())
            .thenComparing(Standby::name);

    /**
     * Who may be chosen, the best first. A standby that is one already goes before the others, whatever their positions, so that
     * nothing changes under load.
     *
     * @param me the leader, which is never its own standby (HA-149)
     * @param promised whom the promise names
     * @param maximumLag {@code maximum_lag_on_syncnode}, in bytes; zero or less for no limit (HA-144)
     */
    public static List<Standby> of(
            MemberName me, ServerFacts facts, List<Member> members, Set<MemberName> promised, long maximumLag) {
        Set<String> known = Guarantee.folded(promised);
        List<Standby> streaming = members.stream()
                .filter(member -> !isSame(member.name(), me) && isWilling(member))
                .filter(member -> !streamsFromAnother(member, me, facts))
                .flatMap(member -> sender(facts, member.name()).stream()
                        .filter(WalSender::isStreaming)
                        .map(sender -> seen(member, sender, known, facts.sync().level())))
                .toList();
        Lsn reference = streaming.size() > 1
                ? streaming.stream().map(Standby::reached).reduce(Lsn.NONE, Lsn::max)
                : facts.flushed();
        return streaming.stream()
                .filter(standby -> maximumLag <= 0 || standby.reached().bytesBehind(reference) <= maximumLag)
                .sorted(BEST_FIRST)
                .toList();
    }

    /**
     * The standbys that the server waits for and that have everything up to the position (HA-140).
     *
     * @param since the end of the log when the server had begun to wait for them
     */
    public static Set<String> confirmed(ServerFacts facts, Lsn since) {
        Guarantee inForce = Guarantee.of(facts.sync().names());
        return facts.senders().stream()
                .filter(WalSender::isStreaming)
                .filter(sender -> inForce.names().contains(SyncNames.folded(sender.applicationName())))
                .filter(sender -> rank(sender) <= 1)
                .filter(sender -> sender.reached(facts.sync().level())
                        .filter(position -> position.compareTo(since) >= 0)
                        .isPresent())
                .map(sender -> SyncNames.folded(sender.applicationName()))
                .collect(Collectors.toSet());
    }

    private static Standby seen(Member member, WalSender sender, Set<String> promised, CommitLevel level) {
        return new Standby(
                member.name(),
                member.tags().syncPriority(),
                !member.tags().nofailover(),
                promised.contains(SyncNames.folded(member.name().value())),
                rank(sender),
                sender.reached(level).orElse(Lsn.NONE));
    }

    /** A name that stands for everybody in the server's list would make a commit wait for anybody at all (LES-093). */
    private static boolean isWilling(Member member) {
        return member.isRunning()
                && !member.tags().nosync()
                && !member.tags().nostream()
                && !member.name().value().equals("*");
    }

    /** It is about to leave for the member that it is to stream from. */
    private static boolean streamsFromAnother(Member member, MemberName me, ServerFacts facts) {
        return member.tags()
                .replicatefrom()
                .filter(upstream -> !isSame(upstream, me))
                .flatMap(upstream -> sender(facts, upstream))
                .filter(WalSender::isStreaming)
                .isPresent();
    }

    private static Optional<WalSender> sender(ServerFacts facts, MemberName name) {
        return facts.senders().stream()
                .filter(sender -> sender.applicationName().equalsIgnoreCase(name.value()))
                .max(Comparator.comparing(WalSender::isStreaming));
    }

    private static int rank(WalSender sender) {
        return switch (sender.syncState()) {
            case "sync" -> 0;
            case "quorum" -> 1;
            case "potential" -> 2;
            default -> 3;
        };
    }

    private static boolean isSame(MemberName one, MemberName other) {
        return one.value().equalsIgnoreCase(other.value());
    }
}
