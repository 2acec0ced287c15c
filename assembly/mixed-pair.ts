// Two processors with mixing and Bell-m on m qubits at fidelity 1, taken together: <Z Z> from the joint amplitudes.
//
// Behind mixing and embedding the two hold Psi = diag(p) W diag(q) with phases p and q of the sample and
//     W = 2^(-m/2) sum over k of g_k h_k^T,
// g_k and h_k being the mixed columns of the left and the right one. Both reduced states are maximally mixed, so
// <Z_i> = 0 and <Z Z> = 4 P(1, 1) - 1. With V and U the columns of the two readouts,
//     t_rj = sum_i E_rji p_i,  E_rji = conj(V_ir) W_ij,    a_rj = t_rj q_j,    c_rs = sum_j conj(U_js) a_rj,
// P(1, 1) is the sum of |c_rs|^2. E is made once a step, and its gradient is carried on to V and W once a step.
// Cost a sample: 3/4 8^m complex multiply-adds forwards, 8^m backwards.
//
// The processor's matrices are E_r, [j][i], its tiles [r][i][j] those of E, its work a, c, then one more column of a. The
// pair's own matrices are U^+ and U, its tiles [j][s] those of U.

import { circuitOf } from './descriptors';
import {
  PAIR_CHUNK,
  PAIR_CIRCUIT,
  PAIR_GRADIENT,
  PAIR_MATRICES,
  PAIR_MATRIX,
  PAIR_SOURCE,
  PAIR_SOURCE_COUNT,
  PAIR_TILES,
  PROCESSOR_CHUNK,
  PROCESSOR_MATRICES,
  PROCESSOR_SLOT,
  PROCESSOR_TILES,
  PROCESSOR_WORK,
  STAGE_ADJOINT,
  STAGE_STATE,
} from './layout';
import { finishMixing, mixedAdjointOf, mixedOf, placeMixing, startMixing } from './mixing';
import { columnAt, lastStage, makeReadout, observableBytes, placeReadout, readoutBackward, sizeOf } from './observable';
import { addOuter, matrixBytes, multiply, setEntry, tileAt, tileSum, tilesBytes } from './products';
import { region } from './regions';
import { gatherChunk, gatherProcessor, placeChunk } from './samples';
import { LANE_BYTES, PLANE_BYTES, ROW_BYTES } from './tiles';

function rightOf(pair: usize): usize {
  return load<usize>(pair, PAIR_CIRCUIT);
}

function readoutOf(circuit: usize): usize {
  return load<usize>(lastStage(circuit), STAGE_STATE);
}

/** Gives the pair its work space. */
export function placeMixedPair(pair: usize, keep: bool): void {
  const left = circuitOf(pair);
  const right = rightOf(pair);
  placeReadout(left, keep);
  placeReadout(right, keep);
  placeMixing(left, keep);
  placeMixing(right, keep);
  placeChunk(pair);
  region(pair, PAIR_CHUNK, <f64>load<i32>(pair, PAIR_SOURCE_COUNT) * <f64>PLANE_BYTES);
  region(pair, PAIR_MATRIX, observableBytes(left));
  if (keep) region(pair, PAIR_GRADIENT, observableBytes(left));
  const size = <f64>sizeOf(left);
  const half = size / 2;
  region(pair, PROCESSOR_MATRICES, half * matrixBytes<f64>(size, size));
  region(pair, PAIR_MATRICES, 2 * matrixBytes<f64>(half, size));
  if (keep) region(pair, PROCESSOR_TILES, half * tilesBytes<f64>(size, size));
  if (keep) region(pair, PAIR_TILES, tilesBytes<f64>(size, half));
  region(pair, PROCESSOR_WORK, (half * size + half * half + size) * <f64>ROW_BYTES);
}

/** W, E, U^+ and U; clears the tiles with `keep`. */
export function mixedPairStart(pair: usize, angles: usize, keep: bool): void {
  const left = circuitOf(pair);
  const right = rightOf(pair);
  makeReadout(left, angles, keep);
  startMixing(left, angles, keep);
  makeReadout(right, angles, keep);
  startMixing(right, angles, keep);
  const size = sizeOf(left);
  const half = size >> 1;
  makeJoint(pair, size);
  const w = load<usize>(pair, PAIR_MATRIX);
  const v = readoutOf(left);
  const e = load<usize>(pair, PROCESSOR_MATRICES);
  for (let r: usize = 0; r < half; r++) {
    const matrix = e + r * matrixBytes<usize>(size, size);
    for (let i: usize = 0; i < size; i++) {
      const at = v + i * (half << 4) + columnAt(r);
      const vr = load<f64>(at);
      const vi = load<f64>(at, 16);
      for (let j: usize = 0; j < size; j++) {
        const wr = load<f64>(w + ((i * size + j) << 4));
        const wi = load<f64>(w + ((i * size + j) << 4), 8);
        setEntry(matrix, size, j, i, vr * wr + vi * wi, vr * wi - vi * wr);
      }
    }
  }
  const u = readoutOf(right);
  const adjoint = load<usize>(pair, PAIR_MATRICES);
  const plain = adjoint + matrixBytes<usize>(half, size);
  for (let j: usize = 0; j < size; j++) {
    for (let s: usize = 0; s < half; s++) {
      const at = u + j * (half << 4) + columnAt(s);
      const re = load<f64>(at);
      const im = load<f64>(at, 16);
      setEntry(adjoint, size, s, j, re, -im);
      setEntry(plain, half, j, s, re, im);
    }
  }
  if (!keep) return;
  memory.fill(load<usize>(pair, PROCESSOR_TILES), 0, half * tilesBytes<usize>(size, size));
  memory.fill(load<usize>(pair, PAIR_TILES), 0, tilesBytes<usize>(size, half));
}

/** The length that the sum over k has. */
function jointScale(size: usize): f64 {
  return sqrt<f64>(1.0 / <f64>size);
}

/** W. */
function makeJoint(pair: usize, size: usize): void {
  const g = mixedOf(circuitOf(pair));
  const h = mixedOf(rightOf(pair));
  const scale = jointScale(size);
  let w = load<usize>(pair, PAIR_MATRIX);
  for (let i: usize = 0; i < size; i++) {
    for (let j: usize = 0; j < size; j++, w += 16) {
      let re = 0.0;
      let im = 0.0;
      for (let k: usize = 0; k < size; k++) {
        const p = g + i * (size << 4) + columnAt(k);
        const q = h + j * (size << 4) + columnAt(k);
        re += load<f64>(p) * load<f64>(q) - load<f64>(p, 16) * load<f64>(q, 16);
        im += load<f64>(p) * load<f64>(q, 16) + load<f64>(p, 16) * load<f64>(q);
      }
      store<f64>(w, scale * re);
      store<f64>(w, scale * im, 8);
    }
  }
}

/** a *= q, or conj(q), for so many entries of the chunk. */
function multiplyPhases(a: usize, q: usize, entries: usize, conjugate: bool): void {
  const sign = f64x2.splat(conjugate ? -1 : 1);
  for (const end = a + entries * ROW_BYTES; a < end; a += ROW_BYTES, q += ROW_BYTES) {
    for (let v: usize = 0; v < LANE_BYTES; v += 16) {
      const ar = v128.load(a + v);
      const ai = v128.load(a + v, PLANE_BYTES);
      const qr = v128.load(q + v);
      const qi = f64x2.mul(sign, v128.load(q + v, PLANE_BYTES));
      v128.store(a + v, f64x2.sub(f64x2.mul(ar, qr), f64x2.mul(ai, qi)));
      v128.store(a + v, f64x2.add(f64x2.mul(ar, qi), f64x2.mul(ai, qr)), PLANE_BYTES);
    }
  }
}

/** Writes <Z Z> of the chunk. */
export function mixedPairForward(pair: usize, slots: usize, ids: usize): void {
  const size = sizeOf(circuitOf(pair));
  const half = size >> 1;
  const p = load<usize>(pair, PROCESSOR_CHUNK);
  const q = load<usize>(pair, PAIR_CHUNK);
  gatherProcessor(pair, ids);
  gatherChunk(load<usize>(pair, PAIR_SOURCE), load<i32>(pair, PAIR_SOURCE_COUNT), ids, q);
  const out = slots + <usize>load<i32>(pair, PROCESSOR_SLOT) * LANE_BYTES;
  const adjoint = load<usize>(pair, PAIR_MATRICES);
  const four = f64x2.splat(4);
  for (let v: usize = 0; v < LANE_BYTES; v += 16) v128.store(out + v, f64x2.splat(-1));
  let e = load<usize>(pair, PROCESSOR_MATRICES);
  let a = load<usize>(pair, PROCESSOR_WORK);
  let c = a + half * size * ROW_BYTES;
  for (let r: usize = 0; r < half; r++) {
    multiply(e, p, a, size, size);
    multiplyPhases(a, q, size, false);
    multiply(adjoint, a, c, half, size);
    for (let v: usize = 0; v < LANE_BYTES; v += 16) {
      let sum = f64x2.splat(0);
      for (let s = c + v, end = s + half * ROW_BYTES; s < end; s += ROW_BYTES) {
        const re = v128.load(s);
        const im = v128.load(s, PLANE_BYTES);
        sum = f64x2.add(sum, f64x2.add(f64x2.mul(re, re), f64x2.mul(im, im)));
      }
      v128.store(out + v, f64x2.add(v128.load(out + v), f64x2.mul(four, sum)));
    }
    e += matrixBytes<usize>(size, size);
    a += size * ROW_BYTES;
    c += half * ROW_BYTES;
  }
}

/** Adds the chunk's share of the gradients of U and E to the tiles. */
export function mixedPairBackward(pair: usize, adjoints: usize): void {
  const size = sizeOf(circuitOf(pair));
  const half = size >> 1;
  const seeds = adjoints + <usize>load<i32>(pair, PROCESSOR_SLOT) * LANE_BYTES;
  const p = load<usize>(pair, PROCESSOR_CHUNK);
  const q = load<usize>(pair, PAIR_CHUNK);
  const plain = load<usize>(pair, PAIR_MATRICES) + matrixBytes<usize>(half, size);
  const own = load<usize>(pair, PAIR_TILES);
  const eight = f64x2.splat(8);
  let tiles = load<usize>(pair, PROCESSOR_TILES);
  let a = load<usize>(pair, PROCESSOR_WORK);
  let c = a + half * size * ROW_BYTES;
  const lambda = c + half * half * ROW_BYTES;
  for (let r: usize = 0; r < half; r++) {
    for (let v: usize = 0; v < LANE_BYTES; v += 16) {
      const seed = f64x2.mul(eight, v128.load(seeds + v));
      for (let s = c + v, end = s + half * ROW_BYTES; s < end; s += ROW_BYTES) {
        v128.store(s, f64x2.mul(seed, v128.load(s)));
        v128.store(s, f64x2.mul(seed, v128.load(s, PLANE_BYTES)), PLANE_BYTES);
      }
    }
    addOuter(a, c, own, size, half);
    multiply(plain, c, lambda, size, half);
    multiplyPhases(lambda, q, size, true);
    addOuter(p, lambda, tiles, size, size);
    tiles += tilesBytes<usize>(size, size);
    a += size * ROW_BYTES;
    c += half * ROW_BYTES;
  }
}

/** From the tiles to the gradient of every angle. */
export function mixedPairFinish(pair: usize, gradient: usize): void {
  const left = circuitOf(pair);
  const right = rightOf(pair);
  readTiles(pair, left, right);
  readoutBackward(left, gradient);
  finishMixing(left, gradient);
  readoutBackward(right, gradient);
  finishMixing(right, gradient);
}

/** From the tiles to the adjoints of both readouts and of the mixed columns. */
function readTiles(pair: usize, left: usize, right: usize): void {
  const size = sizeOf(left);
  const half = size >> 1;
  const lambdaU = load<usize>(lastStage(right), STAGE_ADJOINT);
  const own = load<usize>(pair, PAIR_TILES);
  for (let j: usize = 0; j < size; j++) {
    for (let s: usize = 0; s < half; s++) {
      const tile = own + tileAt(j, s, half);
      const at = lambdaU + j * (half << 4) + columnAt(s);
      store<f64>(at, tileSum(tile));
      store<f64>(at, tileSum(tile + 16), 16);
    }
  }
  const v = readoutOf(left);
  const lambdaV = load<usize>(lastStage(left), STAGE_ADJOINT);
  const w = load<usize>(pair, PAIR_MATRIX);
  const lambdaW = load<usize>(pair, PAIR_GRADIENT);
  memory.fill(lambdaW, 0, (size * size) << 4);
  let tiles = load<usize>(pair, PROCESSOR_TILES);
  // A tile holds S_ij = sum over samples of p_i conj(lambda_rj), the conjugate of the gradient of E_rji.
  for (let r: usize = 0; r < half; r++, tiles += tilesBytes<usize>(size, size)) {
    for (let i: usize = 0; i < size; i++) {
      const at = i * (half << 4) + columnAt(r);
      const vr = load<f64>(v + at);
      const vi = load<f64>(v + at, 16);
      let re = 0.0;
      let im = 0.0;
      for (let j: usize = 0; j < size; j++) {
        const tile = tiles + tileAt(i, j, size);
        const sr = tileSum(tile);
        const si = tileSum(tile + 16);
        const o = (i * size + j) << 4;
        const wr = load<f64>(w + o);
        const wi = load<f64>(w + o, 8);
        re += wr * sr - wi * si;
        im += wr * si + wi * sr;
        const l = lambdaW + o;
        store<f64>(l, load<f64>(l) + vr * sr + vi * si);
        store<f64>(l, load<f64>(l, 8) + vi * sr - vr * si, 8);
      }
      store<f64>(lambdaV + at, re);
      store<f64>(lambdaV + at, im, 16);
    }
  }
  unmakeJoint(pair, left, right, size);
}

/** From the gradient of W to the adjoints of the mixed columns. */
function unmakeJoint(pair: usize, left: usize, right: usize, size: usize): void {
  const g = mixedOf(left);
  const h = mixedOf(right);
  const lambdaG = mixedAdjointOf(left);
  const lambdaH = mixedAdjointOf(right);
  const lambdaW = load<usize>(pair, PAIR_GRADIENT);
  const scale = jointScale(size);
  for (let i: usize = 0; i < size; i++) {
    for (let j: usize = 0; j < size; j++) {
      const wr = scale * load<f64>(lambdaW + ((i * size + j) << 4));
      const wi = scale * load<f64>(lambdaW + ((i * size + j) << 4), 8);
      for (let k: usize = 0; k < size; k++) {
        const p = i * (size << 4) + columnAt(k);
        const q = j * (size << 4) + columnAt(k);
        addConjugate(lambdaG + p, wr, wi, h + q);
        addConjugate(lambdaH + q, wr, wi, g + p);
      }
    }
  }
}

/** out += (re + i im) conj(x), numbers of a state. */
function addConjugate(out: usize, re: f64, im: f64, x: usize): void {
  const a = load<f64>(x);
  const b = load<f64>(x, 16);
  store<f64>(out, load<f64>(out) + re * a + im * b);
  store<f64>(out, load<f64>(out, 16) + im * a - re * b, 16);
}
