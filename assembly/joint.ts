// Joint states of up to 24 qubits.
//
// Layout: f64 [2^(n-1)][re, re, im, im]; the lowest qubit chooses between the two SIMD lanes, the others the row.
// Hadamards on many qubits go in few trips through memory: all low bits inside blocks that fit in the L1 cache, the first
// of them together with the diagonal in front (joint-tiles.ts), then the high bits three at a time. More than three at
// once, on strips of rows, is slower: rows so far apart fall on the same few sets of the cache. A diagonal is a product
// of a table over the low bits (one for each value of the few high bits that share a term with them) and a table over
// the high bits, so that 2^n phases are never stored.

import { permute, permuteBack } from './joint-permutation';
import { complexTiles, hadamardTiles, realTiles } from './joint-tiles';
import {
  JOINT_AFTER,
  JOINT_CROSS_BITS,
  JOINT_CROSS_INDEX,
  JOINT_HADAMARDS,
  JOINT_HIGH_BASE_IM,
  JOINT_HIGH_BASE_RE,
  JOINT_HIGH_BITS,
  JOINT_HIGH_IM,
  JOINT_HIGH_RE,
  JOINT_HIGH_TERM_COEFFICIENT,
  JOINT_HIGH_TERM_WORDS,
  JOINT_HIGH_TERMS,
  JOINT_HIGH_Z,
  JOINT_LOW_ANGLE_BITS,
  JOINT_LOW_BASE_IM,
  JOINT_LOW_BASE_RE,
  JOINT_LOW_BITS,
  JOINT_LOW_IM,
  JOINT_LOW_RE,
  JOINT_LOW_TERM_COEFFICIENT,
  JOINT_LOW_TERM_WORDS,
  JOINT_LOW_TERMS,
  JOINT_LOW_Z,
  JOINT_OPERATION_WORDS,
  JOINT_PERMUTATION,
  JOINT_REAL,
} from './layout';
import { sinCos } from './trigonometry';
import { hadamardLanes, hadamardMask, hadamardNumbers } from './walsh';

const ROW: usize = 32;

/** Unnormalised Hadamards on the row bits of mask and, with `column`, on the lowest qubit. */
export function jointHadamards(x: usize, rowBits: i32, mask: i32, column: i32): void {
  const low = lowBlockBits(rowBits);
  const lowMask = mask & ((1 << low) - 1);
  const block = ROW << (<usize>low);
  const tiles = fillsTiles(lowMask, column);
  for (let p = x, end = x + (ROW << (<usize>rowBits)); p < end; p += block) {
    if (tiles) hadamardTiles(p, block);
    else if (column) hadamardLanes(p, block);
    hadamardMask(p, block, ROW, tiles ? lowMask & ~3 : lowMask);
  }
  hadamardHigh(x, rowBits, mask);
}

/** Row bits of the blocks: all, or 8 to 10 (at most 32 KiB) so that those above make whole trips of three. */
function lowBlockBits(rowBits: i32): i32 {
  return rowBits <= 10 ? rowBits : 8 + ((rowBits - 8) % 3);
}

/** Whether Hadamards stand on all qubits of a tile of four rows. */
function fillsTiles(mask: i32, column: i32): bool {
  return (mask & 3) == 3 && column != 0;
}

/** The bits above the low block, three in one trip through memory. */
function hadamardHigh(x: usize, rowBits: i32, mask: i32): void {
  const low = lowBlockBits(rowBits);
  hadamardMask(x, ROW << (<usize>rowBits), ROW, (mask >> low) << low);
}

/**
 * One table: phi = Walsh transform of the terms over the first 2^angleBits entries, the same for every value of the
 * bits above (crossing bits that only fixed phases depend on), table = base exp(-i phi). Terms have a bit to stand on, so
 * there are two entries or more.
 */
function makeTable(
  re: usize,
  im: usize,
  baseRe: usize,
  baseIm: usize,
  bits: i32,
  angleBits: i32,
  terms: usize,
  words: usize,
  coefficients: usize,
  angles: usize,
): void {
  // Without terms the table is its base, which it was filled with.
  if (terms == 0) return;
  const count: usize = (<usize>1) << (<usize>angleBits);
  const bytes = count << 3;
  for (let o: usize = 0; o < bytes; o += 16) v128.store(re + o, i64x2(0, 0));
  for (let t: usize = 0; t < terms; t++) {
    const p = re + ((<usize>load<i32>(words + (t << 3))) << 3);
    const angle = load<f64>(angles + ((<usize>load<i32>(words + (t << 3), 4)) << 3));
    store<f64>(p, load<f64>(p) + load<f64>(coefficients + (t << 3)) * angle);
  }
  hadamardNumbers(re, angleBits);
  sinCos(re, im, re, <i32>count);
  // The first copy holds the cosines and sines, so it is written last.
  for (let copy = (1 << (bits - angleBits)) - 1; copy >= 0; copy--) {
    const shift = <usize>copy * bytes;
    for (let o: usize = 0; o < bytes; o += 16) {
      const c = v128.load(re + o);
      const s = v128.load(im + o);
      const br = v128.load(baseRe + shift + o);
      const bi = v128.load(baseIm + shift + o);
      v128.store(re + shift + o, f64x2.add(f64x2.mul(br, c), f64x2.mul(bi, s)));
      v128.store(im + shift + o, f64x2.sub(f64x2.mul(bi, c), f64x2.mul(br, s)));
    }
  }
}

function lowTableBits(diagonal: usize): i32 {
  return load<i32>(diagonal, JOINT_LOW_BITS) + load<i32>(diagonal, JOINT_CROSS_BITS) + 1;
}

/** Fills the tables of a joint diagonal at the angles. */
export function makeJointTables(diagonal: usize, angles: usize): void {
  makeTable(
    load<usize>(diagonal, JOINT_LOW_RE),
    load<usize>(diagonal, JOINT_LOW_IM),
    load<usize>(diagonal, JOINT_LOW_BASE_RE),
    load<usize>(diagonal, JOINT_LOW_BASE_IM),
    lowTableBits(diagonal),
    load<i32>(diagonal, JOINT_LOW_ANGLE_BITS),
    load<usize>(diagonal, JOINT_LOW_TERMS),
    load<usize>(diagonal, JOINT_LOW_TERM_WORDS),
    load<usize>(diagonal, JOINT_LOW_TERM_COEFFICIENT),
    angles,
  );
  makeTable(
    load<usize>(diagonal, JOINT_HIGH_RE),
    load<usize>(diagonal, JOINT_HIGH_IM),
    load<usize>(diagonal, JOINT_HIGH_BASE_RE),
    load<usize>(diagonal, JOINT_HIGH_BASE_IM),
    load<i32>(diagonal, JOINT_HIGH_BITS),
    load<i32>(diagonal, JOINT_HIGH_BITS),
    load<usize>(diagonal, JOINT_HIGH_TERMS),
    load<usize>(diagonal, JOINT_HIGH_TERM_WORDS),
    load<usize>(diagonal, JOINT_HIGH_TERM_COEFFICIENT),
    angles,
  );
}

/** Multiplies x by the diagonal, or by its conjugate. */
export function jointDiagonal(x: usize, diagonal: usize, conjugate: bool): void {
  const bytes = ROW << (<usize>load<i32>(diagonal, JOINT_LOW_BITS));
  const high: usize = (<usize>1) << (<usize>load<i32>(diagonal, JOINT_HIGH_BITS));
  for (let h: usize = 0; h < high; h++) diagonalBlock(x + h * bytes, diagonal, h, conjugate, false);
}

/** The part of the diagonal on the low block of one high value; with `tiles`, and the Hadamards of joint-tiles.ts. */
function diagonalBlock(x: usize, diagonal: usize, high: usize, conjugate: bool, tiles: bool): void {
  const bytes: usize = (<usize>16) << (<usize>load<i32>(diagonal, JOINT_LOW_BITS));
  const table = <usize>load<i32>(load<usize>(diagonal, JOINT_CROSS_INDEX) + (high << 2)) * bytes;
  const lowRe = load<usize>(diagonal, JOINT_LOW_RE) + table;
  const lowIm = load<usize>(diagonal, JOINT_LOW_IM) + table;
  const highRe = load<f64>(load<usize>(diagonal, JOINT_HIGH_RE) + (high << 3));
  const highIm = load<f64>(load<usize>(diagonal, JOINT_HIGH_IM) + (high << 3));
  if (tiles) {
    if (load<i32>(diagonal, JOINT_REAL)) realTiles(x, bytes * 2, lowRe, highRe);
    else complexTiles(x, bytes * 2, lowRe, lowIm, highRe, highIm, conjugate);
    return;
  }
  const sign = f64x2.splat(conjugate ? -1 : 1);
  const hr = f64x2.splat(highRe);
  const hi = f64x2.mul(sign, f64x2.splat(highIm));
  let p = x;
  for (let t: usize = 0; t < bytes; t += 16, p += ROW) {
    const tr = v128.load(lowRe + t);
    const ti = f64x2.mul(sign, v128.load(lowIm + t));
    const r = f64x2.sub(f64x2.mul(tr, hr), f64x2.mul(ti, hi));
    const i = f64x2.add(f64x2.mul(tr, hi), f64x2.mul(ti, hr));
    const a = v128.load(p);
    const b = v128.load(p, 16);
    v128.store(p, f64x2.sub(f64x2.mul(a, r), f64x2.mul(b, i)));
    v128.store(p, f64x2.add(f64x2.mul(a, i), f64x2.mul(b, r)), 16);
  }
}

/** A diagonal, or its conjugate, and the Hadamards behind it: both on a block of low rows while it is in the cache. */
function diagonalThenHadamards(x: usize, rowBits: i32, diagonal: usize, conjugate: bool, mask: i32, column: i32): void {
  const bits = load<i32>(diagonal, JOINT_LOW_BITS);
  const part = ROW << (<usize>bits);
  const lowBits = lowBlockBits(rowBits);
  const lowMask = mask & ((1 << lowBits) - 1);
  const tiles = fillsTiles(lowMask, column) && bits >= 2;
  const block = max(part, ROW << (<usize>lowBits));
  let high: usize = 0;
  for (let p = x, end = x + (ROW << (<usize>rowBits)); p < end; p += block) {
    for (let q = p; q < p + block; q += part) diagonalBlock(q, diagonal, high++, conjugate, tiles);
    if (column != 0 && !tiles) hadamardLanes(p, block);
    hadamardMask(p, block, ROW, tiles ? lowMask & ~3 : lowMask);
  }
  hadamardHigh(x, rowBits, mask);
}

/** Adds the diagonal's gradient: z = Im(conj(lambda) psi), summed over the rest for each table. */
function addJointGradient(psi: usize, lambda: usize, diagonal: usize, gradient: usize): void {
  const rows: usize = (<usize>1) << (<usize>load<i32>(diagonal, JOINT_LOW_BITS));
  const highBits = load<i32>(diagonal, JOINT_HIGH_BITS);
  const high: usize = (<usize>1) << (<usize>highBits);
  const index = load<usize>(diagonal, JOINT_CROSS_INDEX);
  const lowZ = load<usize>(diagonal, JOINT_LOW_Z);
  const highZ = load<usize>(diagonal, JOINT_HIGH_Z);
  const bits = lowTableBits(diagonal);
  memory.fill(lowZ, 0, (<usize>8) << (<usize>bits));
  let p = psi;
  let q = lambda;
  for (let h: usize = 0; h < high; h++) {
    const table = lowZ + <usize>load<i32>(index + (h << 2)) * (rows << 4);
    let sum = f64x2.splat(0);
    for (let t = table, end = table + (rows << 4); t < end; t += 16, p += ROW, q += ROW) {
      const z = f64x2.sub(f64x2.mul(v128.load(q), v128.load(p, 16)), f64x2.mul(v128.load(q, 16), v128.load(p)));
      sum = f64x2.add(sum, z);
      v128.store(t, f64x2.add(v128.load(t), z));
    }
    store<f64>(highZ + (h << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
  hadamardNumbers(lowZ, bits);
  hadamardNumbers(highZ, highBits);
  // 2^-after.
  const scale = reinterpret<f64>((<u64>(1023 - load<i32>(diagonal, JOINT_AFTER))) << 52);
  readGradient(
    lowZ,
    load<usize>(diagonal, JOINT_LOW_TERMS),
    load<usize>(diagonal, JOINT_LOW_TERM_WORDS),
    load<usize>(diagonal, JOINT_LOW_TERM_COEFFICIENT),
    scale,
    gradient,
  );
  readGradient(
    highZ,
    load<usize>(diagonal, JOINT_HIGH_TERMS),
    load<usize>(diagonal, JOINT_HIGH_TERM_WORDS),
    load<usize>(diagonal, JOINT_HIGH_TERM_COEFFICIENT),
    scale,
    gradient,
  );
}

function readGradient(
  spectrum: usize,
  terms: usize,
  words: usize,
  coefficients: usize,
  scale: f64,
  gradient: usize,
): void {
  for (let t: usize = 0; t < terms; t++) {
    const p = gradient + ((<usize>load<i32>(words + (t << 3), 4)) << 3);
    const value = load<f64>(spectrum + ((<usize>load<i32>(words + (t << 3))) << 3));
    store<f64>(p, load<f64>(p) + load<f64>(coefficients + (t << 3)) * scale * value);
  }
}

function operationAt(operations: usize, n: i32): usize {
  return operations + <usize>(n * JOINT_OPERATION_WORDS * 4);
}

/**
 * Runs the operations forwards on x, making each diagonal's tables on the way when `angles` is not 0.
 *
 * @param spare - room for a state where there are permutations: each leaves the state in what was spare before
 * @returns where the state is: x or spare
 */
export function runJoint(x: usize, spare: usize, rowBits: i32, operations: usize, count: i32, angles: usize): usize {
  let from = x;
  let to = spare;
  for (let n = 0; n < count; n++) {
    const word = operationAt(operations, n);
    const kind = load<i32>(word);
    const argument = load<i32>(word, 4);
    if (kind == JOINT_HADAMARDS) jointHadamards(from, rowBits, argument, load<i32>(word, 8));
    else if (kind == JOINT_PERMUTATION) {
      permute(from, to, rowBits, <usize>argument, load<usize>(word, 8));
      const moved = to;
      to = from;
      from = moved;
    } else {
      const diagonal = <usize>argument;
      if (angles) makeJointTables(diagonal, angles);
      const next = operationAt(operations, n + 1);
      if (n + 1 < count && load<i32>(next) == JOINT_HADAMARDS) {
        diagonalThenHadamards(from, rowBits, diagonal, false, load<i32>(next, 4), load<i32>(next, 8));
        n++;
      } else jointDiagonal(from, diagonal, false);
    }
  }
  return from;
}

/**
 * Runs the operations backwards on psi and lambda, and adds to the gradient. The tables stand as runJoint left them.
 * Each step is undone on psi, so that no history is kept: psi returns to the state before the first operation.
 *
 * @param spare - as in runJoint
 * @returns where psi is: one of the three
 */
export function runJointBackward(
  psi: usize,
  lambda: usize,
  spare: usize,
  rowBits: i32,
  operations: usize,
  count: i32,
  gradient: usize,
): usize {
  let a = psi;
  let b = lambda;
  let free = spare;
  for (let n = count - 1; n >= 0; n--) {
    const word = operationAt(operations, n);
    const kind = load<i32>(word);
    const argument = load<i32>(word, 4);
    if (kind == JOINT_HADAMARDS) {
      jointHadamards(a, rowBits, argument, load<i32>(word, 8));
      jointHadamards(b, rowBits, argument, load<i32>(word, 8));
    } else if (kind == JOINT_PERMUTATION) {
      permuteBack(a, free, rowBits, <usize>argument, load<usize>(word, 8));
      permuteBack(b, a, rowBits, <usize>argument, load<usize>(word, 8));
      const moved = free;
      free = b;
      b = a;
      a = moved;
    } else {
      const diagonal = <usize>argument;
      addJointGradient(a, b, diagonal, gradient);
      const before = operationAt(operations, n - 1);
      if (n > 0 && load<i32>(before) == JOINT_HADAMARDS) {
        diagonalThenHadamards(a, rowBits, diagonal, true, load<i32>(before, 4), load<i32>(before, 8));
        diagonalThenHadamards(b, rowBits, diagonal, true, load<i32>(before, 4), load<i32>(before, 8));
        n--;
      } else {
        jointDiagonal(a, diagonal, true);
        jointDiagonal(b, diagonal, true);
      }
    }
  }
  return a;
}

function place(k: usize): usize {
  return ((k >> 1) << 5) + ((k & 1) << 3);
}

function isOdd(k: usize): bool {
  return (popcnt(k) & 1) == 1;
}

/**
 * The expectation of i^phase X^xMask Z^zMask (Z first), a Pauli string when phase is the number of Y: real part.
 * Masks are over amplitude indices, lowest qubit in bit 0.
 */
export function jointPauli(x: usize, qubits: i32, xMask: i32, zMask: i32, phase: i32): f64 {
  let re = 0.0;
  let im = 0.0;
  for (let k: usize = 0, n: usize = (<usize>1) << (<usize>qubits); k < n; k++) {
    const p = x + place(k);
    const q = x + place(k ^ <usize>xMask);
    const a = load<f64>(p);
    const b = load<f64>(p, 16);
    const c = load<f64>(q);
    const d = load<f64>(q, 16);
    const r = c * a + d * b;
    const i = c * b - d * a;
    if (isOdd(k & <usize>zMask)) {
      re -= r;
      im -= i;
    } else {
      re += r;
      im += i;
    }
  }
  const turn = phase & 3;
  return turn == 0 ? re : turn == 1 ? -im : turn == 2 ? -re : im;
}

/** out += coefficient i^phase X^xMask Z^zMask x. */
export function jointAddPauli(
  x: usize,
  out: usize,
  qubits: i32,
  xMask: i32,
  zMask: i32,
  phase: i32,
  coefficient: f64,
): void {
  const turn = phase & 3;
  for (let k: usize = 0, n: usize = (<usize>1) << (<usize>qubits); k < n; k++) {
    const p = x + place(k);
    const q = out + place(k ^ <usize>xMask);
    const c = isOdd(k & <usize>zMask) ? -coefficient : coefficient;
    const a = c * load<f64>(p);
    const b = c * load<f64>(p, 16);
    store<f64>(q, load<f64>(q) + (turn == 0 ? a : turn == 1 ? -b : turn == 2 ? -a : b));
    store<f64>(q, load<f64>(q, 16) + (turn == 0 ? b : turn == 1 ? a : turn == 2 ? -b : -a), 16);
  }
}

/**
 * For `count` uniforms in ascending order, writes the basis state at which the cumulative probability passes each:
 * i32 at out. Rounding may leave the last uniforms above the sum; they take the last state of weight > 0.
 */
export function jointSamples(x: usize, qubits: i32, uniforms: usize, count: i32, out: usize): void {
  let cumulative = 0.0;
  let taken: usize = 0;
  let last: usize = 0;
  for (let k: usize = 0, n: usize = (<usize>1) << (<usize>qubits); k < n && taken < <usize>count; k++) {
    const p = x + place(k);
    const re = load<f64>(p);
    const im = load<f64>(p, 16);
    const weight = re * re + im * im;
    if (weight == 0) continue;
    cumulative += weight;
    last = k;
    while (taken < <usize>count && load<f64>(uniforms + (taken << 3)) < cumulative) {
      store<i32>(out + (taken << 2), <i32>k);
      taken++;
    }
  }
  for (; taken < <usize>count; taken++) store<i32>(out + (taken << 2), <i32>last);
}
