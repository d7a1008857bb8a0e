package io.regent.restapi.client;

import io.regent.dcs.MemberRole;
import io.regent.dcs.Tags;
import io.regent.dcs.wire.Json;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a member says of itself when it is asked for its status (API-065, HA-024). */
public sealed interface PeerStatus {

    /**
     * It answered, and its server told where it is. Fields of the wrong type count as absent.
     *
     * @param document the answer, as sent
     */
    record Told(Map<String, Object> document) implements PeerStatus {

        public Told {
            document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
        }

        public Optional<MemberRole> role() {
            return text("role").flatMap(MemberRole::of);
        }

        /** The words of {@link io.regent.dcs.MemberState}, or whatever another product says. */
        public Optional<String> state() {
            return text("state");
        }

        /** Where a server that is not in recovery writes; absent on a standby. */
        public Optional<Lsn> location() {
            return position("location");
        }

        /** What a standby has received; absent when it does not stream. */
        public Optional<Lsn> receivedLocation() {
            return position("received_location");
        }

        /** What a standby has replayed. */
        public Optional<Lsn> replayedLocation() {
            return position("replayed_location");
        }

        /** The furthest of all positions; {@link Lsn#NONE} when none is known. */
        public Lsn furthest() {
            return Stream.of(location(), receivedLocation(), replayedLocation())
                    .flatMap(Optional::stream)
                    .reduce(Lsn.NONE, Lsn::max);
        }

        /** Whether the server is not in recovery. */
        public boolean isPrimary() {
            return location().isPresent();
        }

        public Optional<Timeline> timeline() {
            return number(document.get("timeline"))
                    .filter(timeline -> timeline > 0 && timeline <= Integer.MAX_VALUE)
                    .map(timeline -> new Timeline(timeline.intValue()));
        }

        /** {@code streaming} or {@code in archive recovery}. */
        public Optional<String> replicationState() {
            return text("replication_state");
        }

        public Tags tags() {
            return document.get("tags") instanceof Map<?, ?> map ? new Tags(named(map)) : Tags.NONE;
        }

        /** Whether the member needs a watchdog and has none that works, so that it must not lead. */
        public boolean watchdogFailed() {
            return isTrue("watchdog_failed");
        }

        public boolean pendingRestart() {
            return isTrue("pending_restart");
        }

        /** Whether the member has taken notice of the maintenance mode. */
        public boolean pause() {
            return isTrue("pause");
        }

        private Optional<Lsn> position(String field) {
            return positions(document)
                    .flatMap(positions -> number(positions.get(field)))
                    .filter(position -> position != 0)
                    .map(Lsn::new);
        }

        private boolean isTrue(String field) {
            return Boolean.TRUE.equals(document.get(field));
        }

        private Optional<String> text(String field) {
            return document.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
        }
    }

    /** It did not answer in time, or its server told no position. */
    record Silent(String cause) implements PeerStatus {}

    /** Reads an answer; its HTTP status does not count, the positions in it do (HA-024). */
    static PeerStatus of(RestAnswer answer) {
        return switch (answer) {
            case RestAnswer.Unreachable(String cause) -> new Silent(cause);
            case RestAnswer.Unanswered(String cause) -> new Silent(cause);
            case RestAnswer.Replied(int _, String body) ->
                Json.parseObject(body)
                        .map(document -> positions(document).isPresent()
                                ? (PeerStatus) new Told(document)
                                : new Silent("its PostgreSQL server does not run or does not answer"))
                        .orElseGet(() -> new Silent("its answer is no JSON object"));
        };
    }

    /** {@code wal} is the word of members that came before {@code xlog} was settled. */
    private static Optional<Map<?, ?>> positions(Map<String, Object> document) {
        Object positions = document.getOrDefault("xlog", document.get("wal"));
        return positions instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static Optional<Long> number(@Nullable Object value) {
        return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }
}
