// Runs a compiled circuit forwards and backwards over states of 2^r rows.
//
// A row holds its columns in pairs, [re, re, im, im] each; columns are states that evolve side by side, so they fill
// the SIMD lanes and no gate touches them. A circuit is a list of passes. A pass takes four rows that differ
// in two bits, applies Hadamards on some of the two, multiplies each row by its entry of a diagonal, applies
// Hadamards again, and stores: one trip through memory for each diagonal.
//
// The backward run carries dL/d(psi): with lambda = 2 dL/d(conj psi), a diagonal exp(-i phi_j) has
// dL/d(phi_j) = sum over columns of Im(conj(lambda_j) psi_j) =: z_j, taken with both vectors behind the diagonal.
//
// A scaled term adds c theta x_l (-1)^(s.j) to phi_j, where x_l is the data angle of lane l. It is a data term whose
// coefficient c theta is written anew before every step; backwards its diagonal keeps z a lane, since
// dL/d(theta) = c sum over lanes of x_l sum_j (-1)^(s.j) z_jl.

import {
  PASS_BYTES,
  PASS_DIAGONAL,
  PASS_LANE_TABLE,
  SCALED_COEFFICIENT,
  SCALED_GRADIENT,
  SCALED_START,
  SCALED_WORDS,
  STAGE_ADJOINT,
  STAGE_BASE,
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
  STAGE_PHASE_OF,
  STAGE_PHASES,
  STAGE_ROW_BITS,
  STAGE_SCALED,
  STAGE_STATE,
  STAGE_TABLE,
  STAGE_TERM_ANGLE,
  STAGE_TERM_COEFFICIENT,
  STAGE_TERM_SLOT,
  STAGE_TERM_START,
  STAGE_TERMS,
  STAGE_Z,
} from './layout';
import {
  addTo,
  Behind,
  Full,
  isBehind,
  isFull,
  Partial,
  PerLane,
  passBackward,
  passForward,
  passHadamard,
  Shared,
} from './passes';
import { region } from './regions';
import { sinCos } from './trigonometry';
import { hadamardRows } from './walsh';

/** Bytes of a stage's state, as its work space is counted. */
export function stateSize(stage: usize): f64 {
  return <f64>load<i32>(stage, STAGE_COLUMNS) * <f64>((<i64>16) << (<i64>load<i32>(stage, STAGE_ROW_BITS)));
}

/** Gives the stage's state its place, and with `keep` the adjoint's. */
export function placeStates(stage: usize, keep: bool): void {
  region(stage, STAGE_STATE, stateSize(stage));
  if (keep) region(stage, STAGE_ADJOINT, stateSize(stage));
}

/** Gives the stage its tables, for so many lanes, and with `keep` the history: one state a pass with a diagonal. */
export function placeStage(stage: usize, lanes: i32, keep: bool): void {
  const rows = <f64>((<i64>1) << (<i64>load<i32>(stage, STAGE_ROW_BITS)));
  region(stage, STAGE_TABLE, 16 * rows * <f64>load<i32>(stage, STAGE_DIAGONALS));
  region(stage, STAGE_Z, 16 * rows * <f64>load<i32>(stage, STAGE_PHASES));
  const laneTables = <f64>load<i32>(stage, STAGE_LANE_TABLES);
  region(stage, STAGE_LANE_TABLE, 16 * rows * laneTables * <f64>lanes);
  if (keep) region(stage, STAGE_HISTORY, <f64>historyLength(stage) * stateSize(stage));
}

/** Number of states that the history holds: one a pass with a diagonal. */
function historyLength(stage: usize): i32 {
  const words = load<usize>(stage, STAGE_PASS_WORDS);
  let length = 0;
  for (let n = 0; n < load<i32>(stage, STAGE_PASSES); n++) {
    if (load<i32>(words + PASS_BYTES * n, PASS_DIAGONAL) >= 0) length++;
  }
  return length;
}

/**
 * Fills the stage's tables: phi = Walsh transform of the terms' spectrum, table = base * exp(-i phi).
 *
 * A term with coefficient c on the parity mask s adds c * angle to the spectrum at s, since the eigenvalues of a
 * Z-string are the characters (-1)^(s.k); controlled rotations and phases are sums of a few such strings.
 * Diagonals with the same terms share phi. Cost: r * 2^r additions and 2^r sines a phi.
 */
export function makeTables(stage: usize, angles: usize): void {
  const bits = load<i32>(stage, STAGE_ROW_BITS);
  const diagonals = <usize>load<i32>(stage, STAGE_DIAGONALS);
  const phases = load<i32>(stage, STAGE_PHASES);
  if (diagonals == 0) return;
  // z is free until the backward run: its first half holds phi and then its cosine, its second half the sine.
  const rows = (<usize>1) << (<usize>bits);
  const line = (<usize>phases) << 3;
  const bytes = rows * line;
  const cosine = load<usize>(stage, STAGE_Z);
  const sine = cosine + bytes;
  memory.fill(cosine, 0, bytes);
  const slots = load<usize>(stage, STAGE_TERM_SLOT);
  const which = load<usize>(stage, STAGE_TERM_ANGLE);
  const coefficients = load<usize>(stage, STAGE_TERM_COEFFICIENT);
  for (let t: usize = 0, n = <usize>load<i32>(stage, STAGE_TERMS); t < n; t++) {
    const p = cosine + ((<usize>load<i32>(slots + (t << 2))) << 3);
    const angle = load<f64>(angles + ((<usize>load<i32>(which + (t << 2))) << 3));
    store<f64>(p, load<f64>(p) + load<f64>(coefficients + (t << 3)) * angle);
  }
  hadamardRows(cosine, bits, phases);
  sinCos(cosine, sine, cosine, phases << bits);
  const phaseOf = load<usize>(stage, STAGE_PHASE_OF);
  const conjugate = f64x2.replace_lane(f64x2.splat(-1), 0, 1);
  let base = load<usize>(stage, STAGE_BASE);
  let table = load<usize>(stage, STAGE_TABLE);
  for (let row: usize = 0; row < rows; row++) {
    const c = cosine + row * line;
    const s = sine + row * line;
    for (let d: usize = 0; d < diagonals; d++) {
      const at = (<usize>load<i32>(phaseOf + (d << 2))) << 3;
      const b = v128.load(base);
      // (re, im) (cos - i sin) = (re cos + im sin, im cos - re sin)
      const turned = f64x2.mul(v128.shuffle<f64>(b, b, 1, 0), f64x2.mul(conjugate, v128.load64_splat(s + at)));
      v128.store(table, f64x2.add(f64x2.mul(b, v128.load64_splat(c + at)), turned));
      base += 16;
      table += 16;
    }
  }
}

/** Number of the stage's scaled terms. */
function scaledTerms(stage: usize): usize {
  const scaled = load<usize>(stage, STAGE_SCALED);
  if (scaled == 0) return 0;
  return <usize>load<i32>(load<usize>(scaled, SCALED_START) + ((<usize>load<i32>(stage, STAGE_LANE_TABLES)) << 2));
}

/** Writes the coefficients of the scaled terms: a parameter times a number each. */
export function scaleTerms(stage: usize, angles: usize): void {
  const scaled = load<usize>(stage, STAGE_SCALED);
  const coefficients = load<usize>(stage, STAGE_LANE_TERM_COEFFICIENT);
  for (let t: usize = 0, n = scaledTerms(stage); t < n; t++) {
    const word = load<usize>(scaled, SCALED_WORDS) + (t << 3);
    const angle = load<f64>(angles + ((<usize>load<i32>(word, 4)) << 3));
    const c = load<f64>(load<usize>(scaled, SCALED_COEFFICIENT) + (t << 3));
    store<f64>(coefficients + ((<usize>load<i32>(word)) << 3), c * angle);
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
  for (let n = load<i32>(stage, STAGE_PASSES); n > 0; n--, word += PASS_BYTES) {
    const diagonal = load<i32>(word, PASS_DIAGONAL);
    const laneTable = load<i32>(word, PASS_LANE_TABLE);
    if (diagonal < 0) {
      passHadamard(x, bytes, rowBytes, word);
      continue;
    }
    if (laneTable < 0) {
      const table = load<usize>(stage, STAGE_TABLE) + ((<usize>diagonal) << 4);
      if (isFull(word)) passForward<Shared, Full>(x, rows, rowBytes, word, table, 0, row, 0, h);
      else if (isBehind(word)) passForward<Shared, Behind>(x, rows, rowBytes, word, table, 0, row, 0, h);
      else passForward<Shared, Partial>(x, rows, rowBytes, word, table, 0, row, 0, h);
    } else {
      const table = load<usize>(stage, STAGE_LANE_TABLE) + <usize>laneTable * 2 * rows * lane;
      passForward<PerLane, Partial>(x, rows, rowBytes, word, table, rows * lane, lane, lane, h);
    }
    if (h) h += bytes;
  }
}

/**
 * Runs the stage backwards on its adjoint state, after a forward run that kept the history; adds z to the stage's z, and
 * what scaled terms give to the gradient to their sums. With jacobianRow set, each diagonal's share of the Jacobian is added
 * to jacobian[angle * jacobianRow + lane] instead.
 *
 * @param data - the chunk's data angles, as makeLaneTables takes them
 * @param laneZ - room for z a lane, f64 [rows][lanes]: of no use where there are neither scaled terms nor a Jacobian
 */
export function sweepBackward(
  stage: usize,
  lanes: i32,
  data: usize,
  laneZ: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const bits = load<i32>(stage, STAGE_ROW_BITS);
  const rows = (<usize>1) << (<usize>bits);
  const rowBytes = (<usize>load<i32>(stage, STAGE_COLUMNS)) << 4;
  const bytes = stateBytes(stage);
  const row = (<usize>load<i32>(stage, STAGE_DIAGONALS)) << 4;
  const zRow = (<usize>load<i32>(stage, STAGE_PHASES)) << 4;
  const phaseOf = load<usize>(stage, STAGE_PHASE_OF);
  const x = load<usize>(stage, STAGE_ADJOINT);
  const lane = (<usize>lanes) << 3;
  const passes = load<i32>(stage, STAGE_PASSES);
  const words = load<usize>(stage, STAGE_PASS_WORDS);
  let h = load<usize>(stage, STAGE_HISTORY) + <usize>historyLength(stage) * bytes;
  for (let n = passes - 1; n >= 0; n--) {
    const word = words + PASS_BYTES * n;
    const diagonal = load<i32>(word, PASS_DIAGONAL);
    const laneTable = load<i32>(word, PASS_LANE_TABLE);
    if (diagonal < 0) {
      passHadamard(x, bytes, rowBytes, word);
      continue;
    }
    h -= bytes;
    const phase = load<i32>(phaseOf + ((<usize>diagonal) << 2));
    const perLane = jacobianRow != 0 || isScaled(stage, laneTable);
    const shared = load<usize>(stage, STAGE_Z) + ((<usize>phase) << 4);
    const z = perLane ? laneZ : shared;
    if (perLane) memory.fill(laneZ, 0, rows * lane);
    if (laneTable < 0) {
      const table = load<usize>(stage, STAGE_TABLE) + ((<usize>diagonal) << 4);
      const full = isFull(word);
      const behind = isBehind(word);
      if (perLane) {
        if (full) passBackward<Shared, PerLane, Full>(x, rows, rowBytes, word, table, 0, row, lane, h, z, lane);
        else if (behind)
          passBackward<Shared, PerLane, Behind>(x, rows, rowBytes, word, table, 0, row, lane, h, z, lane);
        else passBackward<Shared, PerLane, Partial>(x, rows, rowBytes, word, table, 0, row, lane, h, z, lane);
      } else if (full) passBackward<Shared, Shared, Full>(x, rows, rowBytes, word, table, 0, row, 0, h, z, zRow);
      else if (behind) passBackward<Shared, Shared, Behind>(x, rows, rowBytes, word, table, 0, row, 0, h, z, zRow);
      else passBackward<Shared, Shared, Partial>(x, rows, rowBytes, word, table, 0, row, 0, h, z, zRow);
    } else {
      const table = load<usize>(stage, STAGE_LANE_TABLE) + <usize>laneTable * 2 * rows * lane;
      const plane = rows * lane;
      if (perLane)
        passBackward<PerLane, PerLane, Partial>(x, rows, rowBytes, word, table, plane, lane, lane, h, z, lane);
      else passBackward<PerLane, Shared, Partial>(x, rows, rowBytes, word, table, plane, lane, lane, h, z, zRow);
    }
    if (!perLane) continue;
    if (!jacobianRow) addLanes(laneZ, rows, lane, shared, zRow);
    hadamardRows(laneZ, bits, lanes);
    if (jacobianRow) addJacobian(stage, phase, laneZ, lane, jacobian, jacobianRow);
    if (isScaled(stage, laneTable)) addScaled(stage, laneTable, laneZ, lane, data, jacobian, jacobianRow);
  }
}

/** Whether the diagonal of a lane table, if there is one, holds scaled terms. */
function isScaled(stage: usize, laneTable: i32): bool {
  const scaled = load<usize>(stage, STAGE_SCALED);
  if (scaled == 0 || laneTable < 0) return false;
  const start = load<usize>(scaled, SCALED_START) + ((<usize>laneTable) << 2);
  return load<i32>(start, 4) > load<i32>(start);
}

/** Adds the sums over the even and the odd lanes of each row to z. */
function addLanes(laneZ: usize, rows: usize, laneBytes: usize, z: usize, zRow: usize): void {
  let p = laneZ;
  for (let row: usize = 0; row < rows; row++, z += zRow) {
    for (const end = p + laneBytes; p < end; p += 16) addTo(z, v128.load(p));
  }
}

/** Adds what a diagonal's scaled terms give, from the Walsh transform of its z a lane, to the Jacobian or to their sums. */
function addScaled(
  stage: usize,
  laneTable: i32,
  spectrum: usize,
  laneBytes: usize,
  data: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const scaled = load<usize>(stage, STAGE_SCALED);
  const starts = load<usize>(scaled, SCALED_START) + ((<usize>laneTable) << 2);
  const terms = load<usize>(stage, STAGE_LANE_TERM_WORDS);
  const last = <usize>load<i32>(starts, 4);
  for (let t = <usize>load<i32>(starts); t < last; t++) {
    const word = load<usize>(scaled, SCALED_WORDS) + (t << 3);
    const term = terms + ((<usize>load<i32>(word)) << 3);
    const from = spectrum + <usize>load<i32>(term) * laneBytes;
    const x = data + <usize>load<i32>(term, 4) * laneBytes;
    if (jacobianRow) {
      const to = jacobian + <usize>load<i32>(word, 4) * jacobianRow;
      const c = v128.load64_splat(load<usize>(scaled, SCALED_COEFFICIENT) + (t << 3));
      for (let l: usize = 0; l < laneBytes; l += 16) {
        addTo(to + l, f64x2.mul(c, f64x2.mul(v128.load(x + l), v128.load(from + l))));
      }
    } else {
      const to = load<usize>(scaled, SCALED_GRADIENT) + (t << 4);
      for (let l: usize = 0; l < laneBytes; l += 16) addTo(to, f64x2.mul(v128.load(x + l), v128.load(from + l)));
    }
  }
}

function addJacobian(
  stage: usize,
  phase: i32,
  spectrum: usize,
  laneBytes: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const phases = load<i32>(stage, STAGE_PHASES);
  const starts = load<usize>(stage, STAGE_TERM_START) + ((<usize>phase) << 2);
  const slots = load<usize>(stage, STAGE_TERM_SLOT);
  const which = load<usize>(stage, STAGE_TERM_ANGLE);
  const coefficients = load<usize>(stage, STAGE_TERM_COEFFICIENT);
  const last = <usize>load<i32>(starts, 4);
  for (let t = <usize>load<i32>(starts); t < last; t++) {
    const mask = <usize>((load<i32>(slots + (t << 2)) - phase) / phases);
    const from = spectrum + mask * laneBytes;
    const to = jacobian + <usize>load<i32>(which + (t << 2)) * jacobianRow;
    const c = v128.load64_splat(coefficients + (t << 3));
    for (let l: usize = 0; l < laneBytes; l += 16) addTo(to + l, f64x2.mul(c, v128.load(from + l)));
  }
}

/**
 * Adds the stage's gradient to gradient[angle], from z: the Walsh transform of z at each term's mask; and what the chunks
 * have summed up for the scaled terms.
 */
export function addGradient(stage: usize, gradient: usize): void {
  const z = load<usize>(stage, STAGE_Z);
  hadamardRows(z, load<i32>(stage, STAGE_ROW_BITS), 2 * load<i32>(stage, STAGE_PHASES));
  const slots = load<usize>(stage, STAGE_TERM_SLOT);
  const which = load<usize>(stage, STAGE_TERM_ANGLE);
  const coefficients = load<usize>(stage, STAGE_TERM_COEFFICIENT);
  for (let t: usize = 0, n = <usize>load<i32>(stage, STAGE_TERMS); t < n; t++) {
    const p = gradient + ((<usize>load<i32>(which + (t << 2))) << 3);
    const q = z + ((<usize>load<i32>(slots + (t << 2))) << 4);
    store<f64>(p, load<f64>(p) + load<f64>(coefficients + (t << 3)) * (load<f64>(q) + load<f64>(q, 8)));
  }
  const scaled = load<usize>(stage, STAGE_SCALED);
  for (let t: usize = 0, n = scaledTerms(stage); t < n; t++) {
    const angle = <usize>load<i32>(load<usize>(scaled, SCALED_WORDS) + (t << 3), 4);
    const p = gradient + (angle << 3);
    const q = load<usize>(scaled, SCALED_GRADIENT) + (t << 4);
    const c = load<f64>(load<usize>(scaled, SCALED_COEFFICIENT) + (t << 3));
    store<f64>(p, load<f64>(p) + c * (load<f64>(q) + load<f64>(q, 8)));
  }
}

/** Clears z, and the sums of scaled terms, before the first backward run of a step. */
export function clearZ(stage: usize): void {
  const count = (<usize>load<i32>(stage, STAGE_PHASES)) << (<usize>(load<i32>(stage, STAGE_ROW_BITS) + 4));
  memory.fill(load<usize>(stage, STAGE_Z), 0, count);
  const scaled = load<usize>(stage, STAGE_SCALED);
  if (scaled) memory.fill(load<usize>(scaled, SCALED_GRADIENT), 0, scaledTerms(stage) << 4);
}
