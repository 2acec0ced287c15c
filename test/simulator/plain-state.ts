// A state vector in plain loops, one gate after the other, for circuits too large for dense matrices. It takes its gate
// matrices from the dense oracle and shares nothing with src.
import { angleValue, type DenseCircuit, gateMatrix } from '../oracle/dense.js';

/** The final amplitudes, [2^n][re, im]. */
export function plainRun(
  circuit: DenseCircuit,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
): Float64Array {
  const n = circuit.qubits;
  const state = new Float64Array(2 << n);
  state[0] = 1;
  for (const operation of circuit.operations) {
    if (operation.kind !== 'gate') continue;
    const { gate, targets, controls, conditions, angle } = operation;
    const matrix = gateMatrix(gate, angle ? angleValue(angle, parameters, features) : 0);
    const bits = targets.map((target) => 1 << (n - 1 - target));
    const holds = [...controls, ...conditions].map(({ qubit, value }) => ({ bit: 1 << (n - 1 - qubit), value }));
    const size = matrix.length;
    for (let k = 0; k < 1 << n; k++) {
      if (bits.some((bit) => (k & bit) !== 0)) continue;
      if (holds.some(({ bit, value }) => ((k & bit) !== 0 ? 1 : 0) !== value)) continue;
      const places = Array.from({ length: size }, (_, row) =>
        bits.reduce((place, bit, i) => place | (((row >> (bits.length - 1 - i)) & 1) === 1 ? bit : 0), k),
      );
      const before = places.map((place) => [state[2 * place], state[2 * place + 1]]);
      places.forEach((place, row) => {
        let re = 0;
        let im = 0;
        before.forEach(([r, i], column) => {
          const m = matrix[row][column];
          re += m[0] * r - m[1] * i;
          im += m[0] * i + m[1] * r;
        });
        state[2 * place] = re;
        state[2 * place + 1] = im;
      });
    }
  }
  return state;
}
