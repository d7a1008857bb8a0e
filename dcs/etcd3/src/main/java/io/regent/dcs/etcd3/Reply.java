package io.regent.dcs.etcd3;

/**
 * An answer of etcd.
 *
 * @param afterDoubt whether the same request was sent before without an answer, so that it may have been done twice, or
 *     may have spoiled its own precondition
 * @param afterTrouble whether another endpoint was asked before, to no avail
 */
record Reply<T>(T message, boolean afterDoubt, boolean afterTrouble) {}
