package io.regent.settings.yaml;

/** A text that is no YAML, or uses what no configuration needs. The message says where and why. */
public final class MalformedYaml extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedYaml(String message) {
        super(message);
    }
}
