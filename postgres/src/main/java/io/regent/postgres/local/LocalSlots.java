package io.regent.postgres.local;

import io.regent.postgres.Decoder;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ServerSlots;
import io.regent.postgres.SlotCopies;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.Upstream;
import io.regent.postgres.replication.SlotCopy;
import io.regent.postgres.replication.SlotsInStep;
import io.regent.postgres.sql.Slots;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replication slots of the server with these settings. */
record LocalSlots(PostgresSettings settings) implements ServerSlots {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSlots.class);

    @Override
    public Outcome keep(SlotPlan wanted, Collection<SlotPattern> foreign) {
        return Cancellable.work(() -> {
            List<String> refusals = new Slots(settings).keep(wanted, foreign);
            return refusals.isEmpty() ? new Outcome.Done() : new Outcome.Failed(String.join("; ", refusals));
        });
    }

    @Override
    public SlotCopies fetch(Upstream leader, Map<String, Decoder> wanted) {
        try {
            return new SlotCopy(settings).fetch(leader, wanted);
        } catch (SQLException e) {
            return new SlotCopies(Collections.emptySortedMap(), List.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Optional<SortedSet<String>> sound(Upstream leader, String physical) {
        try {
            return Optional.of(new SlotsInStep(settings).find(leader, physical));
        } catch (SQLException e) {
            LOG.debug("Logical slots could not be compared with those of {}", leader.name(), e);
            return Optional.empty();
        }
    }
}
