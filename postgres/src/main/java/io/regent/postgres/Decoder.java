package io.regent.postgres;

/**
 * What a logical replication slot reads: the changes of one database, through one output plugin.
 *
 * @param database in which the slot is
 * @param plugin the name of the output plugin's library
 */
public record Decoder(String database, String plugin) {}
