package io.regent.restapi;

/** A source that can ask the server, too. */
public interface PresentStatusSource extends StatusSource {

    /**
     * What was last published, with what PostgreSQL says at this moment: members compare positions before one of them takes over
     * (HA-024). Returns within two seconds (API-046); the server's state is unknown then if it said nothing. Never throws.
     */
    StatusSnapshot present();
}
