// The state engine: every sample runs its 2^h columns through its own circuit, which may hold data anywhere.
// A state's columns are [2^h][lanes], lanes in pairs: copy k starts with basis state k on the ebit halves (the top h bits).
// The response's coordinates are those of M_kl = psi_k^+ Z psi_l, as in columns.ts.

import { applyCoefficients } from './columns';
import { stageAt } from './descriptors';
import {
  PROCESSOR_CHUNK,
  PROCESSOR_COLUMNS_WORK,
  PROCESSOR_DENSE_BEFORE,
  PROCESSOR_HALVES,
  PROCESSOR_QUBITS,
  PROCESSOR_READOUT_MASK,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  PROCESSOR_SOURCE_DATA,
  PROCESSOR_STAGES,
  STAGE_ADJOINT,
  STAGE_STATE,
} from './layout';
import { applyUnitary, gather } from './samples';
import { addGradient, clearZ, makeLaneTables, makeTables, sweepBackward, sweepForward } from './sweep';

/** Makes the tables that all samples share, and clears z. */
export function stateStart(processor: usize, angles: usize): void {
  for (let n = 0; n < load<i32>(processor, PROCESSOR_STAGES); n++) {
    const stage = stageAt(processor, n);
    makeTables(stage, angles);
    clearZ(stage);
  }
}

function actDense(processor: usize, state: usize, lanes: i32, adjoint: bool): void {
  const size: usize = (<usize>1) << (<usize>load<i32>(processor, PROCESSOR_QUBITS));
  const copies: usize = (<usize>1) << (<usize>load<i32>(processor, PROCESSOR_HALVES));
  const work = load<usize>(processor, PROCESSOR_COLUMNS_WORK);
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
  const qubits = load<i32>(processor, PROCESSOR_QUBITS);
  const halves = load<i32>(processor, PROCESSOR_HALVES);
  const laneBytes = (<usize>lanes) << 3;
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const count = load<i32>(processor, PROCESSOR_SOURCE_COUNT);
  if (count > 0) gather(load<usize>(processor, PROCESSOR_SOURCE), count, ids, lanes, chunk);
  const data = chunk + <usize>load<i32>(processor, PROCESSOR_SOURCE_DATA) * laneBytes;
  const x = load<usize>(stageAt(processor, 0), STAGE_STATE);
  const dense = load<i32>(processor, PROCESSOR_DENSE_BEFORE);
  if (dense == 0) startAtColumns(chunk, x, <usize>qubits, <usize>halves, laneBytes);
  else startAtBasisStates(x, <usize>qubits, <usize>halves, laneBytes);
  for (let n = 0; n < load<i32>(processor, PROCESSOR_STAGES); n++) {
    const stage = stageAt(processor, n);
    if (n > 0 && n == dense) actDense(processor, x, lanes, false);
    makeLaneTables(stage, data, lanes);
    sweepForward(stage, lanes, keep);
  }
}

/** The coordinates of M for the chunk. */
export function stateForward(processor: usize, slots: usize, ids: usize, lanes: i32, keep: bool): void {
  stateEvolve(processor, ids, lanes, keep);
  const halves = load<i32>(processor, PROCESSOR_HALVES);
  const rows: usize = (<usize>1) << (<usize>load<i32>(processor, PROCESSOR_QUBITS));
  const count: usize = (<usize>1) << (<usize>halves);
  const laneBytes = (<usize>lanes) << 3;
  const rowBytes = count * 2 * laneBytes;
  const readout = <usize>load<i32>(processor, PROCESSOR_READOUT_MASK);
  const x = load<usize>(stageAt(processor, 0), STAGE_STATE);
  let out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
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
 * Adds to the stages' z, or, with laneZ set, to the Jacobian (see sweepBackward).
 */
export function stateBackward(
  processor: usize,
  adjoints: usize,
  lanes: i32,
  laneZ: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const halves = load<i32>(processor, PROCESSOR_HALVES);
  const rows: usize = (<usize>1) << (<usize>load<i32>(processor, PROCESSOR_QUBITS));
  const laneBytes = (<usize>lanes) << 3;
  const rowBytes = (laneBytes * 2) << (<usize>halves);
  const readout = <usize>load<i32>(processor, PROCESSOR_READOUT_MASK);
  const first = stageAt(processor, 0);
  const x = load<usize>(first, STAGE_STATE);
  const lambda = load<usize>(first, STAGE_ADJOINT);
  const seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  applyCoefficients(seeds, x, lambda, rows, halves, lanes, 2 * laneBytes, rowBytes, 16, 32, 2);
  for (let row: usize = 0; row < rows; row++) {
    if (!(row & readout)) continue;
    const start = lambda + row * rowBytes;
    for (let v: usize = 0; v < rowBytes; v += 16) v128.store(start + v, f64x2.neg(v128.load(start + v)));
  }
  for (let n = load<i32>(processor, PROCESSOR_STAGES) - 1; n >= 0; n--) {
    sweepBackward(stageAt(processor, n), lanes, laneZ, jacobian, jacobianRow);
    if (n > 0 && n == load<i32>(processor, PROCESSOR_DENSE_BEFORE)) actDense(processor, lambda, lanes, true);
  }
}

/** Adds the gradient of all chunks. */
export function stateFinish(processor: usize, gradient: usize): void {
  for (let n = 0; n < load<i32>(processor, PROCESSOR_STAGES); n++) addGradient(stageAt(processor, n), gradient);
}
