package io.regent.restapi;

import io.regent.dcs.Tags;

/** What a member said when it was asked for its status (API-097). */
public sealed interface CandidateAnswer {

    /** It answered, with the tags and the watchdog's state that it has now. */
    record Answered(Tags tags, boolean watchdogFailed) implements CandidateAnswer {}

    /** It could not be reached, or its answer could not be read. */
    record Silent(String cause) implements CandidateAnswer {}
}
