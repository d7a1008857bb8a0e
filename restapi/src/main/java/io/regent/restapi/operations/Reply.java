package io.regent.restapi.operations;

import io.regent.postgres.wal.Lsn;
import java.time.Duration;

/** An answer to a request, before it is put into bytes. */
public sealed interface Reply {

    /** The HTTP status code. */
    int code();

    /** One sentence for a person or a script (API-007). */
    record Sentence(int code, String text) implements Reply {}

    /**
     * A JSON document.
     *
     * @param json maps, lists, strings, numbers, booleans and nulls
     */
    record Document(int code, Object json) implements Reply {}

    /**
     * The one word of consent to a leader without the DCS (API-126).
     *
     * @param holds for how long this member will not lead
     */
    record Consent(Lsn position, Duration holds) implements Reply {

        @Override
        public int code() {
            return 200;
        }
    }

    /** The page that belongs to the code, for errors that need no words of their own (API-006). */
    record ErrorPage(int code) implements Reply {}
}
