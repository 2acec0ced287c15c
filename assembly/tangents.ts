// Jacobians where no data stand behind an angle: every sample's derivative is one scalar product with what the angles alone
// make, whatever the number of ebits.
//
// X = U^+ of the trainable circuit runs backwards from the readout as in observable.ts, but all of its columns, those of
// the readout's |0> and of its |1>. A sample with embedded columns u_k has y_k = X^+ u_k, whose halves by the readout are
// d_k and c_k, and
//     M_kl = y_k^+ Z y_l = d_k^+ d_l - c_k^+ c_l.
// Behind a diagonal exp(-i phi) with X as it is there, an angle with dphi/d(angle) = g has dX = X B, B = -i X^+ g X, and what
// runs behind it leaves B as it is. So
//     dL/d(angle) = -4 Re sum over a, b of B_ab Lambda_ab,    Lambda_ab = sum_k conj(d_k)_a (w_k)_b,    w_k = sum_l K_kl c_l,
// a over the columns of |0> and b over those of |1>: 2^(2m-1) real numbers an angle, which are made once a point.
//
//   matrix    X^+, see products.ts: rows of |0>, then those of |1>
//   states    f64 [2^m][2^h][lanes / 2][re, re, im, im]: y; the weighted states w hold the second half of the rows
//   tangents  f64 [angles / 4][2^(2m-1)][4]: -4 Re B and 4 Im B, four angles side by side
//   seeds     f64 [lanes / 4][2^(2m-1)][4]: Lambda of the chunk, four samples side by side

import { circuitOf, stageAt } from './descriptors';
import { multiplyLanes, outerLanes, SIDE, scalarProducts, weightLanes } from './lane-products';
import {
  CIRCUIT_HALVES,
  CIRCUIT_STAGES,
  CIRCUIT_START_ROW,
  PASS_AFTER,
  PASS_BEFORE,
  PASS_BYTES,
  PASS_DIAGONAL,
  PROCESSOR_ANGLE_COUNT,
  PROCESSOR_ANGLE_START,
  PROCESSOR_CHUNK,
  PROCESSOR_MATRICES,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  PROCESSOR_WORK,
  STAGE_HISTORY,
  STAGE_PASS_WORDS,
  STAGE_PASSES,
  STAGE_PHASE_OF,
  STAGE_PHASES,
  STAGE_ROW_BITS,
  STAGE_STATE,
  STAGE_TERM_ANGLE,
  STAGE_TERM_COEFFICIENT,
  STAGE_TERM_SLOT,
  STAGE_TERM_START,
  TANGENT_SEEDS,
  TANGENT_STATES,
  TANGENT_TABLE,
  TANGENT_WEIGHTED,
} from './layout';
import { columnAt, lastStage, sizeOf, widen } from './observable';
import { matrixBytes, setEntry } from './products';
import { region } from './regions';
import { gather } from './samples';
import { writeCoordinates } from './state';
import { makeTables, placeStage, placeStates, stateBytes, sweepForward } from './sweep';
import { hadamardRows } from './walsh';

function tiles(count: i32): i32 {
  return (count + SIDE - 1) / SIDE;
}

/** Real numbers of a tangent. */
function tangentLength(half: usize): usize {
  return 2 * half * half;
}

/** Gives the processor its work space. */
export function placeTangents(processor: usize, lanes: i32): void {
  const circuit = circuitOf(processor);
  for (let n = 0; n < load<i32>(circuit, CIRCUIT_STAGES); n++) {
    placeStates(stageAt(circuit, n), false);
    placeStage(stageAt(circuit, n), 0, true);
  }
  const size = <f64>sizeOf(circuit);
  const copies = <f64>((<i64>1) << (<i64>load<i32>(circuit, CIRCUIT_HALVES)));
  const state = 16 * size * copies * <f64>lanes;
  const line = (8 * <f64>SIDE * (size * size)) / 2; // four tangents
  region(processor, PROCESSOR_CHUNK, 8 * <f64>load<i32>(processor, PROCESSOR_SOURCE_COUNT) * <f64>lanes);
  region(processor, PROCESSOR_MATRICES, matrixBytes<f64>(size, size));
  region(processor, PROCESSOR_WORK, 4 * size * size * size);
  region(processor, TANGENT_STATES, state);
  region(processor, TANGENT_WEIGHTED, state / 2);
  region(processor, TANGENT_TABLE, <f64>tiles(load<i32>(processor, PROCESSOR_ANGLE_COUNT)) * line);
  region(processor, TANGENT_SEEDS, <f64>tiles(lanes) * line);
}

/** X^+ and the tangents of all angles. */
export function tangentsStart(processor: usize, angles: usize): void {
  const circuit = circuitOf(processor);
  const size = sizeOf(circuit);
  const length = tangentLength(size >> 1);
  const count = <usize>tiles(load<i32>(processor, PROCESSOR_ANGLE_COUNT)) * SIDE;
  memory.fill(load<usize>(processor, TANGENT_TABLE), 0, (count * length) << 3);
  for (let n = 0; n < load<i32>(circuit, CIRCUIT_STAGES); n++) {
    const stage = stageAt(circuit, n);
    makeTables(stage, angles);
    if (n == 0) startIdentity(stage);
    else widen(stageAt(circuit, n - 1), stage);
    sweepForward(stage, 0, true);
    addTangents(processor, stage);
  }
  const bit = <usize>load<i32>(circuit, CIRCUIT_START_ROW);
  const x = load<usize>(lastStage(circuit), STAGE_STATE);
  const matrix = load<usize>(processor, PROCESSOR_MATRICES);
  for (let c: usize = 0; c < size; c++) {
    const to = withoutBit(c, bit) + ((c >> bit) & 1) * (size >> 1);
    for (let row: usize = 0; row < size; row++) {
      const p = x + row * (size << 4) + columnAt(c);
      setEntry(matrix, size, to, row, load<f64>(p), -load<f64>(p, 16));
    }
  }
}

function startIdentity(stage: usize): void {
  const x = load<usize>(stage, STAGE_STATE);
  const rows: usize = (<usize>1) << (<usize>load<i32>(stage, STAGE_ROW_BITS));
  memory.fill(x, 0, stateBytes(stage));
  for (let c: usize = 0; c < rows; c++) store<f64>(x + c * (rows << 4) + columnAt(c), 1);
}

function withoutBit(c: usize, bit: usize): usize {
  return ((c >> (bit + 1)) << bit) | (c & ((1 << bit) - 1));
}

function withBit(c: usize, bit: usize, value: usize): usize {
  return ((c >> bit) << (bit + 1)) | (value << bit) | (c & ((1 << bit) - 1));
}

/** Adds what the angles of one stage's diagonals have, from its history. */
function addTangents(processor: usize, stage: usize): void {
  const bits = load<i32>(stage, STAGE_ROW_BITS);
  const rows: usize = (<usize>1) << (<usize>bits);
  const half = rows >> 1;
  const phases = load<i32>(stage, STAGE_PHASES);
  const words = load<usize>(stage, STAGE_PASS_WORDS);
  const z = load<usize>(processor, PROCESSOR_WORK);
  const starts = load<usize>(stage, STAGE_TERM_START);
  const slots = load<usize>(stage, STAGE_TERM_SLOT);
  const which = load<usize>(stage, STAGE_TERM_ANGLE);
  const coefficients = load<usize>(stage, STAGE_TERM_COEFFICIENT);
  let x = load<usize>(stage, STAGE_HISTORY);
  for (let n = 0; n < load<i32>(stage, STAGE_PASSES); n++) {
    const diagonal = load<i32>(words + PASS_BYTES * n, PASS_DIAGONAL);
    if (diagonal < 0) continue;
    const phase = load<i32>(load<usize>(stage, STAGE_PHASE_OF) + ((<usize>diagonal) << 2));
    const first = load<i32>(starts + ((<usize>phase) << 2));
    const last = load<i32>(starts + ((<usize>phase) << 2), 4);
    if (last > first) {
      multiplyColumns(x, z, rows, <usize>load<i32>(circuitOf(processor), CIRCUIT_START_ROW));
      hadamardRows(z, bits, <i32>tangentLength(half));
      const scale = 4 * scaleBehind(stage, n);
      for (let t = <usize>first; t < <usize>last; t++) {
        const mask = <usize>((load<i32>(slots + (t << 2)) - phase) / phases);
        const angle = load<i32>(which + (t << 2)) - load<i32>(processor, PROCESSOR_ANGLE_START);
        addTangent(
          processor,
          angle,
          z + ((mask * tangentLength(half)) << 3),
          half,
          -scale * load<f64>(coefficients + (t << 3)),
        );
      }
    }
    x += stateBytes(stage);
  }
}

/** The last diagonal also carries the scale of the Hadamards behind it, both factors of z then: what makes up for it. */
function scaleBehind(stage: usize, pass: i32): f64 {
  const words = load<usize>(stage, STAGE_PASS_WORDS);
  let count = popcnt(load<i32>(words + PASS_BYTES * pass, PASS_AFTER));
  for (let n = pass + 1; n < load<i32>(stage, STAGE_PASSES); n++) {
    if (load<i32>(words + PASS_BYTES * n, PASS_DIAGONAL) >= 0) return 1;
    count += popcnt(load<i32>(words + PASS_BYTES * n, PASS_BEFORE));
  }
  return <f64>((<i64>1) << (<i64>count));
}

/** z = conj(x_a) x_b a row, f64 [rows][a][b][re, im], a over the columns of the readout's |0>, b over those of its |1>. */
function multiplyColumns(x: usize, z: usize, rows: usize, bit: usize): void {
  const half = rows >> 1;
  for (let row: usize = 0; row < rows; row++, x += rows << 4) {
    for (let a: usize = 0; a < half; a++) {
      const p = x + columnAt(withBit(a, bit, 0));
      const ar = load<f64>(p);
      const ai = load<f64>(p, 16);
      for (let b: usize = 0; b < half; b++, z += 16) {
        const q = x + columnAt(withBit(b, bit, 1));
        const br = load<f64>(q);
        const bi = load<f64>(q, 16);
        store<f64>(z, ar * br + ai * bi);
        store<f64>(z, ar * bi - ai * br, 8);
      }
    }
  }
}

/**
 * Adds scale (Im z, Re z) to an angle's tangent: -4 Re B and 4 Im B, with B = -i z. On more qubits than the stage has, B
 * stands beside their identity.
 */
function addTangent(processor: usize, angle: i32, z: usize, half: usize, scale: f64): void {
  const wide = sizeOf(circuitOf(processor)) >> 1;
  const tile = <usize>(angle / SIDE) * tangentLength(wide) * SIDE + <usize>(angle % SIDE);
  const table = load<usize>(processor, TANGENT_TABLE) + (tile << 3);
  for (let added: usize = 0; added < wide; added += half) {
    let from = z;
    for (let a = added; a < added + half; a++) {
      let to = table + ((2 * (a * wide + added) * SIDE) << 3);
      for (let b: usize = 0; b < half; b++, from += 16, to += 16 * SIDE) {
        store<f64>(to, load<f64>(to) + scale * load<f64>(from, 8));
        store<f64>(to, load<f64>(to, 8 * SIDE) + scale * load<f64>(from), 8 * SIDE);
      }
    }
  }
}

/** y of the chunk, and the coordinates of M. */
export function tangentsForward(processor: usize, slots: usize, ids: usize, lanes: i32): void {
  const circuit = circuitOf(processor);
  const size = sizeOf(circuit);
  const halves = load<i32>(circuit, CIRCUIT_HALVES);
  const copies: usize = (<usize>1) << (<usize>halves);
  const laneBytes = (<usize>lanes) << 3;
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  gather(load<usize>(processor, PROCESSOR_SOURCE), load<i32>(processor, PROCESSOR_SOURCE_COUNT), ids, lanes, chunk);
  const y = load<usize>(processor, TANGENT_STATES);
  const matrix = load<usize>(processor, PROCESSOR_MATRICES);
  for (let k: usize = 0; k < copies; k++) {
    multiplyLanes(matrix, chunk + k * size * 2 * laneBytes, y + k * 2 * laneBytes, size, laneBytes, copies);
  }
  const out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  writeCoordinates(y, out, size, halves, lanes, size >> 1);
}

/**
 * From the coordinates' adjoints to the Jacobian: writes dL/d(angle) of every lane to jacobian[angle * jacobianRow + lane],
 * angles counted as the plan counts them.
 */
export function tangentsBackward(
  processor: usize,
  adjoints: usize,
  lanes: i32,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const circuit = circuitOf(processor);
  const half = sizeOf(circuit) >> 1;
  const copies: usize = (<usize>1) << (<usize>load<i32>(circuit, CIRCUIT_HALVES));
  const laneBytes = (<usize>lanes) << 3;
  const row = 2 * laneBytes * copies;
  const y = load<usize>(processor, TANGENT_STATES);
  const w = load<usize>(processor, TANGENT_WEIGHTED);
  const seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * laneBytes;
  weightLanes(seeds, y + half * row, w, half, copies, laneBytes);
  const lambda = load<usize>(processor, TANGENT_SEEDS);
  outerLanes(y, w, lambda, half, copies, laneBytes);
  const count = load<i32>(processor, PROCESSOR_ANGLE_COUNT);
  const table = load<usize>(processor, TANGENT_TABLE);
  const line = (tangentLength(half) * SIDE) << 3;
  const start = jacobian + <usize>load<i32>(processor, PROCESSOR_ANGLE_START) * jacobianRow;
  for (let lane = 0; lane < lanes; lane += SIDE) {
    const from = lambda + <usize>(lane / SIDE) * line;
    for (let angle = 0; angle < count; angle += SIDE) {
      const to = start + <usize>angle * jacobianRow + ((<usize>lane) << 3);
      const tangents = table + <usize>(angle / SIDE) * line;
      scalarProducts(tangents, from, line, to, jacobianRow, min(count - angle, SIDE), lane + 2 < lanes);
    }
  }
}
