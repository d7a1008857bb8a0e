package io.regent.dcs;

/** A setting of a store that nobody can work with. The message names it, its value and what is allowed. */
public final class InvalidDcsSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidDcsSettings(String setting, Object value, String allowed) {
        super("%s: %s is not allowed, it must be %s".formatted(setting, value, allowed));
    }
}
