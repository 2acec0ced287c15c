// The samples' part for any embedding: each sample has 2^h embedded columns u_k, one a basis state of the ebit halves.
//
//     M_kl = u_k^+ O u_l = u_k^+ u_l - 2 c_k^+ c_l,    c_k = V^+ u_k,    k <= l,
//
// is Hermitian; its 4^h real coordinates (M_kk, and Re M_kl, Im M_kl for k < l) go to the response slots. V has half as
// many columns as O, and u_k^+ u_l = delta_kl behind gates; only columns that a user gave are unitary to a tolerance.
//
// Backwards, lambda_V = -4 sum_k u_k w_k^+ with w_k = sum_l K_kl c_l.
//
// With mixing, u_k = p g_k: phases p of the sample, mixed columns g_k that all samples share. So the matrices
// B_k = V^+ diag(g_k) are made once a step, c_k = B_k p, and their gradients, S_k = sum over samples of p w_k^+, are
// carried on to V and g_k once a step too.
//
// Cost a sample: 2^h 4^m / 2 + 2^(2h+m) / 4 complex multiply-adds forwards, the first and twice the second backwards.

import { circuitOf } from './descriptors';
import {
  CIRCUIT_MIXING,
  PROCESSOR_CHUNK,
  PROCESSOR_GIVEN,
  PROCESSOR_MATRICES,
  PROCESSOR_SLOT,
  PROCESSOR_TILES,
  PROCESSOR_WORK,
  STAGE_ADJOINT,
  STAGE_STATE,
} from './layout';
import { countOf, finishMixing, mixedAdjointOf, mixedOf, mixedRowBytes, placeMixing, startMixing } from './mixing';
import { columnAt, lastStage, makeReadout, placeReadout, readoutBackward, sizeOf } from './observable';
import { addOuter, matrixBytes, multiply, setEntry, tileAt, tileSum, tilesBytes } from './products';
import { region } from './regions';
import { gatherProcessor, placeChunk } from './samples';
import { LANE_BYTES, PLANE_BYTES, ROW_BYTES } from './tiles';

function isMixed(circuit: usize): bool {
  return load<usize>(circuit, CIRCUIT_MIXING) != 0;
}

/** Gives the processor its work space: c_k and w_k for every k beside the matrices and their tiles. */
export function placeColumns(processor: usize, keep: bool): void {
  const circuit = circuitOf(processor);
  const size = <f64>sizeOf(circuit);
  const half = size / 2;
  const mixed = isMixed(circuit);
  const columns = <f64>countOf(circuit);
  const count = mixed ? columns : 1;
  placeReadout(circuit, keep);
  if (mixed) placeMixing(circuit, keep);
  placeChunk(processor);
  region(processor, PROCESSOR_MATRICES, count * matrixBytes<f64>(half, size));
  if (keep) region(processor, PROCESSOR_TILES, count * tilesBytes<f64>(size, half));
  region(processor, PROCESSOR_WORK, (keep ? 2 : 1) * columns * half * <f64>ROW_BYTES);
}

/** V^+, or with mixing B_k for every k, from the last stage's V; clears the tiles with `keep`. */
export function columnsStart(processor: usize, angles: usize, keep: bool): void {
  const circuit = circuitOf(processor);
  makeReadout(circuit, angles, keep);
  const size = sizeOf(circuit);
  const half = size >> 1;
  const mixed = isMixed(circuit);
  if (mixed) startMixing(circuit, angles, keep);
  const count = mixed ? countOf(circuit) : 1;
  const v = load<usize>(lastStage(circuit), STAGE_STATE);
  const g = mixed ? mixedOf(circuit) : 0;
  const row = mixedRowBytes(count);
  const matrices = load<usize>(processor, PROCESSOR_MATRICES);
  for (let k: usize = 0; k < count; k++) {
    const matrix = matrices + k * matrixBytes<usize>(half, size);
    for (let i: usize = 0; i < size; i++) {
      const gr = mixed ? load<f64>(g + i * row + columnAt(k)) : 1;
      const gi = mixed ? load<f64>(g + i * row + columnAt(k), 16) : 0;
      for (let r: usize = 0; r < half; r++) {
        const p = v + i * (half << 4) + columnAt(r);
        const vr = load<f64>(p);
        const vi = load<f64>(p, 16);
        setEntry(matrix, size, r, i, vr * gr + vi * gi, vr * gi - vi * gr);
      }
    }
  }
  if (keep) memory.fill(load<usize>(processor, PROCESSOR_TILES), 0, count * tilesBytes<usize>(size, half));
}

/** c_k for every k, then the coordinates of M. */
export function columnsForward(processor: usize, slots: usize, ids: usize): void {
  gatherProcessor(processor, ids);
  const circuit = circuitOf(processor);
  const size = sizeOf(circuit);
  const half = size >> 1;
  const count = countOf(circuit);
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  const c = load<usize>(processor, PROCESSOR_WORK);
  const mixed = isMixed(circuit);
  const out = slots + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES;
  let x = chunk;
  let matrix = load<usize>(processor, PROCESSOR_MATRICES);
  for (let k: usize = 0; k < count; k++) {
    multiply(matrix, x, c + k * half * ROW_BYTES, half, size);
    if (mixed) matrix += matrixBytes<usize>(half, size);
    else x += size * ROW_BYTES;
  }
  if (load<i32>(processor, PROCESSOR_GIVEN)) {
    memory.fill(out, 0, count * count * LANE_BYTES);
    addGram(chunk, size, out, count, 1);
  } else identityCoordinates(out, count);
  addGram(c, half, out, count, -2);
}

/** The coordinates of delta_kl. */
function identityCoordinates(slots: usize, count: usize): void {
  memory.fill(slots, 0, count * count * LANE_BYTES);
  const one = f64x2.splat(1);
  for (let k: usize = 0; k < count; k++) {
    for (let v: usize = 0; v < LANE_BYTES; v += 16) v128.store(slots + v, one);
    slots += (2 * (count - k) - 1) * LANE_BYTES;
  }
}

/** Adds the coordinates of scale x_k^+ x_l for vectors of so many entries. */
function addGram(x: usize, entries: usize, slots: usize, count: usize, scale: f64): void {
  const vector = entries * ROW_BYTES;
  const s = f64x2.splat(scale);
  for (let v: usize = 0; v < LANE_BYTES; v += 16) {
    let out = slots + v;
    for (let k: usize = 0; k < count; k++) {
      const start = x + k * vector + v;
      let re = f64x2.splat(0);
      let p = start;
      const end = start + vector;
      do {
        const r = v128.load(p);
        const i = v128.load(p, PLANE_BYTES);
        re = f64x2.add(re, f64x2.add(f64x2.mul(r, r), f64x2.mul(i, i)));
        p += ROW_BYTES;
      } while (p < end);
      v128.store(out, f64x2.add(v128.load(out), f64x2.mul(s, re)));
      out += LANE_BYTES;
      // The next vectors follow where this one ends.
      let q = p;
      for (let l = k + 1; l < count; l++) {
        re = f64x2.splat(0);
        let im = f64x2.splat(0);
        p = start;
        do {
          const pr = v128.load(p);
          const pi = v128.load(p, PLANE_BYTES);
          const qr = v128.load(q);
          const qi = v128.load(q, PLANE_BYTES);
          re = f64x2.add(re, f64x2.add(f64x2.mul(pr, qr), f64x2.mul(pi, qi)));
          im = f64x2.add(im, f64x2.sub(f64x2.mul(pr, qi), f64x2.mul(pi, qr)));
          p += ROW_BYTES;
          q += ROW_BYTES;
        } while (p < end);
        v128.store(out, f64x2.add(v128.load(out), f64x2.mul(s, re)));
        v128.store(out, f64x2.add(v128.load(out, LANE_BYTES), f64x2.mul(s, im)), LANE_BYTES);
        out += 2 * LANE_BYTES;
      }
    }
  }
}

/** Adds the chunk's share of the matrices' gradient to the tiles. */
export function columnsBackward(processor: usize, adjoints: usize): void {
  const circuit = circuitOf(processor);
  const size = sizeOf(circuit);
  const half = size >> 1;
  const count = countOf(circuit);
  const seeds = adjoints + <usize>load<i32>(processor, PROCESSOR_SLOT) * LANE_BYTES;
  const c = load<usize>(processor, PROCESSOR_WORK);
  const w = c + count * half * ROW_BYTES;
  weightColumns(seeds, c, w, half, count);
  const mixed = isMixed(circuit);
  let x = load<usize>(processor, PROCESSOR_CHUNK);
  let tiles = load<usize>(processor, PROCESSOR_TILES);
  for (let k: usize = 0; k < count; k++) {
    addOuter(x, w + k * half * ROW_BYTES, tiles, size, half);
    if (mixed) tiles += tilesBytes<usize>(size, half);
    else x += size * ROW_BYTES;
  }
}

/** w_k = sum over l of K_kl c_l, K as in applyCoefficients; an even number of entries. */
function weightColumns(seeds: usize, c: usize, w: usize, entries: usize, count: usize): void {
  const vector = entries * ROW_BYTES;
  const half = f64x2.splat(0.5);
  for (let v: usize = 0; v < LANE_BYTES; v += 16) {
    for (let k: usize = 0; k < count; k++) {
      const diagonal = seeds + k * (2 * count - k) * LANE_BYTES + v;
      const weight = v128.load(diagonal);
      for (let r = k * vector + v, end = r + vector; r < end; r += 2 * ROW_BYTES) {
        let t0r = f64x2.splat(0);
        let t0i = f64x2.splat(0);
        let t1r = f64x2.splat(0);
        let t1i = f64x2.splat(0);
        // K_kl for l < k is the conjugate of K_lk, whose places lie one row of coordinates apart.
        let q = c + r - k * vector;
        let s = seeds + v + (2 * k - 1) * LANE_BYTES;
        for (let l: usize = 0; l < k; l++, q += vector) {
          const sr = v128.load(s);
          const si = v128.load(s, LANE_BYTES);
          s += (2 * (count - l) - 3) * LANE_BYTES;
          const r0 = v128.load(q);
          const i0 = v128.load(q, PLANE_BYTES);
          t0r = f64x2.add(t0r, f64x2.sub(f64x2.mul(sr, r0), f64x2.mul(si, i0)));
          t0i = f64x2.add(t0i, f64x2.add(f64x2.mul(sr, i0), f64x2.mul(si, r0)));
          const r1 = v128.load(q, 2 * PLANE_BYTES);
          const i1 = v128.load(q, 3 * PLANE_BYTES);
          t1r = f64x2.add(t1r, f64x2.sub(f64x2.mul(sr, r1), f64x2.mul(si, i1)));
          t1i = f64x2.add(t1i, f64x2.add(f64x2.mul(sr, i1), f64x2.mul(si, r1)));
        }
        const own = q;
        s = diagonal + LANE_BYTES;
        for (let l = k + 1; l < count; l++) {
          q += vector;
          const sr = v128.load(s);
          const si = v128.load(s, LANE_BYTES);
          s += 2 * LANE_BYTES;
          const r0 = v128.load(q);
          const i0 = v128.load(q, PLANE_BYTES);
          t0r = f64x2.add(t0r, f64x2.add(f64x2.mul(sr, r0), f64x2.mul(si, i0)));
          t0i = f64x2.add(t0i, f64x2.sub(f64x2.mul(sr, i0), f64x2.mul(si, r0)));
          const r1 = v128.load(q, 2 * PLANE_BYTES);
          const i1 = v128.load(q, 3 * PLANE_BYTES);
          t1r = f64x2.add(t1r, f64x2.add(f64x2.mul(sr, r1), f64x2.mul(si, i1)));
          t1i = f64x2.add(t1i, f64x2.sub(f64x2.mul(sr, i1), f64x2.mul(si, r1)));
        }
        const out = w + r;
        v128.store(out, weighted(weight, own, half, t0r));
        v128.store(out, weighted(weight, own + PLANE_BYTES, half, t0i), PLANE_BYTES);
        v128.store(out, weighted(weight, own + ROW_BYTES, half, t1r), 2 * PLANE_BYTES);
        v128.store(out, weighted(weight, own + ROW_BYTES + PLANE_BYTES, half, t1i), 3 * PLANE_BYTES);
      }
    }
  }
}

function weighted(weight: v128, own: usize, half: v128, rest: v128): v128 {
  return f64x2.add(f64x2.mul(weight, v128.load(own)), f64x2.mul(half, rest));
}

/** From the tiles to the gradient of every angle. */
export function columnsFinish(processor: usize, gradient: usize): void {
  const circuit = circuitOf(processor);
  readTiles(processor, circuit);
  readoutBackward(circuit, gradient);
  if (isMixed(circuit)) finishMixing(circuit, gradient);
}

/** From the tiles to lambda_V in the last stage's adjoint and, with mixing, to the mixed columns' adjoint. */
function readTiles(processor: usize, circuit: usize): void {
  const size = sizeOf(circuit);
  const half = size >> 1;
  const last = lastStage(circuit);
  const v = load<usize>(last, STAGE_STATE);
  const lambda = load<usize>(last, STAGE_ADJOINT);
  const mixed = isMixed(circuit);
  const count = mixed ? countOf(circuit) : 1;
  const g = mixed ? mixedOf(circuit) : 0;
  const adjoint = mixed ? mixedAdjointOf(circuit) : 0;
  const row = mixedRowBytes(count);
  memory.fill(lambda, 0, matrixBytes<usize>(size, half));
  let tiles = load<usize>(processor, PROCESSOR_TILES);
  for (let k: usize = 0; k < count; k++, tiles += tilesBytes<usize>(size, half)) {
    for (let i: usize = 0; i < size; i++) {
      const place = i * row + columnAt(k);
      const gr = mixed ? load<f64>(g + place) : 1;
      const gi = mixed ? load<f64>(g + place, 16) : 0;
      let re = 0.0;
      let im = 0.0;
      for (let r: usize = 0; r < half; r++) {
        const tile = tiles + tileAt(i, r, half);
        const sr = -4 * tileSum(tile);
        const si = -4 * tileSum(tile + 16);
        const at = i * (half << 4) + columnAt(r);
        store<f64>(lambda + at, load<f64>(lambda + at) + gr * sr - gi * si);
        store<f64>(lambda + at, load<f64>(lambda + at, 16) + gr * si + gi * sr, 16);
        const vr = load<f64>(v + at);
        const vi = load<f64>(v + at, 16);
        re += vr * sr + vi * si;
        im += vi * sr - vr * si;
      }
      if (!mixed) continue;
      store<f64>(adjoint + place, re);
      store<f64>(adjoint + place, im, 16);
    }
  }
}

/**
 * out_k = scale * sum over l of K_kl from_l, with K_kk = dL/dM_kk, K_kl = (dL/dRe M_kl - i dL/dIm M_kl) / 2 for k < l
 * and K Hermitian. Strides in bytes: of a column, a row, from real to imaginary parts, and from two lanes to the next
 * two; the slots hold their lanes side by side.
 */
export function applyCoefficients(
  slots: usize,
  from: usize,
  out: usize,
  rows: usize,
  halves: i32,
  lanes: i32,
  columnStride: usize,
  rowStride: usize,
  planeStride: usize,
  laneStride: usize,
  scale: f64,
): void {
  const count: usize = (<usize>1) << (<usize>halves);
  const laneBytes = (<usize>lanes) << 3;
  const half = f64x2.splat(0.5 * scale);
  const whole = f64x2.splat(scale);
  const zero = f64x2.splat(0);
  for (let lane: usize = 0, v: usize = 0; v < laneBytes; v += 16, lane += laneStride) {
    for (let k: usize = 0; k < count; k++) {
      for (let row: usize = 0, p = out + k * columnStride + lane; row < rows; row++, p += rowStride) {
        v128.store(p, zero);
        v128.store(p + planeStride, zero);
      }
    }
    let slot = slots + v;
    for (let k: usize = 0; k < count; k++) {
      for (let l = k; l < count; l++) {
        const same = k == l;
        const cr = f64x2.mul(same ? whole : half, v128.load(slot));
        const ci = same ? zero : f64x2.mul(half, v128.load(slot + laneBytes));
        const kOffset = k * columnStride + lane;
        const lOffset = l * columnStride + lane;
        for (let row: usize = 0, o: usize = 0; row < rows; row++, o += rowStride) {
          let r = v128.load(from + lOffset + o);
          let i = v128.load(from + lOffset + o + planeStride);
          let p = out + kOffset + o;
          // K_kl = cr - i ci, and its conjugate for K_lk.
          v128.store(p, f64x2.add(v128.load(p), f64x2.add(f64x2.mul(cr, r), f64x2.mul(ci, i))));
          p += planeStride;
          v128.store(p, f64x2.add(v128.load(p), f64x2.sub(f64x2.mul(cr, i), f64x2.mul(ci, r))));
          if (same) continue;
          r = v128.load(from + kOffset + o);
          i = v128.load(from + kOffset + o + planeStride);
          p = out + lOffset + o;
          v128.store(p, f64x2.add(v128.load(p), f64x2.sub(f64x2.mul(cr, r), f64x2.mul(ci, i))));
          p += planeStride;
          v128.store(p, f64x2.add(v128.load(p), f64x2.add(f64x2.mul(cr, i), f64x2.mul(ci, r))));
        }
        slot += same ? laneBytes : 2 * laneBytes;
      }
    }
  }
}
