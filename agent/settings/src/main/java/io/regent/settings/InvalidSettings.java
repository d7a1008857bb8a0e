package io.regent.settings;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that nobody can work with. The message lists all its faults, one a line. */
public final class InvalidSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public InvalidSettings(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Everything that is wrong, in the order of the settings. */
    public List<Fault> faults() {
        return faults;
    }
}
