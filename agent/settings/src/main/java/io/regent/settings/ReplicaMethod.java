package io.regent.settings;

import io.regent.settings.values.MethodArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of the operator's own that makes a replica (CFG-095, HA-105, HA-106).
 *
 * @param command its words, the operator's arguments at the end
 * @param takesParameters whether it is told the cluster's name, the role, the directory and the source, too
 * @param keepsData {@code keep_data}: what is in the directory is not removed before
 * @param worksWithoutLeader {@code no_leader}: it needs no server to copy
 */
public record ReplicaMethod(
        String name, List<String> command, boolean takesParameters, boolean keepsData, boolean worksWithoutLeader) {

    /** The method that is built in. */
    public static final String BASEBACKUP = "basebackup";

    private static final String COMMAND = "command";
    private static final List<String> WITHOUT_PARAMETERS = List.of("no_params", "no_leader", "keep_data");

    public ReplicaMethod {
        command = List.copyOf(command);
    }

    /** The sections of methods: those that are named, and those that have a command. */
    static Map<String, ReplicaMethod> sections(Section postgresql, List<String> named) {
        var methods = new LinkedHashMap<String, ReplicaMethod>();
        for (String key : postgresql.keys()) {
            boolean section = postgresql.values().get(key) instanceof Map<?, ?> map
                    && (map.containsKey(COMMAND) || named.contains(key));
            if (section && !key.equals(BASEBACKUP)) {
                methods.put(key, from(key, postgresql.section(key)));
                postgresql.know(List.of(key));
            }
        }
        return methods;
    }

    /** A method without a section is a command of that name. */
    static ReplicaMethod named(String name) {
        return new ReplicaMethod(name, List.of(name), true, false, false);
    }

    private static ReplicaMethod from(String name, Section section) {
        var others = new LinkedHashMap<>(Maps.withoutNulls(section.values()));
        boolean takesParameters = !section.flag("no_params", false);
        others.remove(COMMAND);
        others.remove("no_params");
        if (!takesParameters) {
            others.keySet().removeAll(WITHOUT_PARAMETERS);
        }
        var words = new ArrayList<>(Scripts.command(section, COMMAND).orElse(List.of(name)));
        words.addAll(arguments(section, others));
        return new ReplicaMethod(
                name, words, takesParameters, section.flag("keep_data", false), section.flag("no_leader", false));
    }

    private static List<String> arguments(Section section, Map<String, Object> others) {
        try {
            return MethodArguments.of(others);
        } catch (IllegalArgumentException e) {
            section.problems().fault(section.at("*"), String.valueOf(e.getMessage()));
            return List.of();
        }
    }
}
