package io.regent.settings.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Makes values of the nodes of one document, and notes on which line each key stands. */
final class YamlWalk {

    private static final String MERGE_KEY = "<<";

    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    YamlDocument walk(Node root) {
        return new YamlDocument(value(root, ""), lines, warnings);
    }

    YamlDocument empty() {
        return new YamlDocument(null, lines, warnings);
    }

    private @Nullable Object value(Node node, String path) {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (!open.add(node)) {
            throw malformed(node, "an alias must not contain itself");
        }
        Object value = switch (node) {
            case SequenceNode list -> list(list, path);
            case MappingNode map -> map(map, path);
            default -> throw malformed(node, "neither a value, a list nor a map");
        };
        open.remove(node);
        return value;
    }

    private static @Nullable Object scalar(ScalarNode node) {
        try {
            return Spelling.value(node.getTag(), node.getValue());
        } catch (NumberFormatException e) {
            throw malformed(node, "'" + node.getValue() + "' is not a number");
        }
    }

    private List<@Nullable Object> list(SequenceNode node, String path) {
        List<@Nullable Object> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(value(item, path));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(MappingNode node, String path) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        Set<String> given = new HashSet<>();
        for (NodeTuple entry : node.getValue()) {
            Node keyNode = entry.getKeyNode();
            if (!(keyNode instanceof ScalarNode scalar)) {
                throw malformed(keyNode, "a key must be a plain word");
            }
            if (scalar.isPlain() && scalar.getValue().equals(MERGE_KEY)) {
                merged(entry.getValueNode(), path).forEach(result::putIfAbsent);
                continue;
            }
            String below = path.isEmpty() ? scalar.getValue() : path + "." + scalar.getValue();
            int line = keyNode.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            if (!given.add(scalar.getValue())) {
                warnings.add("%s is given again on line %d; the last one counts".formatted(below, line));
            }
            lines.put(below, line);
            result.put(scalar.getValue(), value(entry.getValueNode(), below));
        }
        return result;
    }

    /** What {@code <<} brings in: one map, or several of which the first counts. */
    private Map<String, @Nullable Object> merged(Node node, String path) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        List<Node> sources = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        for (Node source : sources) {
            if (!(source instanceof MappingNode map)) {
                throw malformed(source, "<< must name a map or a list of maps");
            }
            if (!open.add(source)) {
                throw malformed(source, "an alias must not contain itself");
            }
            map(map, path).forEach(result::putIfAbsent);
            open.remove(source);
        }
        return result;
    }

    private static MalformedYaml malformed(Node node, String problem) {
        return new MalformedYaml(node.getStartMark().map(Yaml::position).orElse("") + problem);
    }
}
