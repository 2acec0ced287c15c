/**
 * The version of what this package computes. It rises whenever the same task would give other numbers, or a stored result
 * holds more, so that nothing found by an earlier version is taken for a result of this one.
 *
 * 3: tasks; what earlier versions stored is known by other names. Jacobians and Fisher matrices by tangents.
 */
export const NUMERICS = 3;
