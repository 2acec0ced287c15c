// The state engine: every sample runs its 2^h columns through its own circuit, which may hold data anywhere.
// A state's columns are [2^h][lanes], lanes in pairs: copy k starts with basis state k on the ebit halves (the top h bits).
// The response's coordinates are those of M_kl = psi_k^+ Z psi_l, as in columns.ts.

import { applyCoefficients } from './columns';
import { circuitOf, stageAt } from './descriptors';
import {
  CIRCUIT_HALVES,
  CIRCUIT_QUBITS,
  CIRCUIT_STAGES,
  PROCESSOR_CHUNK,
  PROCESSOR_DENSE_BEFORE,
  PROCESSOR_GROUPS,
  PROCESSOR_LANE_Z,
  PROCESSOR_READOUT_MASK,
  PROCESSOR_READOUT_ROWS,
  PROCESSOR_READOUTS,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  PROCESSOR_WORK,
  STAGE_ADJOINT,
  STAGE_STATE,
} from './layout';
import { sizeOf } from './observable';
import { applyGroups, groupBytes, writeGroups } from './readouts';
import { region } from './regions';
import { applyUnitary, gather } from './samples';
import {
  addGradient,
  clearZ,
  makeLaneTables,
  makeTables,
  placeStage,
  placeStates,
  scaleTerms,
  stateSize,
  sweepBackward,
  sweepForward,
} from './sweep';

/** Gives the processor its work space. All stages run on the same states. */
export function placeState(processor: usize, lanes: i32, keep: bool): void {
  const circuit = circuitOf(processor);
  const first = stageAt(circuit, 0);
  const lane = <f64>lanes * 8;
  placeStates(first, keep);
  for (let n = 0; n < load<i32>(circuit, CIRCUIT_STAGES); n++) {
    const stage = stageAt(circuit, n);
    store<usize>(stage, load<usize>(first, STAGE_STATE), STAGE_STATE);
    store<usize>(stage, load<usize>(first, STAGE_ADJOINT), STAGE_ADJOINT);
    placeStage(stage, lanes, keep);
  }
  region(processor, PROCESSOR_CHUNK, <f64>load<i32>(processor, PROCESSOR_SOURCE_COUNT) * lane);
  const dense = load<i32>(processor, PROCESSOR_DENSE_BEFORE) >= 0;
  if (dense) region(processor, PROCESSOR_WORK, stateSize(first));
  const readouts = load<i32>(processor, PROCESSOR_READOUTS);
  if (readouts > 1)
    region(processor, PROCESSOR_GROUPS, groupBytes(readouts, load<i32>(circuit, CIRCUIT_HALVES), lanes));
  if (keep) region(processor, PROCESSOR_LANE_Z, <f64>sizeOf(circuit) * lane);
}

/** Makes the tables that all samples share, and clears z. */
export function stateStart(processor: usize, angles: usize): void {
  const circuit = circuitOf(processor);
  for (let n = 0; n < load<i32>(circuit, CIRCUIT_STAGES); n++) {
    const stage = stageAt(circuit, n);
    makeTables(stage, angles);
    scaleTerms(stage, angles);
    clearZ(stage);
  }
}

function actDense(processor: usize, state: usize, lanes: i32, adjoint: bool): void {
  const size = sizeOf(circuitOf(processor));
  const copies: usize = (<usize>1) << (<usize>load<i32>(circuitOf(processor), CIRCUIT_HALVES));
  const work = load<usize>(processor, PROCESSOR_WORK);
  applyUnitary(load<usize>(processor, PROCESSOR_CHUNK), state, work, size, copies, lanes, adjoint);
  memory.copy(state, work, (size * copies * <usize>lanes) << 4);
}

/** Copy k is basis state k of the halves, the other qubits in |0>. */
function startAtBasisStates(x: usize, qubits: usize, halves: usize, laneBytes: usize): void {
  const rowBytes = (laneBytes * 2) << halves;
  memory.fill(x, 0, rowBytes << qubits);
  const one = f64x2.splat(1);
  for (let k: usize = 0; k < (<usize>1) << halves; k++) {
    const start = x + (k << (qubits - halves)) * rowBytes + k * 2 * laneBytes;
    for (let v: usize = 0; v < 2 * laneBytes; v += 32) v128.store(start + v, one);
  }
}

/** Copy k is the unitary's column for basis state k of the halves: f64 [2^h][2^m][re, im][lanes] in the chunk. */
function startAtColumns(chunk: usize, x: usize, qubits: usize, halves: usize, laneBytes: usize): void {
  const rowBytes = (laneBytes * 2) << halves;
  let from = chunk;
  for (let k: usize = 0; k < (<usize>1) << halves; k++) {
    for (let row: usize = 0; row < (<usize>1) << qubits; row++, from += 2 * laneBytes) {
      const to = x + row * rowBytes + k * 2 * laneBytes;
      for (let v: usize = 0; v < laneBytes; v += 16) {
        v128.store(to + 2 * v, v128.load(from + v));
        v128.store(to + 2 * v, v128.load(from + v + laneBytes), 16);
      }
    }
  }
}

/** Leaves the evolved columns in the last stage's state. */
export function stateEvolve(processor: usize, ids: usize, lanes: i32, keep: bool): void {
  const circuit = circuitOf(processor);
  const qubits = load<i32>(circuit, CIRCUIT_QUBITS);
  const halves = load<i32>(circuit, CIRCUIT_HALVES);
  const laneBytes = (<usize>lanes) << 3;
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const count = load<i32>(processor, PROCESSOR_SOURCE_COUNT);
  if (count > 0) gather(load<usize>(processor, PROCESSOR_SOURCE), count, ids, lanes, chunk);
  const x = load<usize>(stageAt(circuit, 0), STAGE_STATE);
  const dense = load<i32>(processor, PROCESSOR_DENSE_BEFORE);
  if (dense == 0) startAtColumns(chunk, x, <usize>qubits, <usize>halves, laneBytes);
  else startAtBasisStates(x, <usize>qubits, <usize>halves, laneBytes);
  for (let n = 0; n < load<i32>(circuit, CIRCUIT_STAGES); n++) {
    const stage = stageAt(circuit, n);
    if (n > 0 && n == dense) actDense(processor, x, lanes, false);
    // What is gathered are data angles, or a unitary, and then no diagonal asks for any.
    makeLaneTables(stage, chunk, lanes);
    sweepForward(stage, lanes, keep);
  }
}

/** The coordinates of M for the chunk. */
export function stateForward(processor: usize, slots: usize, ids: usize, lanes: i32, keep: bool): void {
  stateEvolve(processor, ids, lanes, keep);
  const circuit = circuitOf(processor);
  const x = load<usize>(stageAt(circuit, 0), STAGE_STATE);
  const out = slots + ((<usize>(load<i32>(processor, PROCESSOR_SLOT) * lanes)) << 3);
  const rows = sizeOf(circuit);
  const halves = load<i32>(circuit, CIRCUIT_HALVES);
  const readouts = load<i32>(processor, PROCESSOR_READOUTS);
  if (readouts > 1) {
    const order = load<usize>(processor, PROCESSOR_READOUT_ROWS);
    writeGroups(x, out, load<usize>(processor, PROCESSOR_GROUPS), order, rows, halves, lanes, readouts);
  } else writeCoordinates(x, out, rows, halves, lanes, <usize>load<i32>(processor, PROCESSOR_READOUT_MASK));
}

/** Writes the coordinates of M_kl = psi_k^+ Z psi_l from states of so many rows, Z being -1 on rows with the readout's bit. */
export function writeCoordinates(x: usize, out: usize, rows: usize, halves: i32, lanes: i32, readout: usize): void {
  const count: usize = (<usize>1) << (<usize>halves);
  const laneBytes = (<usize>lanes) << 3;
  const rowBytes = count * 2 * laneBytes;
  for (let k: usize = 0; k < count; k++) {
    for (let l = k; l < count; l++) {
      for (let v: usize = 0; v < laneBytes; v += 16) {
        let re = f64x2.splat(0);
        let im = re;
        for (let row: usize = 0; row < rows; row++) {
          const a = x + row * rowBytes + (k * laneBytes + v) * 2;
          const b = x + row * rowBytes + (l * laneBytes + v) * 2;
          const ar = v128.load(a);
          const ai = v128.load(a, 16);
          const br = v128.load(b);
          const bi = v128.load(b, 16);
          const r = f64x2.add(f64x2.mul(ar, br), f64x2.mul(ai, bi));
          const i = f64x2.sub(f64x2.mul(ar, bi), f64x2.mul(ai, br));
          if (row & readout) {
            re = f64x2.sub(re, r);
            im = f64x2.sub(im, i);
          } else {
            re = f64x2.add(re, r);
            im = f64x2.add(im, i);
          }
        }
        v128.store(out + v, re);
        if (l > k) v128.store(out + v + laneBytes, im);
      }
      out += l > k ? 2 * laneBytes : laneBytes;
    }
  }
}

/**
 * From the coordinates' adjoints backwards through the chunk's circuits: lambda_k = 2 Z sum_l K_kl psi_l.
 * Adds to the stages' z, or, with jacobianRow set, to the Jacobian (see sweepBackward).
 */
export function stateBackward(
  processor: usize,
  adjoints: usize,
  lanes: i32,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const circuit = circuitOf(processor);
  const halves = load<i32>(circuit, CIRCUIT_HALVES);
  const rows = sizeOf(circuit);
  const laneBytes = (<usize>lanes) << 3;
  const rowBytes = (laneBytes * 2) << (<usize>halves);
  const readout = <usize>load<i32>(processor, PROCESSOR_READOUT_MASK);
  const first = stageAt(circuit, 0);
  const x = load<usize>(first, STAGE_STATE);
  const lambda = load<usize>(first, STAGE_ADJOINT);
  const seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const laneZ = load<usize>(processor, PROCESSOR_LANE_Z);
  const readouts = load<i32>(processor, PROCESSOR_READOUTS);
  if (readouts > 1) {
    const order = load<usize>(processor, PROCESSOR_READOUT_ROWS);
    applyGroups(seeds, x, lambda, load<usize>(processor, PROCESSOR_GROUPS), order, rows, halves, lanes, readouts);
  } else {
    applyCoefficients(seeds, x, lambda, rows, halves, lanes, 2 * laneBytes, rowBytes, 16, 32, 2);
    for (let row: usize = 0; row < rows; row++) {
      if (!(row & readout)) continue;
      const start = lambda + row * rowBytes;
      for (let v: usize = 0; v < rowBytes; v += 16) v128.store(start + v, f64x2.neg(v128.load(start + v)));
    }
  }
  for (let n = load<i32>(circuit, CIRCUIT_STAGES) - 1; n >= 0; n--) {
    sweepBackward(stageAt(circuit, n), lanes, chunk, laneZ, jacobian, jacobianRow);
    if (n > 0 && n == load<i32>(processor, PROCESSOR_DENSE_BEFORE)) actDense(processor, lambda, lanes, true);
  }
}

/** Adds the gradient of all chunks. */
export function stateFinish(processor: usize, gradient: usize): void {
  const circuit = circuitOf(processor);
  for (let n = 0; n < load<i32>(circuit, CIRCUIT_STAGES); n++) addGradient(stageAt(circuit, n), gradient);
}

/**
 * Runs the chunk's samples through a processor's circuit, an embedding without parameters, and lays the embedded columns
 * of the first `samples` of them out: f64 [samples][2^h][2^m][re, im].
 */
export function evolve(processor: usize, ids: usize, lanes: i32, samples: i32, out: usize): void {
  stateStart(processor, 0);
  stateEvolve(processor, ids, lanes, false);
  const circuit = circuitOf(processor);
  const x = load<usize>(stageAt(circuit, 0), STAGE_STATE);
  const columnBytes = sizeOf(circuit) << 4;
  const columns: usize = (<usize>1) << (<usize>load<i32>(circuit, CIRCUIT_HALVES));
  const sampleBytes = columns * columnBytes;
  const laneBytes = (<usize>lanes) << 4;
  for (let k: usize = 0; k < columns; k++) {
    let to = out + k * columnBytes;
    for (let n = 0; n < samples; n += 2, to += 2 * sampleBytes) {
      let from = x + k * laneBytes + ((<usize>n) << 4);
      const both = n + 1 < samples;
      for (let at = to; at < to + columnBytes; at += 16, from += columns * laneBytes) {
        const re = v128.load(from);
        const im = v128.load(from, 16);
        v128.store(at, v128.shuffle<f64>(re, im, 0, 2));
        if (both) v128.store(at + sampleBytes, v128.shuffle<f64>(re, im, 1, 3));
      }
    }
  }
}
