import { EbitError } from '../errors.js';

/**
 * How much rounding makes of 0: sums of a few hundred products of numbers up to 1 end within some 1e-14 of what they
 * should be, for any circuit that fits; this is a hundred times that, and still far below what shots could tell.
 */
export const ROUNDING = 1e-12;

/**
 * Returns probabilities as they are handed out: what rounding put below 0 or above 1 is 0 or 1. Written in place.
 *
 * @param probabilities - any shape
 * @throws EbitError 'range' for one that is outside by more than 1e-12: then something in here is wrong
 */
export function handedOut(probabilities: Float64Array): Float64Array {
  for (let i = 0; i < probabilities.length; i++) {
    const value = probabilities[i];
    if (value >= 0 && value <= 1) continue;
    if (!(value >= -ROUNDING && value <= 1 + ROUNDING)) {
      throw new EbitError(
        'range',
        `Internal error: a probability came out as ${value}, beyond [0, 1] by more than rounding; please report it.`,
      );
    }
    probabilities[i] = value < 0 ? 0 : 1;
  }
  return probabilities;
}

/**
 * Returns E = sum_a w_a P(a) for every row.
 *
 * @param probabilities - shape [rows, outcomes], row-major
 * @param weights - shape [outcomes]
 * @returns shape [rows]
 */
export function expectationValues(probabilities: Float64Array, weights: Float64Array): Float64Array {
  const outcomes = weights.length;
  const values = new Float64Array(probabilities.length / outcomes);
  for (let n = 0, at = 0; n < values.length; n++) {
    let sum = 0;
    for (let a = 0; a < outcomes; a++) sum += weights[a] * probabilities[at++];
    values[n] = sum;
  }
  return values;
}

/**
 * Returns the expectation values with 0 for each that nothing but rounding keeps from it: |E| <= 1e-12 max_a |w_a|.
 *
 * Where the ebits are useless E is 0 for every input, and comes out as 1e-17 or so of either sign: a label from that sign
 * would be made of nothing. All labels and all counts of right ones come from these values.
 *
 * @param expectations - shape [rows]
 * @param weights - those of the outcomes, shape [outcomes]
 * @returns shape [rows]
 */
export function decidedValues(expectations: Float64Array, weights: Float64Array): Float64Array {
  const least = ROUNDING * weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const values = expectations.slice();
  // A loop: fits ask for this at every evaluation, of thousands of rows.
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) <= least) values[i] = 0;
  return values;
}

/**
 * Returns the sign of every expectation value as a label.
 *
 * @param expectations - shape [rows]
 * @param weights - those of the outcomes, shape [outcomes]
 * @returns shape [rows]: 1, -1, or 0 where the expectation is 0 to rounding, see {@link decidedValues}: there is nothing
 *   to tell, which counts as wrong for either label
 */
export function signLabels(expectations: Float64Array, weights: Float64Array): Int8Array {
  return Int8Array.from(decidedValues(expectations, weights), (value) => (value > 0 ? 1 : value < 0 ? -1 : 0));
}
