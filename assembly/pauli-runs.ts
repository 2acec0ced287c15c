// Runs: what happens to one qubit between two operations on several, as one matrix on its Pauli digit I, X, Y, Z.
//
// An observable's coefficients go backwards by y = K x, with K the transpose of the Pauli transfer matrix. K is the product
// of its factors: matrices that never change, and turns about Z by angles. What preserves the trace keeps I as it is: the
// first column of K is (1, 0, 0, 0), and 12 numbers are left: row I, then rows X, Y, Z, over the columns X, Y, Z.
//
// A matrix that all samples share is f64 [12]; one with data has a plane of lanes a number. A turn by a is
//     y_X = cos a x_X + sin a x_Y,    y_Y = cos a x_Y - sin a x_X,
// so that its derivative by a is itself with rows (Y, -X) in the place of (X, Y).

import {
  ANGLE_BYTES,
  ANGLE_END,
  ANGLE_FIRST,
  ANGLE_LANE,
  ANGLE_TRAINED,
  RUN_BYTES,
  RUN_END,
  RUN_FIRST,
  RUN_LANE,
  SWEEP_ANGLE_WORDS,
  SWEEP_ANGLES,
  SWEEP_FACTOR_WORDS,
  SWEEP_FIXED,
  SWEEP_LANE,
  SWEEP_LANE_MATRICES,
  SWEEP_MATRICES,
  SWEEP_RUN_WORDS,
  SWEEP_RUNS,
  SWEEP_SCRATCH,
  SWEEP_SHARED,
  SWEEP_TERM_COEFFICIENT,
  SWEEP_TERM_GRADIENT,
  SWEEP_TERM_WORDS,
} from './layout';
import { sinCos } from './trigonometry';

/** Numbers of a matrix. */
export const NUMBERS: usize = 12;

export function runAt(sweep: usize, n: i32): usize {
  return load<usize>(sweep, SWEEP_RUN_WORDS) + <usize>n * RUN_BYTES;
}

export function angleAt(sweep: usize, n: i32): usize {
  return load<usize>(sweep, SWEEP_ANGLE_WORDS) + <usize>n * ANGLE_BYTES;
}

/** Cosine (0) or sine (1) of an angle for the lanes at v. */
export function sineAt(sweep: usize, angle: i32, part: usize, v: usize, laneBytes: usize): v128 {
  const lane = load<i32>(angleAt(sweep, angle), ANGLE_LANE);
  if (lane >= 0) return v128.load(load<usize>(sweep, SWEEP_LANE) + (2 * <usize>lane + part) * laneBytes + v);
  const count = evenAngles(sweep);
  return v128.load64_splat(load<usize>(sweep, SWEEP_SHARED) + ((part * count + <usize>angle) << 3));
}

export function evenAngles(sweep: usize): usize {
  return (<usize>load<i32>(sweep, SWEEP_ANGLES) + 1) & ~1;
}

/** Cosines and sines of the angles without data. */
export function makeSharedAngles(sweep: usize, angles: usize): void {
  const count = evenAngles(sweep);
  if (count == 0) return;
  const cosines = load<usize>(sweep, SWEEP_SHARED);
  const sines = cosines + (count << 3);
  memory.fill(cosines, 0, count << 4);
  const coefficients = load<usize>(sweep, SWEEP_TERM_COEFFICIENT);
  const words = load<usize>(sweep, SWEEP_TERM_WORDS);
  for (let n = 0; n < load<i32>(sweep, SWEEP_ANGLES); n++) {
    const angle = angleAt(sweep, n);
    if (load<i32>(angle, ANGLE_LANE) >= 0) continue;
    let value = 0.0;
    for (let t = load<i32>(angle, ANGLE_FIRST); t < load<i32>(angle, ANGLE_END); t++) {
      const parameter = load<i32>(words + ((<usize>t) << 3));
      const coefficient = load<f64>(coefficients + ((<usize>t) << 3));
      value += parameter < 0 ? coefficient : coefficient * load<f64>(angles + ((<usize>parameter) << 3));
    }
    store<f64>(cosines + ((<usize>n) << 3), value);
  }
  sinCos(cosines, sines, cosines, <i32>count);
}

/** Cosines and sines of the angles with data, f64 [data angle][lanes] at chunk. */
export function makeLaneAngles(sweep: usize, angles: usize, chunk: usize, lanes: i32): void {
  const laneBytes = (<usize>lanes) << 3;
  const coefficients = load<usize>(sweep, SWEEP_TERM_COEFFICIENT);
  const words = load<usize>(sweep, SWEEP_TERM_WORDS);
  for (let n = 0; n < load<i32>(sweep, SWEEP_ANGLES); n++) {
    const angle = angleAt(sweep, n);
    const lane = load<i32>(angle, ANGLE_LANE);
    if (lane < 0) continue;
    const cosines = load<usize>(sweep, SWEEP_LANE) + 2 * <usize>lane * laneBytes;
    memory.fill(cosines, 0, laneBytes);
    for (let t = load<i32>(angle, ANGLE_FIRST); t < load<i32>(angle, ANGLE_END); t++) {
      const word = words + ((<usize>t) << 3);
      const parameter = load<i32>(word);
      const data = load<i32>(word, 4);
      let c = load<f64>(coefficients + ((<usize>t) << 3));
      if (parameter >= 0) c *= load<f64>(angles + ((<usize>parameter) << 3));
      const factor = f64x2.splat(c);
      const from = chunk + <usize>data * laneBytes;
      for (let v: usize = 0; v < laneBytes; v += 16) {
        const term = data < 0 ? factor : f64x2.mul(factor, v128.load(from + v));
        v128.store(cosines + v, f64x2.add(v128.load(cosines + v), term));
      }
    }
    sinCos(cosines, cosines + laneBytes, cosines, lanes);
  }
}

/** left = fixed left: `fixed` f64 [12], left v128 [12]. */
function multiplyFixed(fixed: usize, left: usize): void {
  for (let j: usize = 0; j < 48; j += 16) {
    const x = v128.load(left + j, 48);
    const y = v128.load(left + j, 96);
    const z = v128.load(left + j, 144);
    for (let i: usize = 0; i < 4; i++) {
      const row = fixed + i * 24;
      let sum = f64x2.mul(v128.load64_splat(row), x);
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(row, 8), y));
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(row, 16), z));
      const at = left + i * 48 + j;
      v128.store(at, i == 0 ? f64x2.add(v128.load(at), sum) : sum);
    }
  }
}

/** left = turn left. */
function multiplyTurn(c: v128, s: v128, left: usize): void {
  for (let j: usize = 0; j < 48; j += 16) {
    const x = v128.load(left + j, 48);
    const y = v128.load(left + j, 96);
    v128.store(left + j, f64x2.add(f64x2.mul(c, x), f64x2.mul(s, y)), 48);
    v128.store(left + j, f64x2.sub(f64x2.mul(c, y), f64x2.mul(s, x)), 96);
  }
}

function setIdentity(matrix: usize): void {
  memory.fill(matrix, 0, NUMBERS << 4);
  const one = f64x2.splat(1);
  v128.store(matrix, one, 48);
  v128.store(matrix, one, 112);
  v128.store(matrix, one, 176);
}

/**
 * Leaves the product of a run's factors for the lanes at v in the scratch and, behind it, for each turn from the right its
 * rows X and Y of the product from it on, where `trace` is set.
 */
function buildRun(sweep: usize, run: usize, v: usize, laneBytes: usize, trace: bool): void {
  const matrix = load<usize>(sweep, SWEEP_SCRATCH);
  const factors = load<usize>(sweep, SWEEP_FACTOR_WORDS);
  let kept = matrix + (NUMBERS << 4);
  setIdentity(matrix);
  for (let f = load<i32>(run, RUN_END) - 1; f >= load<i32>(run, RUN_FIRST); f--) {
    const word = factors + ((<usize>f) << 3);
    const angle = load<i32>(word);
    if (angle < 0) {
      multiplyFixed(load<usize>(sweep, SWEEP_FIXED) + <usize>load<i32>(word, 4) * (NUMBERS << 3), matrix);
      continue;
    }
    multiplyTurn(sineAt(sweep, angle, 0, v, laneBytes), sineAt(sweep, angle, 1, v, laneBytes), matrix);
    if (trace) {
      memory.copy(kept, matrix + 48, 96);
      kept += 96;
    }
  }
}

/** The matrices of the runs without data. */
export function makeSharedRuns(sweep: usize): void {
  const scratch = load<usize>(sweep, SWEEP_SCRATCH);
  for (let n = 0; n < load<i32>(sweep, SWEEP_RUNS); n++) {
    const run = runAt(sweep, n);
    if (load<i32>(run, RUN_LANE) >= 0) continue;
    buildRun(sweep, run, 0, 16, false);
    const to = load<usize>(sweep, SWEEP_MATRICES) + <usize>n * (NUMBERS << 3);
    for (let i: usize = 0; i < NUMBERS; i++) store<f64>(to + (i << 3), load<f64>(scratch + (i << 4)));
  }
}

/** Those of the runs with data, for a chunk. */
export function makeLaneRuns(sweep: usize, lanes: i32): void {
  const scratch = load<usize>(sweep, SWEEP_SCRATCH);
  const laneBytes = (<usize>lanes) << 3;
  for (let n = 0; n < load<i32>(sweep, SWEEP_RUNS); n++) {
    const run = runAt(sweep, n);
    const lane = load<i32>(run, RUN_LANE);
    if (lane < 0) continue;
    const to = load<usize>(sweep, SWEEP_LANE_MATRICES) + <usize>lane * NUMBERS * laneBytes;
    for (let v: usize = 0; v < laneBytes; v += 16) {
      buildRun(sweep, run, v, laneBytes, false);
      for (let i: usize = 0; i < NUMBERS; i++) v128.store(to + i * laneBytes + v, v128.load(scratch + (i << 4)));
    }
  }
}

/**
 * Adds the derivative by an angle, for two lanes, to its terms' sums or, with jacobianRow set, to the Jacobian's lanes at
 * v; `chunk` holds the data.
 */
export function addAngle(
  sweep: usize,
  number: i32,
  derivative: v128,
  chunk: usize,
  v: usize,
  laneBytes: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const angle = angleAt(sweep, number);
  const words = load<usize>(sweep, SWEEP_TERM_WORDS);
  const coefficients = load<usize>(sweep, SWEEP_TERM_COEFFICIENT);
  for (let t = <usize>load<i32>(angle, ANGLE_FIRST); t < <usize>load<i32>(angle, ANGLE_END); t++) {
    const parameter = load<i32>(words + (t << 3));
    if (parameter < 0) continue;
    const data = load<i32>(words + (t << 3), 4);
    let value = f64x2.mul(derivative, v128.load64_splat(coefficients + (t << 3)));
    if (data >= 0) value = f64x2.mul(value, v128.load(chunk + <usize>data * laneBytes + v));
    const at = jacobianRow
      ? jacobian + <usize>parameter * jacobianRow + v
      : load<usize>(sweep, SWEEP_TERM_GRADIENT) + (t << 4);
    v128.store(at, f64x2.add(v128.load(at), value));
  }
}

/** gradient = fixed^T gradient, of rows I to Z: the derivative by the product without its leftmost factor. */
function stripFixed(fixed: usize, gradient: usize): void {
  for (let j: usize = 0; j < 48; j += 16) {
    const g0 = v128.load(gradient + j);
    const g1 = v128.load(gradient + j, 48);
    const g2 = v128.load(gradient + j, 96);
    const g3 = v128.load(gradient + j, 144);
    for (let i: usize = 0; i < 3; i++) {
      const column = fixed + (i << 3);
      let sum = f64x2.mul(v128.load64_splat(column), g0);
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(column, 24), g1));
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(column, 48), g2));
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(column, 72), g3));
      v128.store(gradient + (i + 1) * 48 + j, sum);
    }
  }
}

/** gradient = turn^T gradient. */
function stripTurn(c: v128, s: v128, gradient: usize): void {
  for (let j: usize = 0; j < 48; j += 16) {
    const x = v128.load(gradient + j, 48);
    const y = v128.load(gradient + j, 96);
    v128.store(gradient + j, f64x2.sub(f64x2.mul(c, x), f64x2.mul(s, y)), 48);
    v128.store(gradient + j, f64x2.add(f64x2.mul(s, x), f64x2.mul(c, y)), 96);
  }
}

/**
 * From the derivative by a run's matrix, v128 [12], which is written over, for the lanes at v, to those by its angles.
 * Where the run has no data and its derivative is a sum, v is 0 and the data are none.
 */
export function runBackward(
  sweep: usize,
  run: usize,
  gradient: usize,
  chunk: usize,
  v: usize,
  laneBytes: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  buildRun(sweep, run, v, laneBytes, true);
  const factors = load<usize>(sweep, SWEEP_FACTOR_WORDS);
  const first = load<i32>(run, RUN_FIRST);
  const end = load<i32>(run, RUN_END);
  let kept = load<usize>(sweep, SWEEP_SCRATCH) + (NUMBERS << 4);
  for (let f = first; f < end; f++) if (load<i32>(factors + ((<usize>f) << 3)) >= 0) kept += 96;
  for (let f = first; f < end; f++) {
    const word = factors + ((<usize>f) << 3);
    const angle = load<i32>(word);
    if (angle < 0) {
      stripFixed(load<usize>(sweep, SWEEP_FIXED) + <usize>load<i32>(word, 4) * (NUMBERS << 3), gradient);
      continue;
    }
    kept -= 96;
    if (load<i32>(angleAt(sweep, angle), ANGLE_TRAINED)) {
      let sum = f64x2.splat(0);
      for (let j: usize = 0; j < 48; j += 16) {
        sum = f64x2.add(sum, f64x2.mul(v128.load(gradient + j, 48), v128.load(kept + j, 48)));
        sum = f64x2.sub(sum, f64x2.mul(v128.load(gradient + j, 96), v128.load(kept + j)));
      }
      addAngle(sweep, angle, sum, chunk, v, laneBytes, jacobian, jacobianRow);
    }
    stripTurn(sineAt(sweep, angle, 0, v, laneBytes), sineAt(sweep, angle, 1, v, laneBytes), gradient);
  }
}
