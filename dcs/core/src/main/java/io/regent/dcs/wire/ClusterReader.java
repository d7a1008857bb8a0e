package io.regent.dcs.wire;

import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.History;
import io.regent.dcs.Initialization;
import io.regent.dcs.Member;
import io.regent.dcs.Status;
import io.regent.dcs.Versioned;
import io.regent.postgres.wal.SystemIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the keys below a cluster's prefix into a {@link Cluster}. Never fails: what cannot be read is as good as absent. */
public final class ClusterReader {

    private final Map<ClusterKey, Versioned<String>> entries;

    private ClusterReader(Map<ClusterKey, Versioned<String>> entries) {
        this.entries = entries;
    }

    /**
     * Reads a cluster.
     *
     * @param entries text and revision by key; unknown keys are passed over
     * @param revision of the reading as a whole
     */
    public static Cluster read(Map<ClusterKey, Versioned<String>> entries, long revision) {
        return new ClusterReader(entries).cluster(revision);
    }

    private Cluster cluster(long revision) {
        return new Cluster(
                text(ClusterKey.INITIALIZE).map(ClusterReader::initialization).orElseGet(Initialization.Absent::new),
                versioned(ClusterKey.CONFIG, text -> Json.parseObject(text).map(DynamicConfig::new)),
                text(ClusterKey.LEADER).flatMap(Fields::member),
                members(),
                text(ClusterKey.STATUS)
                        .or(() -> text(ClusterKey.LEGACY_OPTIME))
                        .map(StatusReader::read)
                        .orElse(Status.NONE),
                versioned(ClusterKey.FAILOVER, FailoverReader::read),
                versioned(ClusterKey.SYNC, SyncReader::read),
                text(ClusterKey.HISTORY).map(HistoryReader::read).orElse(History.EMPTY),
                failsafe(),
                revision);
    }

    private static Initialization initialization(String text) {
        return text.isEmpty()
                ? new Initialization.InProgress()
                : SystemIdentifier.of(text)
                        .<Initialization>map(Initialization.Done::new)
                        .orElseGet(() -> new Initialization.Garbage(text));
    }

    private List<Member> members() {
        return entries.entrySet().stream()
                .flatMap(entry -> entry.getKey().memberName().stream()
                        .map(name -> MemberReader.read(name, entry.getValue().value())))
                .toList();
    }

    private SortedMap<String, String> failsafe() {
        var urls = new TreeMap<String, String>();
        text(ClusterKey.FAILSAFE)
                .flatMap(Json::parseObject)
                .ifPresent(object ->
                        object.forEach((name, url) -> Fields.text(url).ifPresent(text -> urls.put(name, text))));
        return urls;
    }

    private Optional<String> text(ClusterKey key) {
        return Optional.ofNullable(entries.get(key)).map(Versioned::value);
    }

    private <T> Optional<Versioned<T>> versioned(ClusterKey key, Function<String, Optional<T>> reader) {
        @Nullable Versioned<String> entry = entries.get(key);
        return entry == null
                ? Optional.empty()
                : reader.apply(entry.value()).map(value -> new Versioned<>(value, entry.revision()));
    }
}
