// Runs a compiled circuit forwards and backwards over states of 2^r rows.
//
// A row holds its columns in pairs, [re, re, im, im] each; columns are states that evolve side by side, so they fill
// the SIMD lanes and no gate touches them. A circuit is a list of passes. A pass takes four rows that differ
// in two bits, applies Hadamards on some of the two, multiplies each row by its entry of a diagonal, applies
// Hadamards again, and stores: one trip through memory for each diagonal.
//
// The backward run carries dL/d(psi): with lambda = 2 dL/d(conj psi), a diagonal exp(-i phi_j) has
// dL/d(phi_j) = sum over columns of Im(conj(lambda_j) psi_j) =: z_j, taken with both vectors behind the diagonal.

import { hadamardRows } from './hadamard';
import {
  PASS_WORDS,
  STAGE_ADJOINT,
  STAGE_BASE_IM,
  STAGE_BASE_RE,
  STAGE_COLUMNS,
  STAGE_DIAGONALS,
  STAGE_HISTORY,
  STAGE_LANE_DIAGONAL,
  STAGE_LANE_TABLE,
  STAGE_LANE_TABLES,
  STAGE_LANE_TERM_COEFFICIENT,
  STAGE_LANE_TERM_START,
  STAGE_LANE_TERM_WORDS,
  STAGE_PASS_WORDS,
  STAGE_PASSES,
  STAGE_ROW_BITS,
  STAGE_STATE,
  STAGE_TABLE,
  STAGE_TERM_ANGLE,
  STAGE_TERM_COEFFICIENT,
  STAGE_TERM_SLOT,
  STAGE_TERM_START,
  STAGE_TERMS,
  STAGE_Z,
} from './layout';
import { addTo, Full, isFull, Partial, PerLane, passBackward, passForward, passHadamard, Shared } from './passes';
import { sinCos } from './trigonometry';

/**
 * Fills the stage's tables: phi = Walsh transform of the terms' spectrum, table = base * exp(-i phi).
 *
 * A term with coefficient c on the parity mask s adds c * angle to the spectrum at s, since the eigenvalues of a
 * Z-string are the characters (-1)^(s.k); controlled rotations and phases are sums of a few such strings.
 * Cost: r * 2^r additions and 2^r sines a diagonal.
 */
export function makeTables(stage: usize, angles: usize): void {
  const bits = load<i32>(stage, STAGE_ROW_BITS);
  const diagonals = load<i32>(stage, STAGE_DIAGONALS);
  const table = load<usize>(stage, STAGE_TABLE);
  const count = diagonals << bits;
  const bytes = (<usize>count) << 3;
  if (count == 0) return;
  // The second half of the table holds phi and then its cosine, z its sine, until the first half is written over both.
  const re = table + bytes;
  const im = load<usize>(stage, STAGE_Z);
  memory.fill(re, 0, bytes);
  const slots = load<usize>(stage, STAGE_TERM_SLOT);
  const which = load<usize>(stage, STAGE_TERM_ANGLE);
  const coefficients = load<usize>(stage, STAGE_TERM_COEFFICIENT);
  for (let t: usize = 0, n = <usize>load<i32>(stage, STAGE_TERMS); t < n; t++) {
    const p = re + ((<usize>load<i32>(slots + (t << 2))) << 3);
    const angle = load<f64>(angles + ((<usize>load<i32>(which + (t << 2))) << 3));
    store<f64>(p, load<f64>(p) + load<f64>(coefficients + (t << 3)) * angle);
  }
  hadamardRows(re, bits, diagonals);
  sinCos(re, im, re, count);
  const baseRe = load<usize>(stage, STAGE_BASE_RE);
  const baseIm = load<usize>(stage, STAGE_BASE_IM);
  for (let i: usize = 0; i < bytes; i += 16) {
    const c = v128.load(re + i);
    const s = v128.load(im + i);
    const br = v128.load(baseRe + i);
    const bi = v128.load(baseIm + i);
    const x = f64x2.add(f64x2.mul(br, c), f64x2.mul(bi, s));
    const y = f64x2.sub(f64x2.mul(bi, c), f64x2.mul(br, s));
    v128.store(table + 2 * i, v128.shuffle<f64>(x, y, 0, 2));
    v128.store(table + 2 * i, v128.shuffle<f64>(x, y, 1, 3), 16);
  }
}

/**
 * Fills the tables of the diagonals that hold data, for the chunk's samples: the shared table times exp(-i phi) with
 * phi from the data angles, f64 [data angle][lanes] at `data`.
 */
export function makeLaneTables(stage: usize, data: usize, lanes: i32): void {
  const bits = load<i32>(stage, STAGE_ROW_BITS);
  const diagonals = <usize>load<i32>(stage, STAGE_DIAGONALS);
  const rows = (<usize>1) << (<usize>bits);
  const laneBytes = (<usize>lanes) << 3;
  const plane = rows * laneBytes;
  const words = load<usize>(stage, STAGE_LANE_TERM_WORDS);
  const coefficients = load<usize>(stage, STAGE_LANE_TERM_COEFFICIENT);
  const starts = load<usize>(stage, STAGE_LANE_TERM_START);
  const numbers = load<usize>(stage, STAGE_LANE_DIAGONAL);
  for (let table: usize = 0, n = <usize>load<i32>(stage, STAGE_LANE_TABLES); table < n; table++) {
    const re = load<usize>(stage, STAGE_LANE_TABLE) + table * 2 * plane;
    const im = re + plane;
    memory.fill(re, 0, plane);
    const last = <usize>load<i32>(starts + (table << 2), 4);
    for (let t = <usize>load<i32>(starts + (table << 2)); t < last; t++) {
      const row = re + <usize>load<i32>(words + (t << 3)) * laneBytes;
      const angle = data + <usize>load<i32>(words + (t << 3), 4) * laneBytes;
      const c = v128.load64_splat(coefficients + (t << 3));
      for (let l: usize = 0; l < laneBytes; l += 16) {
        v128.store(row + l, f64x2.add(v128.load(row + l), f64x2.mul(c, v128.load(angle + l))));
      }
    }
    hadamardRows(re, bits, lanes);
    sinCos(re, im, re, lanes << bits);
    const diagonal = <usize>load<i32>(numbers + (table << 2));
    for (let row: usize = 0; row < rows; row++) {
      const at = load<usize>(stage, STAGE_TABLE) + ((row * diagonals + diagonal) << 4);
      const br = v128.load64_splat(at);
      const bi = v128.load64_splat(at, 8);
      for (let l = row * laneBytes, end = l + laneBytes; l < end; l += 16) {
        const c = v128.load(re + l);
        const s = v128.load(im + l);
        v128.store(re + l, f64x2.add(f64x2.mul(br, c), f64x2.mul(bi, s)));
        v128.store(im + l, f64x2.sub(f64x2.mul(bi, c), f64x2.mul(br, s)));
      }
    }
  }
}

/** Bytes of a stage's state. */
export function stateBytes(stage: usize): usize {
  return (<usize>load<i32>(stage, STAGE_COLUMNS)) << (<usize>(load<i32>(stage, STAGE_ROW_BITS) + 4));
}

/** Runs the stage forwards on its state, keeping the history when the stage has one and keep is true. */
export function sweepForward(stage: usize, lanes: i32, keep: bool): void {
  const rows = (<usize>1) << (<usize>load<i32>(stage, STAGE_ROW_BITS));
  const rowBytes = (<usize>load<i32>(stage, STAGE_COLUMNS)) << 4;
  const bytes = stateBytes(stage);
  const row = (<usize>load<i32>(stage, STAGE_DIAGONALS)) << 4;
  const x = load<usize>(stage, STAGE_STATE);
  const lane = (<usize>lanes) << 3;
  let h = keep ? load<usize>(stage, STAGE_HISTORY) : 0;
  let word = load<usize>(stage, STAGE_PASS_WORDS);
  for (let n = load<i32>(stage, STAGE_PASSES); n > 0; n--, word += 4 * PASS_WORDS) {
    const diagonal = load<i32>(word, 16);
    const laneTable = load<i32>(word, 20);
    if (diagonal < 0) {
      passHadamard(x, bytes, rowBytes, word);
      continue;
    }
    if (laneTable < 0) {
      const table = load<usize>(stage, STAGE_TABLE) + ((<usize>diagonal) << 4);
      if (isFull(word)) passForward<Shared, Full>(x, rows, rowBytes, word, table, 0, row, 0, h);
      else passForward<Shared, Partial>(x, rows, rowBytes, word, table, 0, row, 0, h);
    } else {
      const table = load<usize>(stage, STAGE_LANE_TABLE) + <usize>laneTable * 2 * rows * lane;
      passForward<PerLane, Partial>(x, rows, rowBytes, word, table, rows * lane, lane, lane, h);
    }
    if (h) h += bytes;
  }
}

/**
 * Runs the stage backwards on its adjoint state, after a forward run that kept the history; adds z to the stage's z.
 * With laneZ set, z is kept a lane instead and each diagonal's share of the Jacobian is added to
 * jacobian[angle * jacobianRow + lane].
 */
export function sweepBackward(stage: usize, lanes: i32, laneZ: usize, jacobian: usize, jacobianRow: usize): void {
  const bits = load<i32>(stage, STAGE_ROW_BITS);
  const rows = (<usize>1) << (<usize>bits);
  const rowBytes = (<usize>load<i32>(stage, STAGE_COLUMNS)) << 4;
  const bytes = stateBytes(stage);
  const row = (<usize>load<i32>(stage, STAGE_DIAGONALS)) << 4;
  const zRow = row >> 1;
  const x = load<usize>(stage, STAGE_ADJOINT);
  const lane = (<usize>lanes) << 3;
  const passes = load<i32>(stage, STAGE_PASSES);
  const words = load<usize>(stage, STAGE_PASS_WORDS);
  let h = load<usize>(stage, STAGE_HISTORY);
  for (let n = 0; n < passes; n++) {
    if (load<i32>(words + 4 * PASS_WORDS * n, 16) >= 0) h += bytes;
  }
  for (let n = passes - 1; n >= 0; n--) {
    const word = words + 4 * PASS_WORDS * n;
    const diagonal = load<i32>(word, 16);
    const laneTable = load<i32>(word, 20);
    if (diagonal < 0) {
      passHadamard(x, bytes, rowBytes, word);
      continue;
    }
    h -= bytes;
    const z = laneZ ? laneZ : load<usize>(stage, STAGE_Z) + ((<usize>diagonal) << 3);
    if (laneZ) memory.fill(laneZ, 0, rows * lane);
    if (laneTable < 0) {
      const table = load<usize>(stage, STAGE_TABLE) + ((<usize>diagonal) << 4);
      const full = isFull(word);
      if (laneZ) {
        if (full) passBackward<Shared, PerLane, Full>(x, rows, rowBytes, word, table, 0, row, lane, h, z, lane);
        else passBackward<Shared, PerLane, Partial>(x, rows, rowBytes, word, table, 0, row, lane, h, z, lane);
      } else if (full) passBackward<Shared, Shared, Full>(x, rows, rowBytes, word, table, 0, row, 0, h, z, zRow);
      else passBackward<Shared, Shared, Partial>(x, rows, rowBytes, word, table, 0, row, 0, h, z, zRow);
    } else {
      const table = load<usize>(stage, STAGE_LANE_TABLE) + <usize>laneTable * 2 * rows * lane;
      const plane = rows * lane;
      if (laneZ) passBackward<PerLane, PerLane, Partial>(x, rows, rowBytes, word, table, plane, lane, lane, h, z, lane);
      else passBackward<PerLane, Shared, Partial>(x, rows, rowBytes, word, table, plane, lane, lane, h, z, zRow);
    }
    if (laneZ) {
      hadamardRows(laneZ, bits, lanes);
      addJacobian(stage, diagonal, laneZ, lane, jacobian, jacobianRow);
    }
  }
}

function addJacobian(
  stage: usize,
  diagonal: i32,
  spectrum: usize,
  laneBytes: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const diagonals = load<i32>(stage, STAGE_DIAGONALS);
  const starts = load<usize>(stage, STAGE_TERM_START) + ((<usize>diagonal) << 2);
  const slots = load<usize>(stage, STAGE_TERM_SLOT);
  const which = load<usize>(stage, STAGE_TERM_ANGLE);
  const coefficients = load<usize>(stage, STAGE_TERM_COEFFICIENT);
  const last = <usize>load<i32>(starts, 4);
  for (let t = <usize>load<i32>(starts); t < last; t++) {
    const mask = <usize>((load<i32>(slots + (t << 2)) - diagonal) / diagonals);
    const from = spectrum + mask * laneBytes;
    const to = jacobian + <usize>load<i32>(which + (t << 2)) * jacobianRow;
    const c = v128.load64_splat(coefficients + (t << 3));
    for (let l: usize = 0; l < laneBytes; l += 16) addTo(to + l, f64x2.mul(c, v128.load(from + l)));
  }
}

/** Adds the stage's gradient to gradient[angle], from z: the Walsh transform of z at each term's mask. */
export function addGradient(stage: usize, gradient: usize): void {
  const diagonals = load<i32>(stage, STAGE_DIAGONALS);
  if (diagonals == 0) return;
  const z = load<usize>(stage, STAGE_Z);
  hadamardRows(z, load<i32>(stage, STAGE_ROW_BITS), diagonals);
  const slots = load<usize>(stage, STAGE_TERM_SLOT);
  const which = load<usize>(stage, STAGE_TERM_ANGLE);
  const coefficients = load<usize>(stage, STAGE_TERM_COEFFICIENT);
  for (let t: usize = 0, n = <usize>load<i32>(stage, STAGE_TERMS); t < n; t++) {
    const p = gradient + ((<usize>load<i32>(which + (t << 2))) << 3);
    const value = load<f64>(z + ((<usize>load<i32>(slots + (t << 2))) << 3));
    store<f64>(p, load<f64>(p) + load<f64>(coefficients + (t << 3)) * value);
  }
}

/** Clears z before the first backward run of a step. */
export function clearZ(stage: usize): void {
  const count = (<usize>load<i32>(stage, STAGE_DIAGONALS)) << (<usize>(load<i32>(stage, STAGE_ROW_BITS) + 3));
  memory.fill(load<usize>(stage, STAGE_Z), 0, count);
}
