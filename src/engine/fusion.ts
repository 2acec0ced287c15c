// Bell-m on m qubits at fidelity 1: two processors that the core takes as one.

import type { Network } from '../network/network.js';
import type { Contraction } from './contraction.js';
import type { Program } from './program.js';

/** `phases`: without mixing, a pair sum on products of phases; `mixed`: the joint amplitudes behind shared matrices. */
export type PairForm = 'phases' | 'mixed';

/** The form in which a network's two processors are one, or null where they are not. In both, every <Z_i> is 0. */
export function pairForm({ network, programs }: { network: Network; programs: readonly Program[] }): PairForm | null {
  const [left, right] = programs;
  const allowed =
    programs.length === 2 &&
    left.qubits === right.qubits &&
    left.sampleKind === right.sampleKind &&
    programs.every((program) => program.halves === program.qubits) &&
    network.coins.length === 0 &&
    network.shares.length === 0 &&
    network.ebits.every(({ correlations: [x, y, z], ages }) => ages === undefined && x === 1 && y === -1 && z === 1);
  if (!allowed) return null;
  if (left.sampleKind === 'characters') return 'phases';
  return left.sampleKind === 'mixed' ? 'mixed' : null;
}

/** The contraction of a pair: one coordinate. Slot 2 stays 0, for every <Z_i>. */
export function pairContraction(form: PairForm, qubits: number): Contraction {
  const shared = { asked: 'outcomes', coordinateSlots: 2, start: [1] } as const;
  if (form === 'mixed') {
    // The coordinate is <Z Z> itself.
    return {
      ...shared,
      slots: 3,
      words: new Int32Array(0),
      coefficients: new Float64Array(0),
      correlatorSlot: Int32Array.of(0, 2, 2, 1),
    };
  }
  // <Z Z> = 2^h / 4^m times the pair sum, and h = m.
  let scale = 1;
  for (let i = 0; i < qubits; i++) scale /= 2;
  return {
    ...shared,
    slots: 4,
    words: Int32Array.of(3, 1, 0),
    coefficients: Float64Array.of(scale),
    correlatorSlot: Int32Array.of(0, 2, 2, 3),
  };
}

/** left *= right, complex numbers one by one. */
export function multiplyPhases(left: Float64Array, right: Float64Array): void {
  for (let i = 0; i < left.length; i += 2) {
    const re = left[i] * right[i] - left[i + 1] * right[i + 1];
    left[i + 1] = left[i] * right[i + 1] + left[i + 1] * right[i];
    left[i] = re;
  }
}
