package io.regent.dcs;

/**
 * A value and the store's revision of it, for a conditional write.
 *
 * @param revision grows with each write of the key; comparable for equality only
 */
public record Versioned<T>(T value, long revision) {}
