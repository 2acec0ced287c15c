// Mixing layers in front of phases: the mixed columns g_k, which all samples share. Column k is basis state k on the ebit
// halves, run through the mixing layers and the embedding's Hadamards.

import { CIRCUIT_HALVES, CIRCUIT_MIXING, CIRCUIT_QUBITS, STAGE_ADJOINT, STAGE_STATE } from './layout';
import { columnAt } from './observable';
import {
  addGradient,
  clearZ,
  makeTables,
  placeStage,
  placeStates,
  stateBytes,
  sweepBackward,
  sweepForward,
} from './sweep';

/** Gives the mixing stage its work space. */
export function placeMixing(circuit: usize, keep: bool): void {
  const stage = load<usize>(circuit, CIRCUIT_MIXING);
  placeStates(stage, keep);
  placeStage(stage, 0, keep);
}

/** Number of mixed columns. */
export function countOf(circuit: usize): usize {
  return (<usize>1) << (<usize>load<i32>(circuit, CIRCUIT_HALVES));
}

/** Bytes of a row of so many mixed columns. */
export function mixedRowBytes(count: usize): usize {
  return max<usize>(count, 2) << 4;
}

/** The mixed columns. */
export function mixedOf(circuit: usize): usize {
  return load<usize>(load<usize>(circuit, CIRCUIT_MIXING), STAGE_STATE);
}

/** Their adjoint. */
export function mixedAdjointOf(circuit: usize): usize {
  return load<usize>(load<usize>(circuit, CIRCUIT_MIXING), STAGE_ADJOINT);
}

/** Makes the mixed columns; with `keep` clears their adjoint. */
export function startMixing(circuit: usize, angles: usize, keep: bool): void {
  const stage = load<usize>(circuit, CIRCUIT_MIXING);
  makeTables(stage, angles);
  const x = load<usize>(stage, STAGE_STATE);
  memory.fill(x, 0, stateBytes(stage));
  const halves = <usize>load<i32>(circuit, CIRCUIT_HALVES);
  const count = countOf(circuit);
  const row = mixedRowBytes(count);
  const free = <usize>load<i32>(circuit, CIRCUIT_QUBITS) - halves;
  for (let k: usize = 0; k < count; k++) store<f64>(x + (k << free) * row + columnAt(k), 1);
  sweepForward(stage, 0, keep);
  if (keep) {
    clearZ(stage);
    memory.fill(load<usize>(stage, STAGE_ADJOINT), 0, stateBytes(stage));
  }
}

/** From the mixed columns' adjoint to the gradient of every angle. */
export function finishMixing(circuit: usize, gradient: usize): void {
  const stage = load<usize>(circuit, CIRCUIT_MIXING);
  sweepBackward(stage, 0, 0, 0, 0, 0);
  addGradient(stage, gradient);
}
