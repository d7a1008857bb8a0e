package io.regent.postgres;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The replication slots of the local server while it runs. No method throws for what a server does. */
public interface ServerSlots {

    /**
     * Makes them what is wanted: drops, creates and advances them. Active and temporary ones stay, and logical ones that are not named. May
     * take as long as the server needs to read the log between two positions of a logical slot.
     *
     * @param foreign slots that stay as they are, wanted or not (HA-131)
     */
    Outcome keep(SlotPlan wanted, Collection<SlotPattern> foreign);

    /**
     * Fetches logical slots from the primary for this standby, as far as they can be used here (HA-127).
     *
     * @param wanted what each of them has to read, by name
     */
    SlotCopies fetch(Upstream leader, Map<String, Decoder> wanted);

    /**
     * The logical slots of this standby that can be read from after a promotion (HA-128); empty when the servers do not say.
     *
     * @param physical the name of the slot on the leader through which this standby, or the one that it streams from, gets the log
     */
    Optional<SortedSet<String>> sound(Upstream leader, String physical);
}
