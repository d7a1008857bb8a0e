package io.regent.agent.decision;

import java.util.Optional;

/** A part of the decision table. */
@FunctionalInterface
interface Chapter {

    /** The decision, or empty when this chapter has nothing to say and the next one is to speak. */
    Optional<Decision> decide(View view);
}
