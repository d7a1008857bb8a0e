package io.regent.restapi.operations;

import io.regent.dcs.MemberName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /switchover} and {@code POST /failover} as it was sent (API-094).
 *
 * @param scheduledAt whatever stands there, to be read when it is known to matter
 */
record FailoverBody(Optional<MemberName> leader, Optional<MemberName> candidate, Optional<Object> scheduledAt) {

    static FailoverBody of(Map<String, Object> body) {
        return new FailoverBody(
                name(body.get("leader")),
                name(body.get("candidate")).or(() -> name(body.get("member"))),
                Optional.ofNullable(body.get("scheduled_at")).filter(at -> !at.equals("")));
    }

    private static Optional<MemberName> name(@Nullable Object value) {
        return Optional.ofNullable(value)
                .map(Object::toString)
                .filter(text -> !text.isBlank())
                .map(MemberName::new);
    }
}
