// The readout's Z backwards through a circuit with noise, as a real vector over Pauli strings, and the gradient.
//
//   vector   f64 [string][lanes]
//
// A string's digits I, X, Y, Z = 0..3 are those of the qubits in the order in which the readout meets them, the first one
// lowest: a qubit that it has not met yet has I, so that the vector is so much shorter. Channels have no inverse, so every
// operation that does not work in place leaves its result beside what it read. Rotations of pairs of strings work in place
// and are undone on the way back. Where a history would be too long it is cut in segments that share their place: each is
// run once more from its start, which is kept, before it is run backwards.

import {
  ANGLE_TRAINED,
  OPERATION_BACK,
  OPERATION_BACK_FACTORS,
  OPERATION_BEFORE,
  OPERATION_BRANCH,
  OPERATION_BYTES,
  OPERATION_COUNT,
  OPERATION_FACTORS,
  OPERATION_IN,
  OPERATION_KIND,
  OPERATION_NUMBER,
  OPERATION_OUT,
  OPERATION_PARITY,
  OPERATION_PERMUTATION,
  OPERATION_STRIDE,
  OPERATION_STRINGS,
  OPERATION_TABLE,
  OPERATION_TURN,
  RUN_AFFINE,
  RUN_LANE,
  RUN_TRAINED,
  SWEEP_ADJOINT,
  SWEEP_HISTORY,
  SWEEP_HISTORY_STRINGS,
  SWEEP_LANE,
  SWEEP_LANE_ANGLES,
  SWEEP_LANE_MATRICES,
  SWEEP_LANE_RUNS,
  SWEEP_LONGEST,
  SWEEP_MATRICES,
  SWEEP_MATRIX_GRADIENT,
  SWEEP_MOST_STRINGS,
  SWEEP_OPERATION_WORDS,
  SWEEP_PRODUCTS,
  SWEEP_RUNS,
  SWEEP_SCRATCH,
  SWEEP_SEGMENT_STARTS,
  SWEEP_SEGMENTS,
  SWEEP_SHARED,
  SWEEP_TERM_GRADIENT,
  SWEEP_TERM_WORDS,
  SWEEP_TERMS,
  SWEEP_UNDOES,
  SWEEP_WORK,
} from './layout';
import { PerLane, Shared } from './passes';
import {
  branch,
  branchGradient,
  pairsGradient,
  permute,
  rotatePairs,
  turn,
  turnGradient,
  turnTransposed,
} from './pauli-operations';
import {
  addAngle,
  angleAt,
  evenAngles,
  makeLaneAngles,
  makeLaneRuns,
  makeSharedAngles,
  makeSharedRuns,
  NUMBERS,
  runAt,
  runBackward,
  sineAt,
} from './pauli-runs';
import { region } from './regions';

/** Gives a sweep its work space; without `keep` nothing runs backwards. */
export function placeSweep(sweep: usize, lanes: i32, keep: bool): void {
  placeTransposes(sweep, lanes, keep);

  const lane = 8 * <f64>lanes;
  const history = <f64>load<i32>(sweep, SWEEP_HISTORY_STRINGS) * <f64>load<i32>(sweep, SWEEP_PRODUCTS);
  region(sweep, SWEEP_HISTORY, lane * history);
  if (!keep) return;
  const most = <f64>load<i32>(sweep, SWEEP_MOST_STRINGS);
  if (load<i32>(sweep, SWEEP_UNDOES)) region(sweep, SWEEP_WORK, most * lane);
  region(sweep, SWEEP_MATRIX_GRADIENT, 192 * <f64>load<i32>(sweep, SWEEP_RUNS));
  region(sweep, SWEEP_TERM_GRADIENT, 16 * <f64>load<i32>(sweep, SWEEP_TERMS));
}

/** The same for a sweep of which vectors alone run backwards, where `adjoint` is set, or nothing does. */
export function placeTransposes(sweep: usize, lanes: i32, adjoint: bool): void {
  const lane = 8 * <f64>lanes;
  region(sweep, SWEEP_SHARED, 16 * <f64>evenAngles(sweep));
  region(sweep, SWEEP_LANE, 2 * lane * <f64>load<i32>(sweep, SWEEP_LANE_ANGLES));
  region(sweep, SWEEP_MATRICES, 96 * <f64>load<i32>(sweep, SWEEP_RUNS));
  region(sweep, SWEEP_LANE_MATRICES, 12 * lane * <f64>load<i32>(sweep, SWEEP_LANE_RUNS));
  region(sweep, SWEEP_SCRATCH, 16 * (24 + 6 * <f64>load<i32>(sweep, SWEEP_LONGEST)));
  if (adjoint) region(sweep, SWEEP_ADJOINT, 2 * <f64>load<i32>(sweep, SWEEP_MOST_STRINGS) * lane);
}

/** What depends on the angles alone; with `keep` the sums of the gradient are cleared. */
export function sweepStart(sweep: usize, angles: usize, keep: bool): void {
  makeSharedAngles(sweep, angles);
  makeSharedRuns(sweep);
  if (!keep) return;
  memory.fill(load<usize>(sweep, SWEEP_MATRIX_GRADIENT), 0, 192 * <usize>load<i32>(sweep, SWEEP_RUNS));
  memory.fill(load<usize>(sweep, SWEEP_TERM_GRADIENT), 0, (<usize>load<i32>(sweep, SWEEP_TERMS)) << 4);
}

/** What depends on the chunk's data, f64 [data angle][lanes]. */
export function sweepChunk(sweep: usize, angles: usize, chunk: usize, lanes: i32): void {
  makeLaneAngles(sweep, angles, chunk, lanes);
  makeLaneRuns(sweep, lanes);
}

function operationAt(sweep: usize, n: i32): usize {
  return load<usize>(sweep, SWEEP_OPERATION_WORDS) + <usize>n * OPERATION_BYTES;
}

function segmentStart(sweep: usize, n: i32): i32 {
  return load<i32>(load<usize>(sweep, SWEEP_SEGMENT_STARTS) + ((<usize>n) << 2));
}

/** Where the history of a product of readouts begins: its first vector is that in front of the first operation. */
export function historyOf(sweep: usize, product: i32, lanes: i32): usize {
  const bytes = <usize>load<i32>(sweep, SWEEP_HISTORY_STRINGS) * ((<usize>lanes) << 3);
  return load<usize>(sweep, SWEEP_HISTORY) + <usize>product * bytes;
}

/** The matrix of an operation's run: of all samples, or in planes of lanes. */
function matrixOf(sweep: usize, operation: usize, laneBytes: usize): usize {
  const number = load<i32>(operation, OPERATION_NUMBER);
  const lane = load<i32>(runAt(sweep, number), RUN_LANE);
  return lane < 0
    ? load<usize>(sweep, SWEEP_MATRICES) + <usize>number * (NUMBERS << 3)
    : load<usize>(sweep, SWEEP_LANE_MATRICES) + <usize>lane * NUMBERS * laneBytes;
}

function hasData(sweep: usize, operation: usize): bool {
  return load<i32>(runAt(sweep, load<i32>(operation, OPERATION_NUMBER)), RUN_LANE) >= 0;
}

function rotate(sweep: usize, operation: usize, x: usize, laneBytes: usize, back: bool): void {
  const angle = load<i32>(operation, OPERATION_NUMBER);
  const pairs = load<usize>(operation, OPERATION_TABLE);
  const count = load<i32>(operation, OPERATION_COUNT);
  for (let v: usize = 0; v < laneBytes; v += 16) {
    const c = sineAt(sweep, angle, 0, v, laneBytes);
    let s = sineAt(sweep, angle, 1, v, laneBytes);
    if (back) s = f64x2.neg(s);
    rotatePairs(x, pairs, count, c, s, v, laneBytes);
  }
}

function runBranch(sweep: usize, operation: usize, x: usize, strings: usize, laneBytes: usize, transposed: bool): void {
  const stride = <usize>load<i32>(operation, OPERATION_STRIDE);
  const k = matrixOf(sweep, operation, laneBytes);
  const conditions = load<usize>(operation, OPERATION_TABLE);
  const count = load<i32>(operation, OPERATION_COUNT);
  const scratch = load<usize>(sweep, SWEEP_SCRATCH);
  const own = hasData(sweep, operation);
  for (let v: usize = 0; v < laneBytes; v += 16) {
    if (own) branch<PerLane>(x, strings, stride, k, conditions, count, v, laneBytes, transposed, scratch);
    else branch<Shared>(x, strings, stride, k, conditions, count, v, laneBytes, transposed, scratch);
  }
}

/** Operations from `first` up to `end`. */
function runForward(sweep: usize, history: usize, first: i32, end: i32, laneBytes: usize): void {
  for (let n = first; n < end; n++) {
    const operation = operationAt(sweep, n);
    const x = history + <usize>load<i32>(operation, OPERATION_IN) * laneBytes;
    const y = history + <usize>load<i32>(operation, OPERATION_OUT) * laneBytes;
    const before = <usize>load<i32>(operation, OPERATION_BEFORE);
    const strings = <usize>load<i32>(operation, OPERATION_STRINGS);
    switch (load<i32>(operation, OPERATION_KIND)) {
      case OPERATION_TURN: {
        const stride = <usize>load<i32>(operation, OPERATION_STRIDE);
        const k = matrixOf(sweep, operation, laneBytes);
        const affine = load<i32>(runAt(sweep, load<i32>(operation, OPERATION_NUMBER)), RUN_AFFINE) != 0;
        if (hasData(sweep, operation)) turn<PerLane>(x, y, strings, stride, k, laneBytes, affine);
        else turn<Shared>(x, y, strings, stride, k, laneBytes, affine);
        break;
      }
      case OPERATION_PARITY:
        if (x != y) memory.copy(y, x, before * laneBytes);
        memory.fill(y + before * laneBytes, 0, (strings - before) * laneBytes);
        rotate(sweep, operation, y, laneBytes, false);
        break;
      case OPERATION_PERMUTATION: {
        const factors = load<usize>(operation, OPERATION_FACTORS);
        permute(x, y, load<usize>(operation, OPERATION_TABLE), factors, strings, laneBytes);
        break;
      }
      case OPERATION_BRANCH:
        // Behind this, what it read is as long as what it makes.
        memory.fill(x + before * laneBytes, 0, (strings - before) * laneBytes);
        memory.copy(y, x, strings * laneBytes);
        runBranch(sweep, operation, y, strings, laneBytes, false);
        break;
    }
  }
}

/** All operations, from the vector at the beginning of the product's history. */
export function sweepForward(sweep: usize, product: i32, lanes: i32): void {
  const end = segmentStart(sweep, load<i32>(sweep, SWEEP_SEGMENTS));
  runForward(sweep, historyOf(sweep, product, lanes), 0, end, (<usize>lanes) << 3);
}

/** Where the derivative by a run's matrix is summed up, a clear one for every two lanes of a Jacobian. */
function gradientScratch(sweep: usize): usize {
  return load<usize>(sweep, SWEEP_SCRATCH) + ((NUMBERS + 6 * <usize>load<i32>(sweep, SWEEP_LONGEST)) << 4);
}

/** The derivative by an operation's run: to the sums, or to its angles at once where it is the lanes' own. */
function differentiateRun(
  sweep: usize,
  operation: usize,
  x: usize,
  adjoint: usize,
  laneBytes: usize,
  chunk: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const number = load<i32>(operation, OPERATION_NUMBER);
  const run = runAt(sweep, number);
  const strings = <usize>load<i32>(operation, OPERATION_STRINGS);
  const stride = <usize>load<i32>(operation, OPERATION_STRIDE);
  const isBranch = load<i32>(operation, OPERATION_KIND) == OPERATION_BRANCH;
  const affine = load<i32>(run, RUN_AFFINE) != 0;
  const isSum = jacobianRow == 0 && load<i32>(run, RUN_LANE) < 0;
  const out = isSum
    ? load<usize>(sweep, SWEEP_MATRIX_GRADIENT) + <usize>number * (NUMBERS << 4)
    : gradientScratch(sweep);
  for (let v: usize = 0; v < laneBytes; v += 16) {
    if (!isSum) memory.fill(out, 0, NUMBERS << 4);
    if (isBranch) {
      const conditions = load<usize>(operation, OPERATION_TABLE);
      const count = load<i32>(operation, OPERATION_COUNT);
      const scratch = load<usize>(sweep, SWEEP_SCRATCH);
      branchGradient(x, adjoint, strings, stride, conditions, count, v, laneBytes, scratch, out);
    } else turnGradient(x, adjoint, strings, stride, laneBytes, v, affine, out);
    if (!isSum) runBackward(sweep, run, out, chunk, v, laneBytes, jacobian, jacobianRow);
  }
}

function isTrained(sweep: usize, operation: usize): bool {
  const number = load<i32>(operation, OPERATION_NUMBER);
  return load<i32>(operation, OPERATION_KIND) == OPERATION_PARITY
    ? load<i32>(angleAt(sweep, number), ANGLE_TRAINED) != 0
    : load<i32>(runAt(sweep, number), RUN_TRAINED) != 0;
}

/** The derivative by the angle of rotated pairs, from the vector behind them. */
function differentiatePairs(
  sweep: usize,
  operation: usize,
  y: usize,
  adjoint: usize,
  laneBytes: usize,
  chunk: usize,
  jacobian: usize,
  jacobianRow: usize,
): void {
  const pairs = load<usize>(operation, OPERATION_TABLE);
  const count = load<i32>(operation, OPERATION_COUNT);
  const number = load<i32>(operation, OPERATION_NUMBER);
  for (let v: usize = 0; v < laneBytes; v += 16) {
    const derivative = pairsGradient(y, adjoint, pairs, count, v, laneBytes);
    addAngle(sweep, number, derivative, chunk, v, laneBytes, jacobian, jacobianRow);
  }
}

/**
 * The transposes of all operations, on the adjoint of the vector behind the last one, f64 [strings][lanes] at SWEEP_ADJOINT;
 * returns where that of the vector in front of the first one then stands. With `trained` the gradient goes to the sums or, with
 * jacobianRow set, a lane each to the Jacobian; without, nothing but the adjoint is made and nothing is read of a history.
 *
 * @param chunk - the data, f64 [data angle][lanes]
 */
export function sweepBackward(
  sweep: usize,
  product: i32,
  lanes: i32,
  trained: bool,
  chunk: usize,
  jacobian: usize,
  jacobianRow: usize,
): usize {
  const laneBytes = (<usize>lanes) << 3;
  const history = historyOf(sweep, product, lanes);
  const work = load<usize>(sweep, SWEEP_WORK);
  let adjoint = load<usize>(sweep, SWEEP_ADJOINT);
  let other = adjoint + <usize>load<i32>(sweep, SWEEP_MOST_STRINGS) * laneBytes;
  const last = load<i32>(sweep, SWEEP_SEGMENTS) - 1;
  for (let segment = last; segment >= 0; segment--) {
    const first = segmentStart(sweep, segment);
    const end = segmentStart(sweep, segment + 1);
    // The last one's history still stands behind a run forwards; but a Jacobian runs backwards from there several times.
    if (trained && (segment < last || (jacobianRow != 0 && last > 0))) {
      runForward(sweep, history, first, end, laneBytes);
    }
    // Pairs that are undone are undone on a copy: another run backwards may come.
    let copied = false;
    for (let n = end - 1; n >= first; n--) {
      const operation = operationAt(sweep, n);
      const strings = <usize>load<i32>(operation, OPERATION_STRINGS);
      const kind = load<i32>(operation, OPERATION_KIND);
      const x = history + <usize>load<i32>(operation, OPERATION_IN) * laneBytes;
      if (kind == OPERATION_PARITY) {
        if (trained) {
          const behind = history + <usize>load<i32>(operation, OPERATION_OUT) * laneBytes;
          let y = copied ? work : behind;
          if (isTrained(sweep, operation)) {
            differentiatePairs(sweep, operation, y, adjoint, laneBytes, chunk, jacobian, jacobianRow);
          }
          // Another one in front works on the same vector.
          if (n > first && load<i32>(operationAt(sweep, n - 1), OPERATION_KIND) == OPERATION_PARITY) {
            if (!copied) memory.copy(work, behind, strings * laneBytes);
            copied = true;
            y = work;
            rotate(sweep, operation, y, laneBytes, true);
          }
        }
        rotate(sweep, operation, adjoint, laneBytes, true);
        continue;
      }
      copied = false;
      if (kind == OPERATION_PERMUTATION) {
        const back = load<usize>(operation, OPERATION_BACK);
        const factors = load<usize>(operation, OPERATION_BACK_FACTORS);
        permute(adjoint, other, back, factors, <usize>load<i32>(operation, OPERATION_BEFORE), laneBytes);
        const swapped = adjoint;
        adjoint = other;
        other = swapped;
        continue;
      }
      if (trained && isTrained(sweep, operation)) {
        differentiateRun(sweep, operation, x, adjoint, laneBytes, chunk, jacobian, jacobianRow);
      }
      if (kind == OPERATION_BRANCH) {
        runBranch(sweep, operation, adjoint, strings, laneBytes, true);
        continue;
      }
      const stride = <usize>load<i32>(operation, OPERATION_STRIDE);
      const k = matrixOf(sweep, operation, laneBytes);
      const affine = load<i32>(runAt(sweep, load<i32>(operation, OPERATION_NUMBER)), RUN_AFFINE) != 0;
      if (hasData(sweep, operation)) turnTransposed<PerLane>(adjoint, strings, stride, k, laneBytes, affine);
      else turnTransposed<Shared>(adjoint, strings, stride, k, laneBytes, affine);
    }
  }
  return adjoint;
}

/** Adds the gradient of all chunks. */
export function sweepFinish(sweep: usize, gradient: usize): void {
  const sums = load<usize>(sweep, SWEEP_MATRIX_GRADIENT);
  for (let n = 0; n < load<i32>(sweep, SWEEP_RUNS); n++) {
    const run = runAt(sweep, n);
    if (load<i32>(run, RUN_LANE) >= 0 || !load<i32>(run, RUN_TRAINED)) continue;
    runBackward(sweep, run, sums + <usize>n * (NUMBERS << 4), 0, 0, 16, 0, 0);
  }
  const terms = load<usize>(sweep, SWEEP_TERM_GRADIENT);
  const words = load<usize>(sweep, SWEEP_TERM_WORDS);
  for (let t: usize = 0; t < <usize>load<i32>(sweep, SWEEP_TERMS); t++) {
    const parameter = load<i32>(words + (t << 3));
    if (parameter < 0) continue;
    const at = gradient + ((<usize>parameter) << 3);
    const sum = terms + (t << 4);
    store<f64>(at, load<f64>(at) + (load<f64>(sum) + load<f64>(sum, 8)));
  }
}
