package io.regent.settings.yaml;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads and writes YAML as operators of PostgreSQL clusters write it. */
public final class Yaml {

    private static final Spelling SPELLING = new Spelling();

    private Yaml() {}

    /**
     * Reads one document.
     *
     * @throws MalformedYaml when the text is no YAML
     */
    public static YamlDocument read(String text) {
        LoadSettings settings = LoadSettings.builder().setSchema(SPELLING).build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .map(root -> new YamlWalk().walk(root))
                    .orElseGet(() -> new YamlWalk().empty());
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark().map(Yaml::position).orElse("");
            throw new MalformedYaml(where + e.getProblem());
        } catch (YamlEngineException e) {
            throw new MalformedYaml(String.valueOf(e.getMessage()));
        }
    }

    /** Writes a value in block style; text that would read as something else is quoted. */
    public static String write(Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(SPELLING)
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings).dumpToString(value);
    }

    static String position(Mark mark) {
        return "line %d, column %d: ".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
