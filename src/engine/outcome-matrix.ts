import type { Network } from '../network/network.js';

/**
 * The matrix A of P(a) = sum_S A_aS <prod over i in S of Z_i>, readout errors included.
 *
 * Without errors A_aS = 2^-K prod over i in S of (-1)^(a_i). A processor that reads bit a where the outcome is b with
 * probability R_ab contributes 1/2 sum_b R_ab where it is not in S and 1/2 sum_b R_ab (-1)^b where it is.
 *
 * @returns shape [2^K outcomes, 2^K subsets], row-major, the first processor most significant in both
 */
export function outcomeMatrix(network: Network): Float64Array {
  const count = network.processors.length;
  const size = 1 << count;
  const matrix = new Float64Array(size * size).fill(1);
  network.processors.forEach(({ readout }, p) => {
    const bit = count - 1 - p;
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
