package io.regent.agent.member;

import io.regent.dcs.Tags;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tags as members publish them: built-in booleans only when they say something (HA-012, API-058). */
public final class PublishedTags {

    private static final Set<String> BUILT_IN =
            Set.of("clonefrom", "nofailover", "noloadbalance", "nosync", "nostream");
    private static final Map<String, String> KEPT_BESIDE =
            Map.of("nofailover", "failover_priority", "nosync", "sync_priority");

    private PublishedTags() {}

    /**
     * The tags.
     *
     * @param asksForRelease whether the member wants to be no synchronous standby, because its server is about to stop
     */
    public static Tags of(Tags configured, boolean asksForRelease) {
        Tags published = of(configured);
        if (!asksForRelease) {
            return published;
        }
        var asking = new LinkedHashMap<>(published.values());
        asking.put("nosync", true);
        asking.put("sync_priority", 0);
        return new Tags(asking);
    }

    static Tags of(Tags configured) {
        var published = new LinkedHashMap<String, Object>();
        configured.values().forEach((tag, value) -> {
            String priority = KEPT_BESIDE.getOrDefault(tag, "");
            if (!BUILT_IN.contains(tag) || isTrue(value) || configured.values().containsKey(priority)) {
                published.put(tag, BUILT_IN.contains(tag) ? (Object) isTrue(value) : value);
            }
        });
        return new Tags(published);
    }

    private static boolean isTrue(Object value) {
        return Set.of("true", "on", "yes", "1").contains(value.toString().toLowerCase(Locale.ROOT));
    }
}
