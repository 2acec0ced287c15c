// One pass over a state: four rows that differ in two bits, Hadamards, a diagonal, Hadamards. See sweep.ts.

import { PASS_AFTER, PASS_BEFORE, PASS_HI, PASS_LO } from './layout';
import { hadamardOne, hadamardTwo } from './walsh';

/** Tag types: a pass is compiled once with one factor for all columns of a row, once with a factor a column. */
export type Shared = f64;
export type PerLane = i32;

/**
 * Tag types: most passes have Hadamards on both bits on both sides, or on both bits behind the diagonal alone; these are
 * compiled without a branch for them.
 */
export type Full = f64;
export type Behind = f32;
export type Partial = i32;

export function isFull(word: usize): bool {
  return load<i32>(word, PASS_BEFORE) == 3 && load<i32>(word, PASS_AFTER) == 3;
}

export function isBehind(word: usize): bool {
  return load<i32>(word, PASS_BEFORE) == 0 && load<i32>(word, PASS_AFTER) == 3;
}

/** Whether a Hadamard on the bit stands in front of the diagonal. */
function inFront<M>(mask: i32, bit: i32): bool {
  return isFloat<M>() ? sizeof<M>() == 8 : (mask & bit) != 0;
}

/** Whether one stands behind it. */
function behind<M>(mask: i32, bit: i32): bool {
  return isFloat<M>() ? true : (mask & bit) != 0;
}

/** A shared table holds [re, im] an entry, spread over the lanes; a table with a factor a lane holds two planes. */
function realPart<T>(p: usize): v128 {
  return isFloat<T>() ? v128.load64_splat(p) : v128.load(p);
}

function imaginaryPart<T>(p: usize, plane: usize): v128 {
  return isFloat<T>() ? v128.load64_splat(p, 8) : v128.load(p + plane);
}

/**
 * One pass with a diagonal, forwards; `word` points at its lo, hi, before, after. A table with a factor a lane starts
 * again after `wrap` bytes.
 * Mutates x; writes the state behind the diagonal to history when that is not 0. Where it is, the same stores go to x, to be
 * overwritten: behind each row's stores V8 loads the next entry of the table, which it else would hold from the start.
 */
export function passForward<T, M>(
  x: usize,
  rows: usize,
  rowBytes: usize,
  word: usize,
  table: usize,
  plane: usize,
  tableRow: usize,
  wrap: usize,
  history: usize,
): void {
  const lo = <usize>load<i32>(word, PASS_LO);
  const hi = <usize>load<i32>(word, PASS_HI);
  const before = load<i32>(word, PASS_BEFORE);
  const after = load<i32>(word, PASS_AFTER);
  const d1 = rowBytes << lo;
  const d2 = rowBytes << hi;
  const shift = history ? history - x : 0;
  const t1 = tableRow << lo;
  const t2 = tableRow << hi;
  const fixed = ((<usize>1) << lo) | ((<usize>1) << hi);
  let row: usize = 0;
  do {
    const start = row * rowBytes;
    const f0 = table + row * tableRow;
    const f1 = f0 + t1;
    const f2 = f0 + t2;
    const f3 = f1 + t2;
    let lane: usize = 0;
    const end = x + start + rowBytes;
    let p = x + start;
    do {
      const q = p + d1;
      const r = p + d2;
      const s = q + d2;
      let a0 = v128.load(p);
      let b0 = v128.load(p, 16);
      let a1 = v128.load(q);
      let b1 = v128.load(q, 16);
      let a2 = v128.load(r);
      let b2 = v128.load(r, 16);
      let a3 = v128.load(s);
      let b3 = v128.load(s, 16);
      if (inFront<M>(before, 1)) {
        let t = f64x2.sub(a0, a1);
        a0 = f64x2.add(a0, a1);
        a1 = t;
        t = f64x2.sub(a2, a3);
        a2 = f64x2.add(a2, a3);
        a3 = t;
        t = f64x2.sub(b0, b1);
        b0 = f64x2.add(b0, b1);
        b1 = t;
        t = f64x2.sub(b2, b3);
        b2 = f64x2.add(b2, b3);
        b3 = t;
      }
      if (inFront<M>(before, 2)) {
        let t = f64x2.sub(a0, a2);
        a0 = f64x2.add(a0, a2);
        a2 = t;
        t = f64x2.sub(a1, a3);
        a1 = f64x2.add(a1, a3);
        a3 = t;
        t = f64x2.sub(b0, b2);
        b0 = f64x2.add(b0, b2);
        b2 = t;
        t = f64x2.sub(b1, b3);
        b1 = f64x2.add(b1, b3);
        b3 = t;
      }
      let c = realPart<T>(f0 + lane);
      let d = imaginaryPart<T>(f0 + lane, plane);
      let t = f64x2.sub(f64x2.mul(a0, c), f64x2.mul(b0, d));
      b0 = f64x2.add(f64x2.mul(b0, c), f64x2.mul(a0, d));
      a0 = t;
      v128.store(p + shift, a0);
      v128.store(p + shift, b0, 16);
      c = realPart<T>(f1 + lane);
      d = imaginaryPart<T>(f1 + lane, plane);
      t = f64x2.sub(f64x2.mul(a1, c), f64x2.mul(b1, d));
      b1 = f64x2.add(f64x2.mul(b1, c), f64x2.mul(a1, d));
      a1 = t;
      v128.store(q + shift, a1);
      v128.store(q + shift, b1, 16);
      c = realPart<T>(f2 + lane);
      d = imaginaryPart<T>(f2 + lane, plane);
      t = f64x2.sub(f64x2.mul(a2, c), f64x2.mul(b2, d));
      b2 = f64x2.add(f64x2.mul(b2, c), f64x2.mul(a2, d));
      a2 = t;
      v128.store(r + shift, a2);
      v128.store(r + shift, b2, 16);
      c = realPart<T>(f3 + lane);
      d = imaginaryPart<T>(f3 + lane, plane);
      t = f64x2.sub(f64x2.mul(a3, c), f64x2.mul(b3, d));
      b3 = f64x2.add(f64x2.mul(b3, c), f64x2.mul(a3, d));
      a3 = t;
      v128.store(s + shift, a3);
      v128.store(s + shift, b3, 16);
      if (behind<M>(after, 1)) {
        t = f64x2.sub(a0, a1);
        a0 = f64x2.add(a0, a1);
        a1 = t;
        t = f64x2.sub(a2, a3);
        a2 = f64x2.add(a2, a3);
        a3 = t;
        t = f64x2.sub(b0, b1);
        b0 = f64x2.add(b0, b1);
        b1 = t;
        t = f64x2.sub(b2, b3);
        b2 = f64x2.add(b2, b3);
        b3 = t;
      }
      if (behind<M>(after, 2)) {
        t = f64x2.sub(a0, a2);
        a0 = f64x2.add(a0, a2);
        a2 = t;
        t = f64x2.sub(a1, a3);
        a1 = f64x2.add(a1, a3);
        a3 = t;
        t = f64x2.sub(b0, b2);
        b0 = f64x2.add(b0, b2);
        b2 = t;
        t = f64x2.sub(b1, b3);
        b1 = f64x2.add(b1, b3);
        b3 = t;
      }
      v128.store(p, a0);
      v128.store(p, b0, 16);
      v128.store(q, a1);
      v128.store(q, b1, 16);
      v128.store(r, a2);
      v128.store(r, b2, 16);
      v128.store(s, a3);
      v128.store(s, b3, 16);
      if (!isFloat<T>()) {
        lane += 16;
        if (lane == wrap) lane = 0;
      }
      p += 32;
    } while (p < end);
    row = ((row | fixed) + 1) & ~fixed; // the next row whose two bits are 0
  } while (row < rows);
}

export function addTo(p: usize, v: v128): void {
  v128.store(p, f64x2.add(v128.load(p), v));
}

/**
 * The same pass backwards on lambda, with z of its diagonal. For Z = Shared z holds one v128 a row, whose lanes are
 * the sums over the even and the odd columns; for Z = PerLane one number a lane and row, and columns `wrap` bytes apart
 * are added up. The sums go to memory at once: as running sums in registers they would keep all operands alive.
 */
export function passBackward<T, Z, M>(
  x: usize,
  rows: usize,
  rowBytes: usize,
  word: usize,
  table: usize,
  plane: usize,
  tableRow: usize,
  wrap: usize,
  history: usize,
  z: usize,
  zRow: usize,
): void {
  const lo = <usize>load<i32>(word, PASS_LO);
  const hi = <usize>load<i32>(word, PASS_HI);
  const before = load<i32>(word, PASS_BEFORE);
  const after = load<i32>(word, PASS_AFTER);
  const d1 = rowBytes << lo;
  const d2 = rowBytes << hi;
  const shift = history - x;
  const t1 = tableRow << lo;
  const t2 = tableRow << hi;
  const fixed = ((<usize>1) << lo) | ((<usize>1) << hi);
  let row: usize = 0;
  do {
    const start = row * rowBytes;
    const f0 = table + row * tableRow;
    const f1 = f0 + t1;
    const f2 = f0 + t2;
    const f3 = f1 + t2;
    const z0 = z + row * zRow;
    const z1 = z0 + (zRow << lo);
    const z2 = z0 + (zRow << hi);
    const z3 = z1 + (zRow << hi);
    let lane: usize = 0;
    let zLane: usize = 0;
    const end = x + start + rowBytes;
    let p = x + start;
    do {
      const q = p + d1;
      const r = p + d2;
      const s = q + d2;
      let a0 = v128.load(p);
      let b0 = v128.load(p, 16);
      let a1 = v128.load(q);
      let b1 = v128.load(q, 16);
      let a2 = v128.load(r);
      let b2 = v128.load(r, 16);
      let a3 = v128.load(s);
      let b3 = v128.load(s, 16);
      if (behind<M>(after, 1)) {
        let t = f64x2.sub(a0, a1);
        a0 = f64x2.add(a0, a1);
        a1 = t;
        t = f64x2.sub(a2, a3);
        a2 = f64x2.add(a2, a3);
        a3 = t;
        t = f64x2.sub(b0, b1);
        b0 = f64x2.add(b0, b1);
        b1 = t;
        t = f64x2.sub(b2, b3);
        b2 = f64x2.add(b2, b3);
        b3 = t;
      }
      if (behind<M>(after, 2)) {
        let t = f64x2.sub(a0, a2);
        a0 = f64x2.add(a0, a2);
        a2 = t;
        t = f64x2.sub(a1, a3);
        a1 = f64x2.add(a1, a3);
        a3 = t;
        t = f64x2.sub(b0, b2);
        b0 = f64x2.add(b0, b2);
        b2 = t;
        t = f64x2.sub(b1, b3);
        b1 = f64x2.add(b1, b3);
        b3 = t;
      }
      // z_j = Im(conj(lambda_j) psi_j), then lambda <- conj(diagonal) lambda, a row at a time.
      addTo(z0 + zLane, f64x2.sub(f64x2.mul(a0, v128.load(p + shift, 16)), f64x2.mul(b0, v128.load(p + shift))));
      addTo(z1 + zLane, f64x2.sub(f64x2.mul(a1, v128.load(q + shift, 16)), f64x2.mul(b1, v128.load(q + shift))));
      addTo(z2 + zLane, f64x2.sub(f64x2.mul(a2, v128.load(r + shift, 16)), f64x2.mul(b2, v128.load(r + shift))));
      addTo(z3 + zLane, f64x2.sub(f64x2.mul(a3, v128.load(s + shift, 16)), f64x2.mul(b3, v128.load(s + shift))));
      let c = realPart<T>(f0 + lane);
      let d = imaginaryPart<T>(f0 + lane, plane);
      let t = f64x2.add(f64x2.mul(a0, c), f64x2.mul(b0, d));
      b0 = f64x2.sub(f64x2.mul(b0, c), f64x2.mul(a0, d));
      a0 = t;
      v128.store(p, a0);
      v128.store(p, b0, 16);
      c = realPart<T>(f1 + lane);
      d = imaginaryPart<T>(f1 + lane, plane);
      t = f64x2.add(f64x2.mul(a1, c), f64x2.mul(b1, d));
      b1 = f64x2.sub(f64x2.mul(b1, c), f64x2.mul(a1, d));
      a1 = t;
      v128.store(q, a1);
      v128.store(q, b1, 16);
      c = realPart<T>(f2 + lane);
      d = imaginaryPart<T>(f2 + lane, plane);
      t = f64x2.add(f64x2.mul(a2, c), f64x2.mul(b2, d));
      b2 = f64x2.sub(f64x2.mul(b2, c), f64x2.mul(a2, d));
      a2 = t;
      v128.store(r, a2);
      v128.store(r, b2, 16);
      c = realPart<T>(f3 + lane);
      d = imaginaryPart<T>(f3 + lane, plane);
      t = f64x2.add(f64x2.mul(a3, c), f64x2.mul(b3, d));
      b3 = f64x2.sub(f64x2.mul(b3, c), f64x2.mul(a3, d));
      a3 = t;
      v128.store(s, a3);
      v128.store(s, b3, 16);
      if (inFront<M>(before, 1)) {
        t = f64x2.sub(a0, a1);
        a0 = f64x2.add(a0, a1);
        a1 = t;
        t = f64x2.sub(a2, a3);
        a2 = f64x2.add(a2, a3);
        a3 = t;
        t = f64x2.sub(b0, b1);
        b0 = f64x2.add(b0, b1);
        b1 = t;
        t = f64x2.sub(b2, b3);
        b2 = f64x2.add(b2, b3);
        b3 = t;
      }
      if (inFront<M>(before, 2)) {
        t = f64x2.sub(a0, a2);
        a0 = f64x2.add(a0, a2);
        a2 = t;
        t = f64x2.sub(a1, a3);
        a1 = f64x2.add(a1, a3);
        a3 = t;
        t = f64x2.sub(b0, b2);
        b0 = f64x2.add(b0, b2);
        b2 = t;
        t = f64x2.sub(b1, b3);
        b1 = f64x2.add(b1, b3);
        b3 = t;
      }
      v128.store(p, a0);
      v128.store(p, b0, 16);
      v128.store(q, a1);
      v128.store(q, b1, 16);
      v128.store(r, a2);
      v128.store(r, b2, 16);
      v128.store(s, a3);
      v128.store(s, b3, 16);
      if (!isFloat<T>()) {
        lane += 16;
        if (lane == wrap) lane = 0;
      }
      if (!isFloat<Z>()) {
        zLane += 16;
        if (zLane == wrap) zLane = 0;
      }
      p += 32;
    } while (p < end);
    row = ((row | fixed) + 1) & ~fixed; // the next row whose two bits are 0
  } while (row < rows);
}

/** Hadamards alone, on the pass's two bits as its mask says. */
export function passHadamard(x: usize, bytes: usize, rowBytes: usize, word: usize): void {
  const near = rowBytes << (<usize>load<i32>(word, PASS_LO));
  const far = rowBytes << (<usize>load<i32>(word, PASS_HI));
  const mask = load<i32>(word, PASS_BEFORE);
  if (mask == 3) hadamardTwo(x, bytes, near, far);
  else hadamardOne(x, bytes, mask == 1 ? near : far);
}
