// The operations of a sweep on vectors over Pauli strings, f64 [string][lanes], and their transposes.
// Coefficients are the same for all lanes or have planes of lanes: tag types T as in passes.ts.

function coefficient<T>(k: usize, n: usize, plane: usize): v128 {
  return isFloat<T>() ? v128.load64_splat(k + (n << 3)) : v128.load(k + n * plane);
}

/** y = K x on the digit with this stride: strings and stride counted in strings. */
export function turn<T>(
  x: usize,
  y: usize,
  strings: usize,
  stride: usize,
  k: usize,
  laneBytes: usize,
  affine: bool,
): void {
  const far = stride * laneBytes;
  const digit = 3 * stride;
  const shift = y - x;
  for (let v: usize = 0; v < laneBytes; v += 16) {
    const p0 = k + (isFloat<T>() ? 0 : v);
    const k11 = coefficient<T>(p0, 3, laneBytes);
    const k12 = coefficient<T>(p0, 4, laneBytes);
    const k13 = coefficient<T>(p0, 5, laneBytes);
    const k21 = coefficient<T>(p0, 6, laneBytes);
    const k22 = coefficient<T>(p0, 7, laneBytes);
    const k23 = coefficient<T>(p0, 8, laneBytes);
    const k31 = coefficient<T>(p0, 9, laneBytes);
    const k32 = coefficient<T>(p0, 10, laneBytes);
    const k33 = coefficient<T>(p0, 11, laneBytes);
    let string: usize = 0;
    do {
      const p = x + string * laneBytes + v;
      const q = p + far;
      const r = q + far;
      const s = r + far;
      const x1 = v128.load(q);
      const x2 = v128.load(r);
      const x3 = v128.load(s);
      let x0 = v128.load(p);
      if (affine) {
        x0 = f64x2.add(x0, f64x2.mul(coefficient<T>(p0, 0, laneBytes), x1));
        x0 = f64x2.add(x0, f64x2.mul(coefficient<T>(p0, 1, laneBytes), x2));
        x0 = f64x2.add(x0, f64x2.mul(coefficient<T>(p0, 2, laneBytes), x3));
      }
      v128.store(p + shift, x0);
      v128.store(q + shift, f64x2.add(f64x2.add(f64x2.mul(k11, x1), f64x2.mul(k12, x2)), f64x2.mul(k13, x3)));
      v128.store(r + shift, f64x2.add(f64x2.add(f64x2.mul(k21, x1), f64x2.mul(k22, x2)), f64x2.mul(k23, x3)));
      v128.store(s + shift, f64x2.add(f64x2.add(f64x2.mul(k31, x1), f64x2.mul(k32, x2)), f64x2.mul(k33, x3)));
      string = ((string | digit) + 1) & ~digit; // the next string whose digit is I
    } while (string < strings);
  }
}

/** x = K^T x, in place. */
export function turnTransposed<T>(
  x: usize,
  strings: usize,
  stride: usize,
  k: usize,
  laneBytes: usize,
  affine: bool,
): void {
  const far = stride * laneBytes;
  const digit = 3 * stride;
  for (let v: usize = 0; v < laneBytes; v += 16) {
    const p0 = k + (isFloat<T>() ? 0 : v);
    const k11 = coefficient<T>(p0, 3, laneBytes);
    const k12 = coefficient<T>(p0, 4, laneBytes);
    const k13 = coefficient<T>(p0, 5, laneBytes);
    const k21 = coefficient<T>(p0, 6, laneBytes);
    const k22 = coefficient<T>(p0, 7, laneBytes);
    const k23 = coefficient<T>(p0, 8, laneBytes);
    const k31 = coefficient<T>(p0, 9, laneBytes);
    const k32 = coefficient<T>(p0, 10, laneBytes);
    const k33 = coefficient<T>(p0, 11, laneBytes);
    let string: usize = 0;
    do {
      const p = x + string * laneBytes + v;
      const q = p + far;
      const r = q + far;
      const s = r + far;
      const x1 = v128.load(q);
      const x2 = v128.load(r);
      const x3 = v128.load(s);
      let y1 = f64x2.add(f64x2.add(f64x2.mul(k11, x1), f64x2.mul(k21, x2)), f64x2.mul(k31, x3));
      let y2 = f64x2.add(f64x2.add(f64x2.mul(k12, x1), f64x2.mul(k22, x2)), f64x2.mul(k32, x3));
      let y3 = f64x2.add(f64x2.add(f64x2.mul(k13, x1), f64x2.mul(k23, x2)), f64x2.mul(k33, x3));
      if (affine) {
        const x0 = v128.load(p);
        y1 = f64x2.add(y1, f64x2.mul(coefficient<T>(p0, 0, laneBytes), x0));
        y2 = f64x2.add(y2, f64x2.mul(coefficient<T>(p0, 1, laneBytes), x0));
        y3 = f64x2.add(y3, f64x2.mul(coefficient<T>(p0, 2, laneBytes), x0));
      }
      v128.store(q, y1);
      v128.store(r, y2);
      v128.store(s, y3);
      string = ((string | digit) + 1) & ~digit;
    } while (string < strings);
  }
}

/** Adds the derivative by K for the lanes at v, v128 [12], from the adjoint of y and x. */
export function turnGradient(
  x: usize,
  adjoint: usize,
  strings: usize,
  stride: usize,
  laneBytes: usize,
  v: usize,
  affine: bool,
  out: usize,
): void {
  const far = stride * laneBytes;
  const digit = 3 * stride;
  let g11 = v128.load(out, 48);
  let g12 = v128.load(out, 64);
  let g13 = v128.load(out, 80);
  let g21 = v128.load(out, 96);
  let g22 = v128.load(out, 112);
  let g23 = v128.load(out, 128);
  let g31 = v128.load(out, 144);
  let g32 = v128.load(out, 160);
  let g33 = v128.load(out, 176);
  const shift = adjoint - x;
  let string: usize = 0;
  do {
    const p = x + (string + stride) * laneBytes + v;
    const x1 = v128.load(p);
    const x2 = v128.load(p + far);
    const x3 = v128.load(p + 2 * far);
    let a = v128.load(p + shift);
    g11 = f64x2.add(g11, f64x2.mul(a, x1));
    g12 = f64x2.add(g12, f64x2.mul(a, x2));
    g13 = f64x2.add(g13, f64x2.mul(a, x3));
    a = v128.load(p + shift + far);
    g21 = f64x2.add(g21, f64x2.mul(a, x1));
    g22 = f64x2.add(g22, f64x2.mul(a, x2));
    g23 = f64x2.add(g23, f64x2.mul(a, x3));
    a = v128.load(p + shift + 2 * far);
    g31 = f64x2.add(g31, f64x2.mul(a, x1));
    g32 = f64x2.add(g32, f64x2.mul(a, x2));
    g33 = f64x2.add(g33, f64x2.mul(a, x3));
    string = ((string | digit) + 1) & ~digit;
  } while (string < strings);
  v128.store(out, g11, 48);
  v128.store(out, g12, 64);
  v128.store(out, g13, 80);
  v128.store(out, g21, 96);
  v128.store(out, g22, 112);
  v128.store(out, g23, 128);
  v128.store(out, g31, 144);
  v128.store(out, g32, 160);
  v128.store(out, g33, 176);
  if (affine) identityGradient(x, adjoint, strings, stride, laneBytes, v, out);
}

/** The part of row I. */
function identityGradient(
  x: usize,
  adjoint: usize,
  strings: usize,
  stride: usize,
  laneBytes: usize,
  v: usize,
  out: usize,
): void {
  const far = stride * laneBytes;
  const digit = 3 * stride;
  let g1 = v128.load(out);
  let g2 = v128.load(out, 16);
  let g3 = v128.load(out, 32);
  const shift = adjoint - x;
  let string: usize = 0;
  do {
    const p = x + string * laneBytes + v;
    const a = v128.load(p + shift);
    g1 = f64x2.add(g1, f64x2.mul(a, v128.load(p + far)));
    g2 = f64x2.add(g2, f64x2.mul(a, v128.load(p + 2 * far)));
    g3 = f64x2.add(g3, f64x2.mul(a, v128.load(p + 3 * far)));
    string = ((string | digit) + 1) & ~digit;
  } while (string < strings);
  v128.store(out, g1);
  v128.store(out, g2, 16);
  v128.store(out, g3, 32);
}

/**
 * Rotates pairs (a, b) of strings for the lanes at v, in place: x_a = c x_a - s x_b, x_b = s x_a + c x_b.
 *
 * @param pairs - i32 [count][a, b]
 */
export function rotatePairs(x: usize, pairs: usize, count: i32, c: v128, s: v128, v: usize, laneBytes: usize): void {
  const end = pairs + ((<usize>count) << 3);
  x += v;
  do {
    const p = x + <usize>load<i32>(pairs) * laneBytes;
    const q = x + <usize>load<i32>(pairs, 4) * laneBytes;
    const a = v128.load(p);
    const b = v128.load(q);
    v128.store(p, f64x2.sub(f64x2.mul(c, a), f64x2.mul(s, b)));
    v128.store(q, f64x2.add(f64x2.mul(s, a), f64x2.mul(c, b)));
    pairs += 8;
  } while (pairs < end);
}

/** The derivative by the angle of such rotations, from the vector behind them and its adjoint. */
export function pairsGradient(y: usize, adjoint: usize, pairs: usize, count: i32, v: usize, laneBytes: usize): v128 {
  const end = pairs + ((<usize>count) << 3);
  const shift = adjoint - y;
  let sum = f64x2.splat(0);
  y += v;
  do {
    const p = y + <usize>load<i32>(pairs) * laneBytes;
    const q = y + <usize>load<i32>(pairs, 4) * laneBytes;
    sum = f64x2.add(sum, f64x2.mul(v128.load(q + shift), v128.load(p)));
    sum = f64x2.sub(sum, f64x2.mul(v128.load(p + shift), v128.load(q)));
    pairs += 8;
  } while (pairs < end);
  return sum;
}

/** y[string] = factor[string] x[from[string]]. */
export function permute(x: usize, y: usize, from: usize, factors: usize, strings: usize, laneBytes: usize): void {
  const end = from + (strings << 2);
  do {
    const factor = v128.load64_splat(factors);
    const p = x + <usize>load<i32>(from) * laneBytes;
    let v: usize = 0;
    do {
      v128.store(y + v, f64x2.mul(factor, v128.load(p + v)));
      v += 16;
    } while (v < laneBytes);
    y += laneBytes;
    from += 4;
    factors += 8;
  } while (from < end);
}

// A branch: where `count` qubits were measured with given outcomes, a run's matrix acts on another one's digit. With
// v_q = sum over I and Z of the measured qubits of sign x_q, what is added to x is sign / 2^count (K - 1) v.
// Conditions are i32 [stride, 1 or -1]: of Z, by the outcome 0 or 1.

/** The offset, in strings, of one choice of I and Z for the measured qubits, and whether its sign is negative: bit 31. */
function choiceOf(conditions: usize, count: i32, n: i32): u32 {
  let offset: u32 = 0;
  let negative = false;
  for (let i = 0; i < count; i++) {
    if (!((n >> i) & 1)) continue;
    const word = conditions + ((<usize>i) << 3);
    offset += 3 * load<u32>(word);
    if (load<i32>(word, 4) < 0) negative = !negative;
  }
  return negative ? offset | 0x80000000 : offset;
}

/** v128 [4]: v of the block whose measured digits and target digit are I. */
function gatherBlock(x: usize, conditions: usize, count: i32, far: usize, laneBytes: usize, out: usize): void {
  memory.fill(out, 0, 64);
  for (let n = 0; n < 1 << count; n++) {
    const choice = choiceOf(conditions, count, n);
    let p = x + <usize>(choice & 0x7fffffff) * laneBytes;
    for (let q: usize = 0; q < 64; q += 16) {
      const value = v128.load(p);
      const sum = v128.load(out + q);
      v128.store(out + q, choice >> 31 ? f64x2.sub(sum, value) : f64x2.add(sum, value));
      p += far;
    }
  }
}

/** Adds sign times v128 [4] to the block. */
function scatterBlock(x: usize, conditions: usize, count: i32, far: usize, laneBytes: usize, from: usize): void {
  for (let n = 0; n < 1 << count; n++) {
    const choice = choiceOf(conditions, count, n);
    let p = x + <usize>(choice & 0x7fffffff) * laneBytes;
    for (let q: usize = 0; q < 64; q += 16) {
      const value = v128.load(from + q);
      const old = v128.load(p);
      v128.store(p, choice >> 31 ? f64x2.sub(old, value) : f64x2.add(old, value));
      p += far;
    }
  }
}

/** The mask of all digits that a branch looks at: strings are visited by those that have I there. */
function maskOf(conditions: usize, count: i32, stride: usize): usize {
  let mask = 3 * stride;
  for (let i = 0; i < count; i++) mask |= 3 * <usize>load<i32>(conditions + ((<usize>i) << 3));
  return mask;
}

/** Room for two blocks. */
const BLOCK: usize = 64;

/** x = the branch of x, or of its transpose, in place, for the lanes at v; scratch v128 [8]. */
export function branch<T>(
  x: usize,
  strings: usize,
  stride: usize,
  k: usize,
  conditions: usize,
  count: i32,
  v: usize,
  laneBytes: usize,
  transposed: bool,
  scratch: usize,
): void {
  const mask = maskOf(conditions, count, stride);
  const scale = f64x2.splat(1.0 / <f64>(1 << count));
  const p0 = k + (isFloat<T>() ? 0 : v);
  let string: usize = 0;
  do {
    const p = x + string * laneBytes + v;
    gatherBlock(p, conditions, count, stride * laneBytes, laneBytes, scratch);
    for (let i: usize = 0; i < 4; i++) {
      let sum = f64x2.splat(0);
      for (let j: usize = 0; j < 4; j++) {
        const row = transposed ? j : i;
        const column = transposed ? i : j;
        if (column == 0) continue;
        let number = coefficient<T>(p0, 3 * row + column - 1, laneBytes);
        if (row == column) number = f64x2.sub(number, f64x2.splat(1));
        sum = f64x2.add(sum, f64x2.mul(number, v128.load(scratch + (j << 4))));
      }
      v128.store(scratch + BLOCK + (i << 4), f64x2.mul(scale, sum));
    }
    scatterBlock(p, conditions, count, stride * laneBytes, laneBytes, scratch + BLOCK);
    string = ((string | mask) + 1) & ~mask;
  } while (string < strings);
}

/** Adds the derivative by K for the lanes at v, v128 [12], from x and the adjoint of what the branch makes of it. */
export function branchGradient(
  x: usize,
  adjoint: usize,
  strings: usize,
  stride: usize,
  conditions: usize,
  count: i32,
  v: usize,
  laneBytes: usize,
  scratch: usize,
  out: usize,
): void {
  const mask = maskOf(conditions, count, stride);
  const scale = f64x2.splat(1.0 / <f64>(1 << count));
  let string: usize = 0;
  do {
    const at = string * laneBytes + v;
    gatherBlock(x + at, conditions, count, stride * laneBytes, laneBytes, scratch);
    gatherBlock(adjoint + at, conditions, count, stride * laneBytes, laneBytes, scratch + BLOCK);
    for (let i: usize = 0; i < 4; i++) {
      const a = f64x2.mul(scale, v128.load(scratch + BLOCK + (i << 4)));
      for (let j: usize = 0; j < 3; j++) {
        const to = out + ((3 * i + j) << 4);
        v128.store(to, f64x2.add(v128.load(to), f64x2.mul(a, v128.load(scratch + ((j + 1) << 4)))));
      }
    }
    string = ((string | mask) + 1) & ~mask;
  } while (string < strings);
}
