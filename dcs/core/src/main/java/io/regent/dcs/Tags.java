package io.regent.dcs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A member's tags. Values may come as strings and mean the same (IF-007); the order of keys is kept.
 *
 * @param values by tag name, custom tags included
 */
public record Tags(Map<String, Object> values) {

    public static final Tags NONE = new Tags(Map.of());

    public Tags {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Whether the member must not become leader: {@code nofailover} when it is given, else a {@code failover_priority} of
     * zero or less (HA-188).
     */
    public boolean nofailover() {
        return values.containsKey("nofailover") ? isTrue("nofailover") : failoverPriority() <= 0;
    }

    /** Decides between members with equal data, the highest wins; 1 when not given or not a number (CFG-124). */
    public int failoverPriority() {
        return number("failover_priority", 1);
    }

    /** Whether the member is a preferred source of clones. */
    public boolean clonefrom() {
        return isTrue("clonefrom");
    }

    /** Whether the member wants no read traffic. */
    public boolean noloadbalance() {
        return isTrue("noloadbalance");
    }

    /** Whether the member must not be a synchronous standby. */
    public boolean nosync() {
        return values.containsKey("nosync") ? isTrue("nosync") : number("sync_priority", 1) <= 0;
    }

    /** Decides between synchronous standbys, the highest is chosen first; 1 when not given or not a number (HA-139). */
    public int syncPriority() {
        return number("sync_priority", 1);
    }

    /** Whether the member never streams. */
    public boolean nostream() {
        return isTrue("nostream");
    }

    /** The member to stream from instead of the leader. */
    public Optional<MemberName> replicatefrom() {
        Object name = values.get("replicatefrom");
        return name == null || name.toString().isBlank()
                ? Optional.empty()
                : Optional.of(new MemberName(name.toString()));
    }

    private boolean isTrue(String tag) {
        Object value = values.get(tag);
        return value != null
                && switch (value.toString().toLowerCase(Locale.ROOT)) {
                    case "true", "on", "yes", "1" -> true;
                    default -> false;
                };
    }

    private int number(String tag, int otherwise) {
        Object value = values.get(tag);
        try {
            return value == null ? otherwise : Integer.parseInt(value.toString().strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
