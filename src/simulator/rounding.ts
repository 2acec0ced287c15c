// What is handed out lies where it must: rounding that took it a hair beyond is taken back, more is a fault in here.
import { EbitError } from '../errors.js';

/** Rounding of what is computed once. */
const ROUNDING = 1e-12;
/** Rounding that a gate may add to the norm of a state: a few units in the last place of 1. */
const ROUNDING_OF_A_GATE = 1e-15;

/**
 * How far rounding may take a probability or an expectation beyond its limits.
 *
 * @param operations - of the circuit that was run
 * @param normError - how far the squared norm of the initial state is from 1
 */
export function roundingOf(operations: number, normError: number): number {
  return ROUNDING + operations * ROUNDING_OF_A_GATE + 2 * normError;
}

/**
 * Returns a value within its limits: itself, or the limit that rounding took it beyond.
 *
 * @param what - its name, in the middle of a sentence
 * @param rounding - see {@link roundingOf}
 * @throws EbitError 'range' for one that is further out: then something in here is wrong
 */
export function within(what: string, value: number, least: number, most: number, rounding: number): number {
  if (value >= least && value <= most) return value;
  if (value >= least - rounding && value <= most + rounding) return value < least ? least : most;
  throw new EbitError(
    'range',
    `Internal error: ${what} came out as ${value}, beyond [${least}, ${most}] by more than rounding; please report it.`,
  );
}

/** As {@link within}, for each of many values, in place. */
export function allWithin(
  what: string,
  values: Float64Array,
  least: number,
  most: number,
  rounding: number,
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= least && value <= most)) values[i] = within(what, value, least, most, rounding);
  }
  return values;
}
