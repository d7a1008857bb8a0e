package io.regent.ctl.output;

import io.regent.dcs.Member;
import io.regent.postgres.wal.Lsn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a member has received or replayed the log, and how far that lies behind the leader (CTL-026, CTL-027).
 *
 * @param lsn {@code unknown} when the member does not say
 * @param lag megabytes, or the empty text
 */
record LagText(Object lsn, Object lag) {

    private static final LagText UNKNOWN = new LagText("unknown", "");
    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1024 * 1024);

    /** What the leader shows. */
    static final LagText NONE = new LagText("", "");

    static LagText received(Member member, Lsn leader) {
        return of(isOld(member) && isStreaming(member) ? member.walPosition() : member.receiveLsn(), leader);
    }

    static LagText replayed(Member member, Lsn leader) {
        return of(isOld(member) && !isStreaming(member) ? member.walPosition() : member.replayLsn(), leader);
    }

    /** Members from before 4.1 publish one position only, and it is the received one while they stream. */
    private static boolean isOld(Member member) {
        return Stream.of(member.receiveLsn(), member.replayLsn()).allMatch(Optional::isEmpty);
    }

    private static boolean isStreaming(Member member) {
        return member.replicationState().filter("streaming"::equals).isPresent();
    }

    private static LagText of(Optional<Lsn> position, Lsn leader) {
        return position.map(lsn -> new LagText(lsn.toString(), megabytes(lsn.bytesBehind(leader))))
                .orElse(UNKNOWN);
    }

    private static Object megabytes(long bytes) {
        return BigDecimal.valueOf(bytes)
                .divide(MEGABYTE, 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
