import type { Network } from '../network/network.js';

/**
 * The matrix A of P(a) = sum_S A_aS <prod over i in S of Z_i> over the R bits i of all readouts, their errors included.
 *
 * Without errors A_aS = 2^-R prod over i in S of (-1)^(a_i). A bit that is read as a where the outcome is b with
 * probability R_ab contributes 1/2 sum_b R_ab where it is not in S and 1/2 sum_b R_ab (-1)^b where it is.
 *
 * @param readouts - how many bits each processor reads out, all with its error; one unless told
 * @returns shape [2^R outcomes, 2^R subsets], row-major, the first processor's first bit most significant in both
 */
export function outcomeMatrix(
  network: Network,
  readouts: readonly number[] = network.processors.map(() => 1),
): Float64Array {
  const errors = network.processors.flatMap(({ readout }, p) => new Array<typeof readout>(readouts[p]).fill(readout));
  const count = errors.length;
  const size = 1 << count;
  const matrix = new Float64Array(size * size).fill(1);
  errors.forEach((readout, i) => {
    const bit = count - 1 - i;
    const read = [
      [1 - readout.flip0, readout.flip1],
      [readout.flip0, 1 - readout.flip1],
    ];
    for (let a = 0; a < size; a++) {
      const [zero, one] = read[(a >> bit) & 1];
      for (let subset = 0; subset < size; subset++) {
        matrix[a * size + subset] *= ((subset >> bit) & 1) === 1 ? (zero - one) / 2 : (zero + one) / 2;
      }
    }
  });
  return matrix;
}

/** In its place for a parity: its mean, in which the errors are already, and 1, from 1 and the mean. */
export function parityMatrix(): Float64Array {
  return Float64Array.of(0, 1, 1, 0);
}
