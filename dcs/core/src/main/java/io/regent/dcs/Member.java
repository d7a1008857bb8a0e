package io.regent.dcs;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A member as it published itself (HA-005). Whatever it wrote is kept, what it did not write is absent, and a field of the
 * wrong type counts as absent (HA-014).
 *
 * @param data the fields of the record, in the writer's order
 */
public record Member(MemberName name, Map<String, Object> data) {

    public Member {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** {@code postgres://host:port/dbname}, without credentials. */
    public Optional<String> connUrl() {
        return text("conn_url");
    }

    /** Where the member's server listens, from {@link #connUrl()}. */
    public Optional<HostPort> address() {
        return connUrl().flatMap(HostPort::ofUrl);
    }

    /** Where the member answers {@code GET} with its status; ends in {@code /patroni}. */
    public Optional<String> apiUrl() {
        return text("api_url");
    }

    /** The words of {@link MemberState}, or whatever another product wrote. */
    public Optional<String> state() {
        return text("state");
    }

    /** Whether the member says that its server runs. */
    public boolean isRunning() {
        return state().filter(MemberState.RUNNING.words()::equals).isPresent();
    }

    public Optional<MemberRole> role() {
        return text("role").flatMap(MemberRole::of);
    }

    /** The agent's version, dotted integers (HA-008). */
    public Optional<String> version() {
        return text("version");
    }

    /** The end of the member's log (HA-009). */
    public Optional<Lsn> walPosition() {
        return lsn("xlog_location");
    }

    public Optional<Lsn> receiveLsn() {
        return lsn("receive_lsn");
    }

    public Optional<Lsn> replayLsn() {
        return lsn("replay_lsn");
    }

    public Optional<Timeline> timeline() {
        return number("timeline").filter(number -> number > 0).map(number -> new Timeline(number.intValue()));
    }

    /** {@code streaming} or {@code in archive recovery} (HA-010). */
    public Optional<String> replicationState() {
        return text("replication_state");
    }

    /** How far work is that keeps its server away, field by field; empty when it runs (LES-065). */
    public Map<String, Object> progress() {
        return data.get("progress") instanceof Map<?, ?> map ? named(map) : Map.of();
    }

    /** Why its server, a standby that runs, does not get on by itself; empty when it does (LES-074). */
    public Optional<String> stuck() {
        return text("stuck");
    }

    public Tags tags() {
        return data.get("tags") instanceof Map<?, ?> map ? new Tags(named(map)) : Tags.NONE;
    }

    public boolean pause() {
        return isTrue("pause");
    }

    public boolean pendingRestart() {
        return isTrue("pending_restart");
    }

    /** Whether the leader still owes the checkpoint after its promotion, before which no rewind from it may start (HA-011). */
    public boolean owesCheckpoint() {
        return Boolean.FALSE.equals(data.get("checkpoint_after_promote"));
    }

    private Optional<String> text(String field) {
        return data.get(field) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private Optional<Long> number(String field) {
        return data.get(field) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private Optional<Lsn> lsn(String field) {
        return number(field).map(Lsn::new);
    }

    private boolean isTrue(String field) {
        return Boolean.TRUE.equals(data.get(field));
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }
}
