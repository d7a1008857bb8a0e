package io.regent.restapi;

import java.util.Map;
import java.util.Optional;

/**
 * Where {@code GET /decisions} comes from; implemented by the agent. Any thread may ask; it is answered from what is published,
 * without waiting for the loop or the disk.
 */
public interface DecisionSource {

    /** What was decided lately. */
    DecisionTrail trail();

    /** How many cycles or lines of the file were dropped, because they came faster than they could be kept. */
    long dropped();

    /** The last cycle with all that it saw, as JSON; empty before the first. */
    Optional<Map<String, Object>> lastInFull();
}
