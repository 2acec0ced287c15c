// O = U^+ Z U of one circuit, from the columns V that the readout's |1> states become under U^+: O = 1 - 2 V V^+.
//
// Only the qubits that a gate has touched so far take part: a stage runs on r of them with 2^(r-1) columns, and when a
// gate reaches further qubits the state is widened by their identity, rows and columns alike. So the last conv
// layers of a QCNN, which act on two qubits, cost a sixteenth of the first ones.

import { stageAt } from './descriptors';
import {
  CIRCUIT_GRADIENT,
  CIRCUIT_OBSERVABLE,
  CIRCUIT_QUBITS,
  CIRCUIT_STAGES,
  CIRCUIT_START_ROW,
  STAGE_ADJOINT,
  STAGE_COLUMNS,
  STAGE_ROW_BITS,
  STAGE_STATE,
  STAGE_WIDEN,
} from './layout';
import { region } from './regions';
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

/** Gives the stages their work space. */
export function placeReadout(circuit: usize, keep: bool): void {
  for (let n = 0; n < load<i32>(circuit, CIRCUIT_STAGES); n++) {
    placeStates(stageAt(circuit, n), keep);
    placeStage(stageAt(circuit, n), 0, keep);
  }
}

/** Bytes of O. */
export function observableBytes(circuit: usize): f64 {
  const size = <f64>sizeOf(circuit);
  return 16 * size * size;
}

/** Gives O and its gradient their places. */
export function placeObservable(circuit: usize, keep: bool): void {
  region(circuit, CIRCUIT_OBSERVABLE, observableBytes(circuit));
  if (keep) region(circuit, CIRCUIT_GRADIENT, observableBytes(circuit));
}

/** 2^m of a circuit. */
export function sizeOf(circuit: usize): usize {
  return (<usize>1) << (<usize>load<i32>(circuit, CIRCUIT_QUBITS));
}

/** Where a column's real part stands in a row; the imaginary part follows 16 bytes on. */
export function columnAt(c: usize): usize {
  return ((c >> 1) << 5) + ((c & 1) << 3);
}

/** V of the first stage, which is on two qubits: column c is the basis state with the readout 1 and the other bit c. */
function startColumns(circuit: usize, stage: usize): void {
  const x = load<usize>(stage, STAGE_STATE);
  const columns = <usize>load<i32>(stage, STAGE_COLUMNS);
  const bit = <usize>load<i32>(circuit, CIRCUIT_START_ROW);
  memory.fill(x, 0, stateBytes(stage));
  for (let c: usize = 0; c < columns; c++) {
    const row = (1 << bit) | (c << (1 - bit));
    store<f64>(x + row * (columns << 4) + columnAt(c), 1);
  }
}

/** The next stage's V: rows and columns times the identity of the added qubits. */
export function widen(from: usize, to: usize): void {
  const columns = <usize>load<i32>(from, STAGE_COLUMNS);
  const wide = <usize>load<i32>(to, STAGE_COLUMNS);
  const source = load<usize>(from, STAGE_STATE);
  const target = load<usize>(to, STAGE_STATE);
  const map = load<usize>(from, STAGE_WIDEN);
  const bytes = columns << 4;
  memory.fill(target, 0, stateBytes(to));
  for (let row: usize = 0, n: usize = (<usize>1) << (<usize>load<i32>(to, STAGE_ROW_BITS)); row < n; row++) {
    const word = load<i32>(map + (row << 2));
    const old = source + <usize>(word & 0xffff) * bytes;
    memory.copy(target + row * (wide << 4) + <usize>(word >> 16) * bytes, old, bytes);
  }
}

/** The adjoint of widen: sums the blocks that the identity spread out. */
function narrow(from: usize, to: usize): void {
  const columns = <usize>load<i32>(to, STAGE_COLUMNS);
  const wide = <usize>load<i32>(from, STAGE_COLUMNS);
  const source = load<usize>(from, STAGE_ADJOINT);
  const target = load<usize>(to, STAGE_ADJOINT);
  const map = load<usize>(to, STAGE_WIDEN);
  const bytes = columns << 4;
  memory.fill(target, 0, stateBytes(to));
  for (let row: usize = 0, n: usize = (<usize>1) << (<usize>load<i32>(from, STAGE_ROW_BITS)); row < n; row++) {
    const word = load<i32>(map + (row << 2));
    const p = target + <usize>(word & 0xffff) * bytes;
    const q = source + row * (wide << 4) + <usize>(word >> 16) * bytes;
    for (let o: usize = 0; o < bytes; o += 16) v128.store(p + o, f64x2.add(v128.load(p + o), v128.load(q + o)));
  }
}

/** The stage that leaves V. */
export function lastStage(circuit: usize): usize {
  return stageAt(circuit, load<i32>(circuit, CIRCUIT_STAGES) - 1);
}

/** Computes V of the circuit at the angles. */
export function makeReadout(circuit: usize, angles: usize, keep: bool): void {
  const stages = load<i32>(circuit, CIRCUIT_STAGES);
  for (let n = 0; n < stages; n++) {
    const stage = stageAt(circuit, n);
    makeTables(stage, angles);
    if (n == 0) startColumns(circuit, stage);
    else widen(stageAt(circuit, n - 1), stage);
    sweepForward(stage, 0, keep);
  }
}

/** O from V, Hermitian, f64 [2^m][2^m][re, im]. */
export function makeObservable(circuit: usize): void {
  const last = lastStage(circuit);
  const size = sizeOf(circuit);
  const row = (<usize>load<i32>(last, STAGE_COLUMNS)) << 4;
  const v = load<usize>(last, STAGE_STATE);
  const o = load<usize>(circuit, CIRCUIT_OBSERVABLE);
  for (let i: usize = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const p = v + i * row;
      const q = v + j * row;
      let re = f64x2.splat(0);
      let im = re;
      for (let c: usize = 0; c < row; c += 32) {
        const a = v128.load(p + c);
        const b = v128.load(p + c, 16);
        const r = v128.load(q + c);
        const s = v128.load(q + c, 16);
        re = f64x2.add(re, f64x2.add(f64x2.mul(a, r), f64x2.mul(b, s)));
        im = f64x2.add(im, f64x2.sub(f64x2.mul(b, r), f64x2.mul(a, s)));
      }
      const x = (i == j ? 1.0 : 0.0) - 2 * (f64x2.extract_lane(re, 0) + f64x2.extract_lane(re, 1));
      const y = i == j ? 0.0 : -2 * (f64x2.extract_lane(im, 0) + f64x2.extract_lane(im, 1));
      const upper = o + ((i * size + j) << 4);
      const lower = o + ((j * size + i) << 4);
      store<f64>(upper, x);
      store<f64>(upper, y, 8);
      store<f64>(lower, x);
      store<f64>(lower, -y, 8);
    }
  }
}

/** From G = dLoss/dO to V's adjoint: lambda = -4 G V. */
export function observableBackward(circuit: usize): void {
  const last = lastStage(circuit);
  const size = sizeOf(circuit);
  const row = (<usize>load<i32>(last, STAGE_COLUMNS)) << 4;
  const v = load<usize>(last, STAGE_STATE);
  const lambda = load<usize>(last, STAGE_ADJOINT);
  const g = load<usize>(circuit, CIRCUIT_GRADIENT);
  const minusFour = f64x2.splat(-4);
  for (let i: usize = 0; i < size; i++) {
    for (let c: usize = 0; c < row; c += 32) {
      let re = f64x2.splat(0);
      let im = re;
      let q = v + c;
      for (let p = g + ((i * size) << 4), end = p + (size << 4); p < end; p += 16, q += row) {
        const x = v128.load64_splat(p);
        const y = v128.load64_splat(p, 8);
        const a = v128.load(q);
        const b = v128.load(q, 16);
        re = f64x2.add(re, f64x2.sub(f64x2.mul(a, x), f64x2.mul(b, y)));
        im = f64x2.add(im, f64x2.add(f64x2.mul(b, x), f64x2.mul(a, y)));
      }
      v128.store(lambda + i * row + c, f64x2.mul(minusFour, re));
      v128.store(lambda + i * row + c, f64x2.mul(minusFour, im), 16);
    }
  }
}

/** From V's adjoint to the gradient of every angle, backwards through the stages. */
export function readoutBackward(circuit: usize, gradient: usize): void {
  for (let n = load<i32>(circuit, CIRCUIT_STAGES) - 1; n >= 0; n--) {
    const stage = stageAt(circuit, n);
    clearZ(stage);
    sweepBackward(stage, 0, 0, 0, 0, 0);
    addGradient(stage, gradient);
    if (n > 0) narrow(stage, stageAt(circuit, n - 1));
  }
}
