package io.regent.restapi.server;

/** One open address. */
interface Listener extends AutoCloseable {

    /** The port that is listened on. */
    int port();

    /** Accepts no more connections; those that are open go on. */
    @Override
    void close();
}
