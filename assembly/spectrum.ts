// What a symmetric matrix says about its rank: a pivoted Cholesky factorisation with bounds, and all eigenvalues.

/** Columns that one pass of `combine` holds in registers. */
const TILE: usize = 16;

/**
 * f64 from one row to the next: room for a whole tile behind the last column, and an odd number of cache lines, so that
 * a column is spread over all cache sets.
 */
function strideOf(size: usize): usize {
  return ((size + 15) & ~15) + 24;
}

/** Bytes of work space for `pivotedCholesky`. */
export function choleskyBytes(size: i32): usize {
  return (2 * <usize>size * strideOf(<usize>size)) << 3;
}

/** out[0 .. 16) -= sum over rows i from `first` to `end` - 1 of scale_i row_i[0 .. 16); scales are a row apart too. */
function combine(out: usize, row: usize, scale: usize, stride: usize, first: usize, end: usize): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  let c = v128.load(out, 32);
  let d = v128.load(out, 48);
  let e = v128.load(out, 64);
  let f = v128.load(out, 80);
  let g = v128.load(out, 96);
  let h = v128.load(out, 112);
  let r = row + first * stride;
  let s = scale + first * stride;
  for (let i = first; i < end; i++) {
    const x = v128.load64_splat(s);
    a = f64x2.sub(a, f64x2.mul(x, v128.load(r)));
    b = f64x2.sub(b, f64x2.mul(x, v128.load(r, 16)));
    c = f64x2.sub(c, f64x2.mul(x, v128.load(r, 32)));
    d = f64x2.sub(d, f64x2.mul(x, v128.load(r, 48)));
    e = f64x2.sub(e, f64x2.mul(x, v128.load(r, 64)));
    f = f64x2.sub(f, f64x2.mul(x, v128.load(r, 80)));
    g = f64x2.sub(g, f64x2.mul(x, v128.load(r, 96)));
    h = f64x2.sub(h, f64x2.mul(x, v128.load(r, 112)));
    r += stride;
    s += stride;
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
  v128.store(out, e, 64);
  v128.store(out, f, 80);
  v128.store(out, g, 96);
  v128.store(out, h, 112);
}

function swapF64(a: usize, b: usize): void {
  const value = load<f64>(a);
  store<f64>(a, load<f64>(b));
  store<f64>(b, value);
}

/**
 * Factorises a positive semidefinite matrix with complete pivoting, P^T A P = R^T R, until what is left is small.
 *
 * Row k of R follows from the rows before it, so A is only read: r_kj = (a_kj - sum_i r_ik r_ij) / r_kk. Beside R the
 * columns of its inverse are made, whose squares bound the smallest eigenvalue of the leading block from below.
 *
 * Reads `matrix`, f64 [size][size]. Fills `order`, i32 [size], the rows by pivot; `pivots`, f64 [size + 1]: r_kk^2 of
 * the steps done, behind them the diagonal of what is left, and last the sum of the squares of R^-1. `work` has
 * choleskyBytes. Cost: size^3 / 3 multiply-adds for a full rank, and half of that for the inverse.
 *
 * @param stop - the factorisation ends at a pivot up to this part of the first
 * @returns the number of steps
 */
export function pivotedCholesky(matrix: usize, size: i32, stop: f64, order: usize, pivots: usize, work: usize): i32 {
  const n = <usize>size;
  const stride = strideOf(n) << 3;
  const inverse = work + n * stride;
  for (let j: usize = 0; j < n; j++) {
    store<i32>(order + (j << 2), <i32>j);
    store<f64>(pivots + (j << 3), load<f64>(matrix + ((j * n + j) << 3)));
  }
  let squares: f64 = 0;
  let least: f64 = 0;
  let k: usize = 0;
  for (; k < n; k++) {
    let best = k;
    for (let j = k + 1; j < n; j++) if (load<f64>(pivots + (j << 3)) > load<f64>(pivots + (best << 3))) best = j;
    const pivot = load<f64>(pivots + (best << 3));
    if (!(pivot > least)) break;
    if (k == 0) least = stop * pivot;
    if (best != k) {
      const place = load<i32>(order + (k << 2));
      store<i32>(order + (k << 2), load<i32>(order + (best << 2)));
      store<i32>(order + (best << 2), place);
      swapF64(pivots + (k << 3), pivots + (best << 3));
      for (let i: usize = 0; i < k; i++) swapF64(work + i * stride + (k << 3), work + i * stride + (best << 3));
    }
    const root = Math.sqrt(pivot);
    squares += factorRow(matrix, n, k, root, order, pivots, work, inverse, stride);
  }
  store<f64>(pivots + (n << 3), squares);
  return <i32>k;
}

/**
 * Step k: the row of R behind its diagonal, the diagonal that it leaves, and the column of the inverse, whose squares are
 * returned.
 */
function factorRow(
  matrix: usize,
  n: usize,
  k: usize,
  root: f64,
  order: usize,
  pivots: usize,
  work: usize,
  inverse: usize,
  stride: usize,
): f64 {
  const scale = work + (k << 3);
  const row = work + k * stride;
  const source = matrix + ((<usize>load<i32>(order + (k << 2)) * n) << 3);
  for (let j = k + 1; j < n; j++) {
    store<f64>(row + (j << 3), load<f64>(source + ((<usize>load<i32>(order + (j << 2))) << 3)));
  }
  // No number that is read comes of the padding; cleared, it has none of those that are slow to multiply.
  memory.fill(row + (n << 3), 0, stride - (n << 3));
  for (let j = k + 1; j < n; j += TILE) combine(row + (j << 3), work + (j << 3), scale, stride, 0, k);
  for (let j = k + 1; j < n; j++) {
    const r = load<f64>(row + (j << 3)) / root;
    store<f64>(row + (j << 3), r);
    store<f64>(pivots + (j << 3), load<f64>(pivots + (j << 3)) - r * r);
  }
  const column = inverse + k * stride;
  memory.fill(column, 0, stride);
  for (let i: usize = 0; i < k; i += TILE) combine(column + (i << 3), inverse + (i << 3), scale, stride, i, k);
  let squares = 1 / (root * root);
  for (let i: usize = 0; i < k; i++) {
    const x = load<f64>(column + (i << 3)) / root;
    store<f64>(column + (i << 3), x);
    squares += x * x;
  }
  store<f64>(column + (k << 3), 1 / root);
  return squares;
}

/**
 * Fills `values`, f64 [size], with the eigenvalues of a symmetric matrix, in no order; none is finite where a number of the
 * matrix is not.
 *
 * Householder reflections make it tridiagonal, implicit QL steps diagonal, both at the scale 1: no square leaves the range
 * of a double. `matrix`, f64 [size][size], is used up; `work` is f64 [2 size]. Cost: size^3 multiply-adds.
 *
 * @returns how many were found: all, but for a limit that no matrix is known to reach
 */
export function eigenvalues(matrix: usize, size: i32, values: usize, work: usize): i32 {
  const n = <usize>size;
  const beside = work;
  const unit = unitOf(matrix, n * n);
  multiplyAll(matrix, n * n, 1 / unit);
  makeTridiagonal(matrix, n, values, beside, work + (n << 3));
  const found = diagonalise(n, values, beside);
  multiplyAll(values, n, unit);
  return found;
}

/**
 * The power of two that the largest magnitude of some numbers has for its unit, so that they are divided by it without an
 * error; not finite where one of them is not.
 */
function unitOf(numbers: usize, count: usize): f64 {
  let largest: f64 = 0;
  for (let i: usize = 0; i < count; i++) largest = Math.max(largest, Math.abs(load<f64>(numbers + (i << 3))));
  // Numbers too small for an exponent of their own share that of 2^-1022.
  return reinterpret<f64>(max<u64>(1, reinterpret<u64>(largest) >> 52) << 52);
}

/** Multiplies so many numbers by x. */
function multiplyAll(numbers: usize, count: usize, x: f64): void {
  for (let i: usize = 0; i < count; i++) {
    const p = numbers + (i << 3);
    store<f64>(p, load<f64>(p) * x);
  }
}

/** a . b over n numbers. */
function dot(a: usize, b: usize, n: usize): f64 {
  let s = f64x2.splat(0);
  let t = s;
  let i: usize = 0;
  for (; i + 4 <= n; i += 4) {
    s = f64x2.add(s, f64x2.mul(v128.load(a + (i << 3)), v128.load(b + (i << 3))));
    t = f64x2.add(t, f64x2.mul(v128.load(a + (i << 3), 16), v128.load(b + (i << 3), 16)));
  }
  s = f64x2.add(s, t);
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  for (; i < n; i++) sum += load<f64>(a + (i << 3)) * load<f64>(b + (i << 3));
  return sum;
}

/** out -= x a + y b over n numbers. */
function subtractTwo(out: usize, x: f64, a: usize, y: f64, b: usize, n: usize): void {
  const xs = f64x2.splat(x);
  const ys = f64x2.splat(y);
  let i: usize = 0;
  for (; i + 2 <= n; i += 2) {
    const p = i << 3;
    const sum = f64x2.add(f64x2.mul(xs, v128.load(a + p)), f64x2.mul(ys, v128.load(b + p)));
    v128.store(out + p, f64x2.sub(v128.load(out + p), sum));
  }
  if (i < n) {
    const p = i << 3;
    store<f64>(out + p, load<f64>(out + p) - (x * load<f64>(a + p) + y * load<f64>(b + p)));
  }
}

/** Leaves the diagonal in `diagonal` and what stands beside it in `beside`, [size - 1]; then a 0. */
function makeTridiagonal(matrix: usize, n: usize, diagonal: usize, beside: usize, work: usize): void {
  for (let k: usize = 0; k < n; k++) {
    store<f64>(diagonal + (k << 3), load<f64>(matrix + ((k * n + k) << 3)));
    const left = n - k - 1;
    // The row to the right of the diagonal is the column below it; it becomes the reflection's vector v.
    const v = matrix + ((k * n + k + 1) << 3);
    if (left == 0) {
      store<f64>(beside + (k << 3), 0);
      break;
    }
    const first = load<f64>(v);
    const length = Math.sqrt(dot(v, v, left));
    const reflected = first > 0 ? -length : length;
    store<f64>(beside + (k << 3), reflected);
    if (left == 1 || length == 0) continue;
    store<f64>(v, first - reflected);
    const beta = 1 / (length * (length + Math.abs(first)));
    const rest = v + (n << 3);
    for (let i: usize = 0; i < left; i++) store<f64>(work + (i << 3), beta * dot(rest + ((i * n) << 3), v, left));
    const half = 0.5 * beta * dot(work, v, left);
    for (let i: usize = 0; i < left; i++) {
      store<f64>(work + (i << 3), load<f64>(work + (i << 3)) - half * load<f64>(v + (i << 3)));
    }
    for (let i: usize = 0; i < left; i++) {
      const p = i << 3;
      subtractTwo(rest + ((i * n) << 3), load<f64>(v + p), work, load<f64>(work + p), v, left);
    }
  }
}

/** Steps after which an eigenvalue is given up; two are usual. */
const MOST_STEPS = 60;

/** Half the distance from 1 to the next number. */
const ROUNDING: f64 = 1.1102230246251565e-16;

/**
 * The implicit QL algorithm with Wilkinson's shift, on diagonal d and e beside it.
 *
 * What is below the rounding error of the whole matrix counts as zero: eigenvalues are asked for to that error only,
 * and among many that are zero but for it the steps would go on for long.
 */
function diagonalise(n: usize, d: usize, e: usize): i32 {
  let greatest: f64 = 0;
  for (let i: usize = 0; i < n; i++) {
    greatest = Math.max(greatest, Math.abs(load<f64>(d + (i << 3))) + Math.abs(load<f64>(e + (i << 3))));
  }
  const zero = ROUNDING * greatest;
  for (let l: usize = 0; l < n; l++) {
    for (let steps = 0; ; steps++) {
      let m = l;
      // The last one is 0.
      while (Math.abs(load<f64>(e + (m << 3))) > zero) m++;
      if (m == l) break;
      if (steps == MOST_STEPS) return <i32>l;
      chaseBulge(l, m, d, e);
    }
  }
  return <i32>n;
}

/**
 * One step on the block from l to m, whose numbers beside the diagonal all count.
 *
 * No r is 0 at the scale that `eigenvalues` gives a matrix, where each e of the block is above 2^-106. The first is as large
 * as such an e. A turn that starts with s' and c' and ends with s and c leaves, for the next one, f = s e and, but for what
 * s multiplies, g = (2 c^2 - 1) c' e'. Were both next to nothing, so would be s and therefore c'; but then s' is near 1, and
 * s = s' e' / r' is not smaller than e' beside the largest number.
 */
function chaseBulge(l: usize, m: usize, d: usize, e: usize): void {
  const dl = load<f64>(d + (l << 3));
  const el = load<f64>(e + (l << 3));
  let g = (load<f64>(d + (l << 3), 8) - dl) / (2 * el);
  const far = Math.sqrt(g * g + 1);
  g = load<f64>(d + (m << 3)) - dl + el / (g >= 0 ? g + far : g - far);
  let s: f64 = 1;
  let c: f64 = 1;
  let p: f64 = 0;
  for (let i = m; i-- > l; ) {
    const f = s * load<f64>(e + (i << 3));
    const b = c * load<f64>(e + (i << 3));
    const r = Math.sqrt(f * f + g * g);
    store<f64>(e + (i << 3), r, 8);
    s = f / r;
    c = g / r;
    g = load<f64>(d + (i << 3), 8) - p;
    const t = (load<f64>(d + (i << 3)) - g) * s + 2 * c * b;
    p = s * t;
    store<f64>(d + (i << 3), g + p, 8);
    g = c * t - b;
  }
  store<f64>(d + (l << 3), dl - p);
  store<f64>(e + (l << 3), g);
  store<f64>(e + (m << 3), 0);
}
