package io.regent.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is different for a server in one role.
 *
 * @param parameters come on top of those of every role (CFG-027)
 * @param hbaLines take the place of those of every role (CFG-028)
 * @param identLines likewise
 */
public record ForRole(
        Map<String, Object> parameters, Optional<List<String>> hbaLines, Optional<List<String>> identLines) {

    public ForRole {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        hbaLines = hbaLines.map(List::copyOf);
        identLines = identLines.map(List::copyOf);
    }
}
