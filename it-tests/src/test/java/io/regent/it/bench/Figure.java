package io.regent.it.bench;

/**
 * One measured value.
 *
 * @param name what was measured
 * @param unit its unit
 * @param value smaller is better, unless the unit is a rate
 */
record Figure(String name, String unit, double value) {}
