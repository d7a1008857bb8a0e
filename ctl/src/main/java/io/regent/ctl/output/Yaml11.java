package io.regent.ctl.output;

import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Which bare words readers of YAML 1.1 take for something else than text, so that such text must be quoted
 * (yaml.org/type). Times and base 60 are among them, though our own reader takes those for text.
 */
final class Yaml11 implements Schema, ScalarResolver {

    static final Tag TIMESTAMP = new Tag("tag:yaml.org,2002:timestamp");

    private static final Tag OTHER = new Tag("tag:yaml.org,2002:value");
    private static final Pattern BOOLEAN =
            Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern INTEGER = Pattern.compile(
            "[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+" + "|[1-9][0-9_]*(?::[0-5]?[0-9])+)");
    private static final Pattern REAL = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
            + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?");
    private static final Pattern MERGE_OR_VALUE = Pattern.compile("<<|=");

    @Override
    public ScalarResolver getScalarResolver() {
        return this;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }

    @Override
    public Tag resolve(String value, Boolean implicit) {
        if (!implicit) {
            return Tag.STR;
        } else if (BOOLEAN.matcher(value).matches()) {
            return Tag.BOOL;
        } else if (NULL.matcher(value).matches()) {
            return Tag.NULL;
        } else if (INTEGER.matcher(value).matches()) {
            return Tag.INT;
        } else if (REAL.matcher(value).matches()) {
            return Tag.FLOAT;
        } else if (TIME.matcher(value).matches()) {
            return TIMESTAMP;
        }
        return MERGE_OR_VALUE.matcher(value).matches() ? OTHER : Tag.STR;
    }
}
