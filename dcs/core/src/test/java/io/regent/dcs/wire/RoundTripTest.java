package io.regent.dcs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.MemberName;
import io.regent.dcs.Status;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written is read back as it was, and whatever is read does not break the reader. */
class RoundTripTest {

    private static final List<ClusterKey> KEYS = List.of(
            ClusterKey.CONFIG,
            ClusterKey.INITIALIZE,
            ClusterKey.LEADER,
            ClusterKey.STATUS,
            ClusterKey.HISTORY,
            ClusterKey.FAILOVER,
            ClusterKey.SYNC,
            ClusterKey.FAILSAFE,
            ClusterKey.LEGACY_OPTIME,
            ClusterKey.member(new MemberName("pg-1")));

    @Property
    void a_status_comes_back(@ForAll("statuses") Status status) {
        assertThat(read(ClusterKey.STATUS, Wire.status(status)).status()).isEqualTo(status);
    }

    @Property
    void a_history_comes_back(@ForAll("histories") History history) {
        assertThat(read(ClusterKey.HISTORY, Wire.history(history)).history()).isEqualTo(history);
    }

    @Property
    void a_request_comes_back(@ForAll("requests") FailoverRequest request) {
        assertThat(read(ClusterKey.FAILOVER, Wire.failover(request)).failover())
                .map(Versioned::value)
                .contains(request);
    }

    @Property
    void a_promise_comes_back(@ForAll("promises") SyncState sync) {
        assertThat(read(ClusterKey.SYNC, Wire.sync(sync)).sync())
                .map(Versioned::value)
                .contains(sync);
    }

    @Property
    void a_document_comes_back_with_its_order(@ForAll("documents") Map<String, Object> document) {
        var config = new DynamicConfig(document);

        assertThat(read(ClusterKey.CONFIG, Wire.config(config)).config())
                .map(Versioned::value)
                .hasValueSatisfying(again -> {
                    assertThat(again).isEqualTo(config);
                    assertThat(Wire.config(again)).isEqualTo(Wire.config(config));
                });
    }

    @Property
    void no_text_breaks_the_reader(@ForAll String text, @ForAll("jsonish") String jsonish) {
        for (ClusterKey key : KEYS) {
            assertThatCode(() -> read(key, text)).doesNotThrowAnyException();
            assertThatCode(() -> read(key, jsonish)).doesNotThrowAnyException();
        }
    }

    @Provide
    Arbitrary<Status> statuses() {
        return Combinators.combine(
                        lsns(),
                        Arbitraries.maps(names(), lsns()).ofMaxSize(4),
                        names().list().uniqueElements().ofMaxSize(4))
                .as((optime, slots, retain) -> new Status(optime, new TreeMap<>(slots), retain));
    }

    @Provide
    Arbitrary<History> histories() {
        return Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1).map(Timeline::new),
                        lsns(),
                        Arbitraries.strings(),
                        names().optional(),
                        names().optional())
                .as(HistoryEntry::new)
                .list()
                .ofMaxSize(5)
                .map(History::new);
    }

    @Provide
    Arbitrary<FailoverRequest> requests() {
        Arbitrary<OffsetDateTime> times = Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000_000_000L),
                        Arbitraries.integers().between(-18 * 60, 18 * 60))
                .as((micros, minutes) -> OffsetDateTime.ofInstant(
                        Instant.EPOCH.plusNanos(micros * 1_000), ZoneOffset.ofTotalSeconds(minutes * 60)));
        return Combinators.combine(members().optional(), members().optional(), times.optional())
                .as(FailoverRequest::new)
                .filter(request ->
                        request.leader().isPresent() || request.candidate().isPresent());
    }

    @Provide
    Arbitrary<SyncState> promises() {
        return Combinators.combine(
                        members(),
                        members().set().ofMaxSize(4),
                        Arbitraries.integers().greaterOrEqual(0))
                .as((leader, standbys, quorum) -> new SyncState(leader, new TreeSet<>(standbys), quorum));
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        return objects(values());
    }

    @Provide
    Arbitrary<String> jsonish() {
        return Arbitraries.strings()
                .withChars("{}[]\":,0123456789e-ntrueleadersync_stby ")
                .ofMaxLength(40);
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().greaterOrEqual(1L << 40).asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.strings().asGeneric());
        return Arbitraries.recursive(
                () -> leaves,
                deeper -> Arbitraries.oneOf(
                        deeper,
                        deeper.list().ofMaxSize(3).asGeneric(),
                        objects(deeper).asGeneric()),
                2);
    }

    private static Arbitrary<Map<String, Object>> objects(Arbitrary<Object> values) {
        return Arbitraries.maps(Arbitraries.strings().ofMaxLength(10), values).ofMaxSize(4);
    }

    private static Arbitrary<Lsn> lsns() {
        return Arbitraries.longs().greaterOrEqual(0).map(Lsn::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("-_.:0123ü")
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    private static Arbitrary<MemberName> members() {
        return names().map(MemberName::new);
    }

    private static Cluster read(ClusterKey key, String text) {
        return ClusterReader.read(Map.of(key, new Versioned<>(text, 1)), 1);
    }
}
