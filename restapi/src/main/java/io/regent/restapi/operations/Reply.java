package io.regent.restapi.operations;

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

    /** The page that belongs to the code, for errors that need no words of their own (API-006). */
    record ErrorPage(int code) implements Reply {}
}
