package io.regent.dcs;

/**
 * Where a cluster lives in the store: {@code /<namespace>/<scope>/} (HA-001).
 *
 * @param namespace the part before the scope, with one leading slash, without a trailing one; empty for the root
 * @param scope the cluster's name
 */
public record ClusterPath(String namespace, String scope) {

    public ClusterPath {
        if (scope.isBlank()) {
            throw new IllegalArgumentException("a scope must not be empty");
        }
        String collapsed = ("/" + namespace).replaceAll("/+", "/");
        namespace = collapsed.endsWith("/") ? collapsed.substring(0, collapsed.length() - 1) : collapsed;
    }

    /** What every key of the cluster begins with; ends with a slash. */
    public String prefix() {
        return namespace + "/" + scope + "/";
    }

    /** The full path of a key. */
    public String of(ClusterKey key) {
        return prefix() + key.path();
    }
}
