package io.regent.restapi;

/** Where the answers to nearly every {@code GET} come from; implemented by the agent. */
@FunctionalInterface
public interface StatusSource {

    /**
     * The state of this node as last published. Called on an I/O thread for each request: returns at once, never blocks,
     * never throws, and never asks PostgreSQL or the DCS (DESIGN.md, safety rule 8).
     */
    StatusSnapshot snapshot();
}
