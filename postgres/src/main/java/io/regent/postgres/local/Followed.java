package io.regent.postgres.local;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.Upstream;
import io.regent.postgres.sql.Queries;
import java.sql.SQLException;
import java.util.Optional;

/** Whom the standby was last told to follow; a server that was adopted says itself whom it follows. Any thread may ask. */
final class Followed {

    /** Nobody is an answer, too. */
    private record Answer(Optional<Upstream> upstream) {}

    private volatile Optional<Answer> known = Optional.empty();

    void told(Optional<Upstream> upstream) {
        known = Optional.of(new Answer(upstream));
    }

    void seen(ServerFacts facts) {
        if (known.isEmpty() && facts.role() == Role.STANDBY) {
            told(facts.upstream());
        }
    }

    /** Asks a running server when nothing is known. */
    Optional<Upstream> upstream(PostgresSettings settings, boolean runs) throws SQLException {
        Optional<Answer> answer = known;
        if (answer.isPresent()) {
            return answer.get().upstream();
        }
        return runs ? Queries.upstream(settings) : Optional.empty();
    }
}
