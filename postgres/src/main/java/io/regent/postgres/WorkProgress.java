package io.regent.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far work has come that may keep a server away for hours (LES-065).
 *
 * @param work what is being done
 * @param source the name of the server that the data come from; empty when they come from nobody
 * @param phase what of the work is under way, in words for people
 * @param amount how much of it is done; empty when nobody can tell
 */
public record WorkProgress(Work work, Optional<String> source, String phase, Optional<Amount> amount) {

    /** What may take long. */
    public enum Work {
        CLONE("clone"),
        REWIND("rewind"),
        /** A server that starts and replays its log. */
        RECOVERY("recovery");

        private final String word;

        Work(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }
    }

    /**
     * How much is done.
     *
     * @param bytes so far
     * @param totalBytes as far as it is known now; may grow
     * @param bytesPerSecond in the last half minute
     */
    public record Amount(long bytes, OptionalLong totalBytes, long bytesPerSecond) {}

    /** The fields under which it is told, in the member's record and by the API. */
    public Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("work", work.word());
        source.ifPresent(name -> fields.put("source", name));
        fields.put("phase", phase);
        amount.ifPresent(done -> {
            fields.put("bytes", done.bytes());
            done.totalBytes().ifPresent(total -> fields.put("total_bytes", total));
            fields.put("bytes_per_second", done.bytesPerSecond());
        });
        return fields;
    }
}
