// Two processors without mixing and Bell-m on m qubits at fidelity 1, taken together: every <Z_i> is 0, and <Z Z> is one
// pair sum on the products of phases p_A p_B, which the source holds, with the matrix C_ij = A_ij B_ij. So one sum over
// pairs stands for both processors, as if there were one without halves.

import { addCharacterTiles, characterSums, clearCharacterTiles, placeSums, readCharacterTiles } from './characters';
import { circuitOf } from './descriptors';
import {
  CIRCUIT_GRADIENT,
  CIRCUIT_OBSERVABLE,
  CIRCUIT_QUBITS,
  PAIR_CIRCUIT,
  PAIR_GRADIENT,
  PAIR_MATRIX,
  PROCESSOR_CHUNK,
  PROCESSOR_SLOT,
  PROCESSOR_TILES,
  PROCESSOR_WORK,
} from './layout';
import {
  makeObservable,
  makeReadout,
  observableBackward,
  observableBytes,
  placeObservable,
  placeReadout,
  readoutBackward,
} from './observable';
import { region } from './regions';
import { gatherProcessor } from './samples';
import { LANE_BYTES } from './tiles';

/** Gives the pair its work space. */
export function placePhasePair(pair: usize, keep: bool): void {
  const left = circuitOf(pair);
  const right = load<usize>(pair, PAIR_CIRCUIT);
  placeReadout(left, keep);
  placeReadout(right, keep);
  placeObservable(left, keep);
  placeObservable(right, keep);
  region(pair, PAIR_MATRIX, observableBytes(left));
  if (keep) region(pair, PAIR_GRADIENT, observableBytes(left));
  placeSums(pair, 0, keep);
}

/** O of both, and C; with `keep` clears the tiles. */
export function phasePairStart(pair: usize, angles: usize, keep: bool): void {
  const left = circuitOf(pair);
  const right = load<usize>(pair, PAIR_CIRCUIT);
  makeReadout(left, angles, keep);
  makeObservable(left);
  makeReadout(right, angles, keep);
  makeObservable(right);
  const a = load<usize>(left, CIRCUIT_OBSERVABLE);
  const b = load<usize>(right, CIRCUIT_OBSERVABLE);
  const c = load<usize>(pair, PAIR_MATRIX);
  const qubits = load<i32>(left, CIRCUIT_QUBITS);
  for (let o: usize = 0, bytes = (<usize>16) << (<usize>(2 * qubits)); o < bytes; o += 16) {
    const ar = load<f64>(a + o);
    const ai = load<f64>(a + o, 8);
    const br = load<f64>(b + o);
    const bi = load<f64>(b + o, 8);
    store<f64>(c + o, ar * br - ai * bi);
    store<f64>(c + o, ar * bi + ai * br, 8);
  }
  if (keep) clearCharacterTiles(load<usize>(pair, PROCESSOR_TILES), qubits, 0);
}

/** Writes the pair sum of the chunk. */
export function phasePairForward(pair: usize, slots: usize, ids: usize): void {
  gatherProcessor(pair, ids);
  const out = slots + <usize>load<i32>(pair, PROCESSOR_SLOT) * LANE_BYTES;
  const qubits = load<i32>(circuitOf(pair), CIRCUIT_QUBITS);
  characterSums(load<usize>(pair, PAIR_MATRIX), load<usize>(pair, PROCESSOR_CHUNK), out, qubits, 0);
}

/** Adds the chunk's share of dLoss/dC to the tiles. */
export function phasePairBackward(pair: usize, adjoints: usize): void {
  addCharacterTiles(
    load<usize>(pair, PROCESSOR_CHUNK),
    adjoints + <usize>load<i32>(pair, PROCESSOR_SLOT) * LANE_BYTES,
    load<usize>(pair, PROCESSOR_TILES),
    load<usize>(pair, PROCESSOR_WORK),
    load<i32>(circuitOf(pair), CIRCUIT_QUBITS),
    0,
  );
}

/** G_A = G_C conj(B) and G_B = G_C conj(A), element by element, then both circuits backwards. */
export function phasePairFinish(pair: usize, gradient: usize): void {
  const left = circuitOf(pair);
  const right = load<usize>(pair, PAIR_CIRCUIT);
  const a = load<usize>(left, CIRCUIT_OBSERVABLE);
  const b = load<usize>(right, CIRCUIT_OBSERVABLE);
  const ga = load<usize>(left, CIRCUIT_GRADIENT);
  const gb = load<usize>(right, CIRCUIT_GRADIENT);
  const g = load<usize>(pair, PAIR_GRADIENT);
  const qubits = load<i32>(left, CIRCUIT_QUBITS);
  readCharacterTiles(load<usize>(pair, PROCESSOR_TILES), g, qubits, 0);
  for (let o: usize = 0, bytes = (<usize>16) << (<usize>(2 * qubits)); o < bytes; o += 16) {
    const r = load<f64>(g + o);
    const i = load<f64>(g + o, 8);
    const ar = load<f64>(a + o);
    const ai = load<f64>(a + o, 8);
    const br = load<f64>(b + o);
    const bi = load<f64>(b + o, 8);
    store<f64>(ga + o, r * br + i * bi);
    store<f64>(ga + o, i * br - r * bi, 8);
    store<f64>(gb + o, r * ar + i * ai);
    store<f64>(gb + o, i * ar - r * ai, 8);
  }
  observableBackward(left);
  readoutBackward(left, gradient);
  observableBackward(right);
  readoutBackward(right, gradient);
}
