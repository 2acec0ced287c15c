// What tangents.ts does with the samples of a chunk, which fill the lanes: any even number of them.
//   vector  f64 [entry][re, im][lanes], as gathered
//   state   f64 [row][copy][lanes / 2][re, re, im, im], as in sweep.ts

/** Angles, and samples, that stand side by side. */
export const SIDE: i32 = 4;

/** y = matrix u a lane: u f64 [size][re, im][lanes], y a column of states. */
export function multiplyLanes(matrix: usize, u: usize, y: usize, size: usize, laneBytes: usize, copies: usize): void {
  const step = 2 * laneBytes;
  const row = step * copies;
  const width = size << 5;
  for (let v: usize = 0; v < laneBytes; v += 16) {
    let m = matrix;
    let out = y + 2 * v;
    for (let pair: usize = 0; pair < size; pair += 2) {
      let t0r = f64x2.splat(0);
      let t0i = f64x2.splat(0);
      let t1r = f64x2.splat(0);
      let t1i = f64x2.splat(0);
      let q = u + v;
      const next = m + width;
      do {
        const xr = v128.load(q);
        const xi = v128.load(q + laneBytes);
        let a = v128.load64_splat(m);
        let b = v128.load64_splat(m, 8);
        t0r = f64x2.add(t0r, f64x2.sub(f64x2.mul(a, xr), f64x2.mul(b, xi)));
        t0i = f64x2.add(t0i, f64x2.add(f64x2.mul(a, xi), f64x2.mul(b, xr)));
        a = v128.load64_splat(m, 16);
        b = v128.load64_splat(m, 24);
        t1r = f64x2.add(t1r, f64x2.sub(f64x2.mul(a, xr), f64x2.mul(b, xi)));
        t1i = f64x2.add(t1i, f64x2.add(f64x2.mul(a, xi), f64x2.mul(b, xr)));
        m += 32;
        q += step;
      } while (m < next);
      v128.store(out, t0r);
      v128.store(out, t0i, 16);
      v128.store(out + row, t1r);
      v128.store(out + row, t1i, 16);
      out += 2 * row;
    }
  }
}

/**
 * w_k = sum over l of K_kl c_l for so many rows, an even number, with K as in columns.ts: K_kk the seed of M_kk, K_kl for
 * k < l half those of Re M_kl and Im M_kl, conjugate, and K Hermitian.
 */
export function weightLanes(seeds: usize, c: usize, w: usize, rows: usize, copies: usize, laneBytes: usize): void {
  const step = 2 * laneBytes;
  const row = step * copies;
  const half = f64x2.splat(0.5);
  const isDiagonal = hasDiagonalAlone(seeds, copies, laneBytes);
  for (let v: usize = 0; v < laneBytes; v += 16) {
    for (let k: usize = 0; k < copies; k++) {
      const diagonal = seeds + k * (2 * copies - k) * laneBytes + v;
      const weight = v128.load(diagonal);
      for (let r = 2 * v, end = r + rows * row; r < end; r += 2 * row) {
        let t0r = f64x2.splat(0);
        let t0i = f64x2.splat(0);
        let t1r = f64x2.splat(0);
        let t1i = f64x2.splat(0);
        let q = c + r;
        if (!isDiagonal) {
          // K_kl for l < k is the conjugate of K_lk, whose places lie one row of coordinates apart.
          let s = seeds + v + (2 * k - 1) * laneBytes;
          for (let l: usize = 0; l < k; l++, q += step) {
            const sr = v128.load(s);
            const si = v128.load(s + laneBytes);
            s += (2 * (copies - l) - 3) * laneBytes;
            const r0 = v128.load(q);
            const i0 = v128.load(q, 16);
            t0r = f64x2.add(t0r, f64x2.sub(f64x2.mul(sr, r0), f64x2.mul(si, i0)));
            t0i = f64x2.add(t0i, f64x2.add(f64x2.mul(sr, i0), f64x2.mul(si, r0)));
            const r1 = v128.load(q + row);
            const i1 = v128.load(q + row, 16);
            t1r = f64x2.add(t1r, f64x2.sub(f64x2.mul(sr, r1), f64x2.mul(si, i1)));
            t1i = f64x2.add(t1i, f64x2.add(f64x2.mul(sr, i1), f64x2.mul(si, r1)));
          }
          s = diagonal + laneBytes;
          for (let l = k + 1; l < copies; l++) {
            q += step;
            const sr = v128.load(s);
            const si = v128.load(s + laneBytes);
            s += 2 * laneBytes;
            const r0 = v128.load(q);
            const i0 = v128.load(q, 16);
            t0r = f64x2.add(t0r, f64x2.add(f64x2.mul(sr, r0), f64x2.mul(si, i0)));
            t0i = f64x2.add(t0i, f64x2.sub(f64x2.mul(sr, i0), f64x2.mul(si, r0)));
            const r1 = v128.load(q + row);
            const i1 = v128.load(q + row, 16);
            t1r = f64x2.add(t1r, f64x2.add(f64x2.mul(sr, r1), f64x2.mul(si, i1)));
            t1i = f64x2.add(t1i, f64x2.sub(f64x2.mul(sr, i1), f64x2.mul(si, r1)));
          }
        }
        const own = c + r + k * step;
        const out = w + r + k * step;
        v128.store(out, f64x2.add(f64x2.mul(weight, v128.load(own)), f64x2.mul(half, t0r)));
        v128.store(out, f64x2.add(f64x2.mul(weight, v128.load(own, 16)), f64x2.mul(half, t0i)), 16);
        v128.store(out + row, f64x2.add(f64x2.mul(weight, v128.load(own + row)), f64x2.mul(half, t1r)));
        v128.store(out + row, f64x2.add(f64x2.mul(weight, v128.load(own + row, 16)), f64x2.mul(half, t1i)), 16);
      }
    }
  }
}

/** Whether K is diagonal in all lanes, as for a processor without its partners. */
function hasDiagonalAlone(seeds: usize, copies: usize, laneBytes: usize): bool {
  let any = i64x2.splat(0);
  let s = seeds;
  for (let k: usize = 0; k < copies; k++) {
    s += laneBytes;
    for (const end = s + 2 * (copies - k - 1) * laneBytes; s < end; s += 16) any = v128.or(any, v128.load(s));
  }
  return !v128.any_true(any);
}

/** Lambda_ab = sum over k of conj(d_k)_a (w_k)_b. */
export function outerLanes(d: usize, w: usize, lambda: usize, half: usize, copies: usize, laneBytes: usize): void {
  const step = 2 * laneBytes;
  const row = step * copies;
  const line = (half * SIDE) << 4; // bytes of Lambda from one a to the next
  for (let v: usize = 0; v < laneBytes; v += 16) {
    // Two lanes of four: the other two of a last tile that has none stay as they are, and are not read.
    const out = lambda + (v >> 5) * half * line + (v & 16);
    for (let a: usize = 0; a < half; a++) {
      for (let b: usize = 0; b < half; b += 2) {
        let p = d + a * row + 2 * v;
        let q = w + b * row + 2 * v;
        let r0 = f64x2.splat(0);
        let i0 = f64x2.splat(0);
        let r1 = f64x2.splat(0);
        let i1 = f64x2.splat(0);
        const end = p + row;
        do {
          const dr = v128.load(p);
          const di = v128.load(p, 16);
          let wr = v128.load(q);
          let wi = v128.load(q, 16);
          r0 = f64x2.add(r0, f64x2.add(f64x2.mul(dr, wr), f64x2.mul(di, wi)));
          i0 = f64x2.add(i0, f64x2.sub(f64x2.mul(dr, wi), f64x2.mul(di, wr)));
          wr = v128.load(q + row);
          wi = v128.load(q + row, 16);
          r1 = f64x2.add(r1, f64x2.add(f64x2.mul(dr, wr), f64x2.mul(di, wi)));
          i1 = f64x2.add(i1, f64x2.sub(f64x2.mul(dr, wi), f64x2.mul(di, wr)));
          p += step;
          q += step;
        } while (p < end);
        const to = out + a * line + ((b * SIDE) << 4);
        v128.store(to, r0);
        v128.store(to, i0, 32);
        v128.store(to, r1, 64);
        v128.store(to, i1, 96);
      }
    }
  }
}

/** Scalar products of four tangents with four samples' Lambda; writes those of `count` angles, and two or four samples. */
export function scalarProducts(
  tangents: usize,
  lambda: usize,
  bytes: usize,
  out: usize,
  outRow: usize,
  count: i32,
  four: bool,
): void {
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let c0 = f64x2.splat(0);
  let c1 = f64x2.splat(0);
  let d0 = f64x2.splat(0);
  let d1 = f64x2.splat(0);
  const end = lambda + bytes;
  do {
    const x = v128.load(lambda);
    const y = v128.load(lambda, 16);
    let t = v128.load64_splat(tangents);
    a0 = f64x2.add(a0, f64x2.mul(t, x));
    a1 = f64x2.add(a1, f64x2.mul(t, y));
    t = v128.load64_splat(tangents, 8);
    b0 = f64x2.add(b0, f64x2.mul(t, x));
    b1 = f64x2.add(b1, f64x2.mul(t, y));
    t = v128.load64_splat(tangents, 16);
    c0 = f64x2.add(c0, f64x2.mul(t, x));
    c1 = f64x2.add(c1, f64x2.mul(t, y));
    t = v128.load64_splat(tangents, 24);
    d0 = f64x2.add(d0, f64x2.mul(t, x));
    d1 = f64x2.add(d1, f64x2.mul(t, y));
    lambda += 32;
    tangents += 32;
  } while (lambda < end);
  v128.store(out, a0);
  if (four) v128.store(out, a1, 16);
  if (count < 2) return;
  v128.store(out + outRow, b0);
  if (four) v128.store(out + outRow, b1, 16);
  if (count < 3) return;
  v128.store(out + 2 * outRow, c0);
  if (four) v128.store(out + 2 * outRow, c1, 16);
  if (count < 4) return;
  v128.store(out + 3 * outRow, d0);
  if (four) v128.store(out + 3 * outRow, d1, 16);
}
