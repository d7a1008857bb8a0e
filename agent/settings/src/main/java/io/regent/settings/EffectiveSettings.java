package io.regent.settings;

import java.util.List;

/** What came of reading the dynamic document. A bad document changes nothing at all (CFG-025, LES-116). */
public sealed interface EffectiveSettings {

    /** The document can be used as a whole. */
    record InForce(ClusterSettings settings, List<String> warnings) implements EffectiveSettings {

        public InForce {
            warnings = List.copyOf(warnings);
        }
    }

    /** The document has faults, so what was in force before stays so. */
    record Refused(List<Fault> faults) implements EffectiveSettings {

        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
