/**
 * Returns E = sum_a w_a P(a) for every row.
 *
 * @param probabilities - shape [rows, outcomes], row-major
 * @param weights - shape [outcomes]
 * @returns shape [rows]
 */
export function expectationValues(probabilities: Float64Array, weights: Float64Array): Float64Array {
  const outcomes = weights.length;
  return Float64Array.from({ length: probabilities.length / outcomes }, (_, n) => {
    let sum = 0;
    for (let a = 0; a < outcomes; a++) sum += weights[a] * probabilities[n * outcomes + a];
    return sum;
  });
}

/**
 * Returns the sign of every expectation value as a label.
 *
 * @param expectations - shape [rows]
 * @returns shape [rows]: 1, -1, or 0 where the expectation is exactly 0, which counts as wrong for either label
 */
export function signLabels(expectations: Float64Array): Int8Array {
  return Int8Array.from(expectations, (value) => (value > 0 ? 1 : value < 0 ? -1 : 0));
}
