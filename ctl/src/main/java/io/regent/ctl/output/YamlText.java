package io.regent.ctl.output;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML with sorted keys, as operators know it from the other product (CTL-038, CTL-053). */
public final class YamlText {

    private static final Yaml11 SPELLING = new Yaml11();
    private static final int WIDTH = 200;
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double FIRST_BEYOND_PLAIN = 1e16;

    private YamlText() {}

    /** The value in block style, ended by a line end. */
    public static String block(Object value) {
        return write(value, FlowStyle.BLOCK);
    }

    /** The value on one line, without a line end. */
    public static String flow(Object value) {
        return write(value, FlowStyle.FLOW).strip();
    }

    /** The first bare date or time in a text, which JSON cannot hold; the text must be YAML (CTL-061). */
    public static Optional<String> firstTimestamp(String text) {
        LoadSettings settings = LoadSettings.builder().setSchema(SPELLING).build();
        return new Compose(settings).composeString(text).flatMap(YamlText::firstTimestamp);
    }

    private static Optional<String> firstTimestamp(Node node) {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Yaml11.TIMESTAMP) -> Optional.of(scalar.getValue());
            case SequenceNode list ->
                list.getValue().stream()
                        .flatMap(item -> firstTimestamp(item).stream())
                        .findFirst();
            case MappingNode map ->
                map.getValue().stream()
                        .flatMap(entry -> firstTimestamp(entry.getValueNode()).stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static String write(Object value, FlowStyle style) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(SPELLING)
                .setWidth(style == FlowStyle.FLOW ? Integer.MAX_VALUE : WIDTH)
                .build();
        var events = new Serialize(settings).serializeOne(node(value, style));
        return new Present(settings).emitToString(events.iterator());
    }

    private static Node node(@Nullable Object value, FlowStyle style) {
        return switch (value) {
            case null -> plain(Tag.NULL, "null");
            case Boolean flag -> plain(Tag.BOOL, flag.toString());
            case Double number -> plain(Tag.FLOAT, real(number));
            case Number number -> plain(Tag.INT, number.toString());
            case Map<?, ?> map ->
                new MappingNode(
                        Tag.MAP,
                        map.entrySet().stream()
                                .sorted((one, other) ->
                                        String.valueOf(one.getKey()).compareTo(String.valueOf(other.getKey())))
                                .map(entry -> new NodeTuple(
                                        plain(Tag.STR, String.valueOf(entry.getKey())), node(entry.getValue(), style)))
                                .toList(),
                        map.isEmpty() ? FlowStyle.FLOW : style);
            case List<?> list ->
                new SequenceNode(
                        Tag.SEQ,
                        list.stream().map(item -> node(item, style)).toList(),
                        list.isEmpty() ? FlowStyle.FLOW : style);
            default -> plain(Tag.STR, value.toString());
        };
    }

    /** The writer quotes what needs it, except that it knows a bare form for several lines that readers know not. */
    private static Node plain(Tag tag, String text) {
        return new ScalarNode(tag, text, text.contains("\n") ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN);
    }

    /** Plain where Python writes it plain; readers of YAML 1.1 want a point, and a signed exponent of two digits. */
    private static String real(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        String text = Double.toString(number);
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        if (Math.abs(number) >= SMALLEST_PLAIN && Math.abs(number) < FIRST_BEYOND_PLAIN) {
            String plain = new BigDecimal(text).toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        int power = Integer.parseInt(text.substring(exponent + 1));
        return "%se%s%02d".formatted(text.substring(0, exponent), power < 0 ? "-" : "+", Math.abs(power));
    }
}
