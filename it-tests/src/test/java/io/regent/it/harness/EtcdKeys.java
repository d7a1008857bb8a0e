package io.regent.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The store's keys as etcd's own tool shows them, past every product. */
public final class EtcdKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EtcdServer etcd;

    /** The keys of the given server. */
    public EtcdKeys(EtcdServer etcd) {
        this.etcd = etcd;
    }

    /**
     * A key as it is stored.
     *
     * @param lease the lease that it ends with; 0 for none
     * @param revision grows with every write of the key
     */
    public record Entry(String value, long lease, long revision) {}

    /** Every key of the store. */
    public Map<String, Entry> all() {
        var entries = new TreeMap<String, Entry>();
        json("get", "", "--prefix")
                .path("kvs")
                .forEach(key -> entries.put(
                        text(key.path("key")),
                        new Entry(
                                text(key.path("value")),
                                key.path("lease").asLong(),
                                key.path("mod_revision").asLong())));
        return entries;
    }

    /** One key; empty when it is not there. */
    public Optional<Entry> get(String key) {
        return Optional.ofNullable(all().get(key));
    }

    /** Writes a key as an operator would. */
    public void put(String key, String value) {
        run("put", "--", key, value);
    }

    /** Removes a key as an operator would. */
    public void delete(String key) {
        run("del", "--", key);
    }

    private JsonNode json(String... arguments) {
        var command = new ArrayList<>(List.of("-w", "json"));
        command.addAll(List.of(arguments));
        try {
            return JSON.readTree(run(command.toArray(String[]::new)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(String... arguments) {
        var command = new ArrayList<>(List.of("env", "ETCDCTL_API=3", "etcdctl", "--endpoints", etcd.endpoint()));
        command.addAll(List.of(arguments));
        return Shell.run(command.toArray(String[]::new)).orFail();
    }

    private static String text(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
    }
}
