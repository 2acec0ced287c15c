// Passes of rotations.ts over the states of two samples: v128 [row][2^h][re, im], a lane a sample. A diagonal has an entry
// a row, v128 [row][re, im], that all columns share.

import { PASS_AFTER, PASS_BEFORE, PASS_HI, PASS_LO } from './layout';

/** Tag types: most passes have Hadamards on both bits on both sides, and are compiled without a branch for them. */
export type Full = f64;
export type Partial = i32;

function has<M>(mask: i32, bit: i32): bool {
  return isFloat<M>() ? true : (mask & bit) != 0;
}

/** One pass forwards; writes the states behind the diagonal to history where that is not 0. */
export function turnForward<M>(x: usize, bytes: usize, halves: usize, word: usize, table: usize, history: usize): void {
  const lo = <usize>load<i32>(word, PASS_LO);
  const hi = <usize>load<i32>(word, PASS_HI);
  const before = load<i32>(word, PASS_BEFORE);
  const after = load<i32>(word, PASS_AFTER);
  const d1 = (<usize>32) << (halves + lo);
  const d2 = (<usize>32) << (halves + hi);
  const t1 = (<usize>32) << lo;
  const t2 = (<usize>32) << hi;
  const fixed = d1 | d2;
  const shift = history ? history - x : 0;
  let at: usize = 0;
  do {
    const p = x + at;
    const q = p + d1;
    const r = p + d2;
    const s = q + d2;
    const f0 = table + ((at >> halves) & ~31);
    const f1 = f0 + t1;
    const f2 = f0 + t2;
    const f3 = f1 + t2;
    let a0 = v128.load(p);
    let b0 = v128.load(p, 16);
    let a1 = v128.load(q);
    let b1 = v128.load(q, 16);
    let a2 = v128.load(r);
    let b2 = v128.load(r, 16);
    let a3 = v128.load(s);
    let b3 = v128.load(s, 16);
    if (has<M>(before, 1)) {
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
    if (has<M>(before, 2)) {
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
    let c = v128.load(f0);
    let d = v128.load(f0, 16);
    let t = f64x2.sub(f64x2.mul(a0, c), f64x2.mul(b0, d));
    b0 = f64x2.add(f64x2.mul(b0, c), f64x2.mul(a0, d));
    a0 = t;
    v128.store(p + shift, a0);
    v128.store(p + shift, b0, 16);
    c = v128.load(f1);
    d = v128.load(f1, 16);
    t = f64x2.sub(f64x2.mul(a1, c), f64x2.mul(b1, d));
    b1 = f64x2.add(f64x2.mul(b1, c), f64x2.mul(a1, d));
    a1 = t;
    v128.store(q + shift, a1);
    v128.store(q + shift, b1, 16);
    c = v128.load(f2);
    d = v128.load(f2, 16);
    t = f64x2.sub(f64x2.mul(a2, c), f64x2.mul(b2, d));
    b2 = f64x2.add(f64x2.mul(b2, c), f64x2.mul(a2, d));
    a2 = t;
    v128.store(r + shift, a2);
    v128.store(r + shift, b2, 16);
    c = v128.load(f3);
    d = v128.load(f3, 16);
    t = f64x2.sub(f64x2.mul(a3, c), f64x2.mul(b3, d));
    b3 = f64x2.add(f64x2.mul(b3, c), f64x2.mul(a3, d));
    a3 = t;
    v128.store(s + shift, a3);
    v128.store(s + shift, b3, 16);
    if (has<M>(after, 1)) {
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
    if (has<M>(after, 2)) {
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
    at = ((at | fixed) + 32) & ~fixed; // the next place whose two bits are 0
  } while (at < bytes);
}

/**
 * The same pass backwards on lambda with the Hadamards of `after` behind the diagonal; writes z of every row and column, see
 * sweep.ts. Rows go to x behind their diagonal, to be overwritten, for the reason that passes.ts says.
 */
export function turnBackward<M>(
  x: usize,
  bytes: usize,
  halves: usize,
  word: usize,
  after: i32,
  table: usize,
  history: usize,
  z: usize,
): void {
  const lo = <usize>load<i32>(word, PASS_LO);
  const hi = <usize>load<i32>(word, PASS_HI);
  const before = load<i32>(word, PASS_BEFORE);
  const d1 = (<usize>32) << (halves + lo);
  const d2 = (<usize>32) << (halves + hi);
  const t1 = (<usize>32) << lo;
  const t2 = (<usize>32) << hi;
  const fixed = d1 | d2;
  const shift = history - x;
  let at: usize = 0;
  do {
    const p = x + at;
    const q = p + d1;
    const r = p + d2;
    const s = q + d2;
    const f0 = table + ((at >> halves) & ~31);
    const f1 = f0 + t1;
    const f2 = f0 + t2;
    const f3 = f1 + t2;
    const z0 = z + (at >> 1);
    const z1 = z0 + (d1 >> 1);
    const z2 = z0 + (d2 >> 1);
    const z3 = z1 + (d2 >> 1);
    let a0 = v128.load(p);
    let b0 = v128.load(p, 16);
    let a1 = v128.load(q);
    let b1 = v128.load(q, 16);
    let a2 = v128.load(r);
    let b2 = v128.load(r, 16);
    let a3 = v128.load(s);
    let b3 = v128.load(s, 16);
    if (has<M>(after, 1)) {
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
    if (has<M>(after, 2)) {
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
    v128.store(z0, f64x2.sub(f64x2.mul(a0, v128.load(p + shift, 16)), f64x2.mul(b0, v128.load(p + shift))));
    v128.store(z1, f64x2.sub(f64x2.mul(a1, v128.load(q + shift, 16)), f64x2.mul(b1, v128.load(q + shift))));
    v128.store(z2, f64x2.sub(f64x2.mul(a2, v128.load(r + shift, 16)), f64x2.mul(b2, v128.load(r + shift))));
    v128.store(z3, f64x2.sub(f64x2.mul(a3, v128.load(s + shift, 16)), f64x2.mul(b3, v128.load(s + shift))));
    let c = v128.load(f0);
    let d = v128.load(f0, 16);
    let t = f64x2.add(f64x2.mul(a0, c), f64x2.mul(b0, d));
    b0 = f64x2.sub(f64x2.mul(b0, c), f64x2.mul(a0, d));
    a0 = t;
    v128.store(p, a0);
    v128.store(p, b0, 16);
    c = v128.load(f1);
    d = v128.load(f1, 16);
    t = f64x2.add(f64x2.mul(a1, c), f64x2.mul(b1, d));
    b1 = f64x2.sub(f64x2.mul(b1, c), f64x2.mul(a1, d));
    a1 = t;
    v128.store(q, a1);
    v128.store(q, b1, 16);
    c = v128.load(f2);
    d = v128.load(f2, 16);
    t = f64x2.add(f64x2.mul(a2, c), f64x2.mul(b2, d));
    b2 = f64x2.sub(f64x2.mul(b2, c), f64x2.mul(a2, d));
    a2 = t;
    v128.store(r, a2);
    v128.store(r, b2, 16);
    c = v128.load(f3);
    d = v128.load(f3, 16);
    t = f64x2.add(f64x2.mul(a3, c), f64x2.mul(b3, d));
    b3 = f64x2.sub(f64x2.mul(b3, c), f64x2.mul(a3, d));
    a3 = t;
    v128.store(s, a3);
    v128.store(s, b3, 16);
    if (has<M>(before, 1)) {
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
    if (has<M>(before, 2)) {
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
    at = ((at | fixed) + 32) & ~fixed;
  } while (at < bytes);
}

/** Tag types: with one half there are two columns, which are summed without a loop. */
type Two = f64;
type Any = i32;

/** The sum of z over the columns of a row, of so many bytes. */
function columnSum<C>(at: usize, row: usize): v128 {
  if (isFloat<C>()) return f64x2.add(v128.load(at), v128.load(at, 16));
  let sum = v128.load(at);
  for (let k: usize = 16; k < row; k += 16) sum = f64x2.add(sum, v128.load(at + k));
  return sum;
}

/**
 * Two bits of foldZ: half of the sums of both at out[bit - 1], and behind it a number for each row of the other bits at the
 * beginning of z, never beyond what was read.
 */
function foldTwo<C>(z: usize, row: usize, bit: i32, out: usize): void {
  const near = (row >> 1) << (<usize>bit);
  let high = f64x2.splat(0);
  let low = high;
  let p = z;
  let to = z;
  const end = z + near;
  do {
    const a = columnSum<C>(p, row);
    const b = columnSum<C>(p + near, row);
    const c = columnSum<C>(p + 2 * near, row);
    const d = columnSum<C>(p + 3 * near, row);
    const ab = f64x2.add(a, b);
    const cd = f64x2.add(c, d);
    high = f64x2.add(high, f64x2.sub(ab, cd));
    low = f64x2.add(low, f64x2.add(f64x2.sub(a, b), f64x2.sub(c, d)));
    v128.store(to, f64x2.add(ab, cd));
    p += row;
    to += 16;
  } while (p < end);
  const half = f64x2.splat(0.5);
  v128.store(out + ((<usize>bit) << 4), f64x2.mul(half, high));
  v128.store(out + ((<usize>(bit - 1)) << 4), f64x2.mul(half, low));
}

/** Sums z over half of the rows less the other half, for every bit: half of it at out[bit]. Overwrites z. */
export function foldZ(z: usize, bits: i32, halves: usize, out: usize): void {
  // Of each row the columns' numbers, then one.
  let row = (<usize>16) << halves;
  let bit = bits - 1;
  for (; bit > 0; bit -= 2) {
    if (row == 32) foldTwo<Two>(z, row, bit, out);
    else foldTwo<Any>(z, row, bit, out);
    row = 16;
  }
  if (bit != 0) return;
  const difference = f64x2.sub(columnSum<Any>(z, row), columnSum<Any>(z + row, row));
  v128.store(out, f64x2.mul(f64x2.splat(0.5), difference));
}

/** z of a row and column: Im(conj(lambda) psi) with the sign that a pass backwards gives it. */
function zAt(p: usize, q: usize): v128 {
  return f64x2.sub(f64x2.mul(v128.load(p), v128.load(q, 16)), f64x2.mul(v128.load(p, 16), v128.load(q)));
}

/** z of every row and column, as a pass backwards leaves them, and at `columns` of every column: v128 [2^h]. */
export function columnZ(lambda: usize, psi: usize, bytes: usize, halves: usize, z: usize, columns: usize): void {
  const row = (<usize>32) << halves;
  for (let column: usize = 0; column < row; column += 32) {
    let sum = f64x2.splat(0);
    for (let at = column; at < bytes; at += row) {
      const one = zAt(lambda + at, psi + at);
      v128.store(z + (at >> 1), one);
      sum = f64x2.add(sum, one);
    }
    v128.store(columns + (column >> 1), sum);
  }
}

/** Half the sum of Re(conj(lambda_0) psi_1) - Re(conj(lambda_1) psi_0) over pairs of rows that differ in the bit. */
export function acrossBit(lambda: usize, psi: usize, bytes: usize, halves: usize, bit: i32): v128 {
  const distance = (<usize>32) << (halves + <usize>bit);
  let sum = f64x2.splat(0);
  let at: usize = 0;
  do {
    const p = lambda + at;
    const q = psi + at;
    const up = f64x2.add(
      f64x2.mul(v128.load(p), v128.load(q + distance)),
      f64x2.mul(v128.load(p, 16), v128.load(q + distance, 16)),
    );
    const down = f64x2.add(
      f64x2.mul(v128.load(p + distance), v128.load(q)),
      f64x2.mul(v128.load(p + distance, 16), v128.load(q, 16)),
    );
    sum = f64x2.add(sum, f64x2.sub(up, down));
    at = ((at | distance) + 32) & ~distance;
  } while (at < bytes);
  return f64x2.mul(f64x2.splat(0.5), sum);
}
