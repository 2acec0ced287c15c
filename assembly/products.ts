// Matrices that all samples share times vectors that each sample has its own of, and the gradients of such matrices.
//   matrix   f64 [rows / 2][columns][re, im of the even row, re, im of the odd row]
//   vector   f64 [entry][re, im][PLANE]: samples fill the lanes
// Two rows go together, which halves the loads of the vector; wider tiles spill in V8. The loops test at their ends: V8
// takes what does not change out of no others.

import { LANE_BYTES, PLANE_BYTES, ROW_BYTES, tilePair } from './tiles';

/** Bytes of a matrix: addresses are counted in usize, work space in f64. */
export function matrixBytes<T>(rows: T, columns: T): T {
  return <T>(rows * columns * 16);
}

/** Sets an entry of a matrix of so many columns. */
export function setEntry(matrix: usize, columns: usize, row: usize, column: usize, re: f64, im: f64): void {
  const at = matrix + (((row >> 1) * columns + column) << 5) + ((row & 1) << 4);
  store<f64>(at, re);
  store<f64>(at, im, 8);
}

/** y = matrix x for the chunk. */
export function multiply(matrix: usize, x: usize, y: usize, rows: usize, columns: usize): void {
  const last = matrix + matrixBytes(rows, columns);
  const row = columns << 5;
  const end = x + LANE_BYTES;
  do {
    let m = matrix;
    let out = y;
    do {
      let t0r = f64x2.splat(0);
      let t0i = f64x2.splat(0);
      let t1r = f64x2.splat(0);
      let t1i = f64x2.splat(0);
      let q = x;
      const next = m + row;
      do {
        const xr = v128.load(q);
        const xi = v128.load(q, PLANE_BYTES);
        let a = v128.load64_splat(m);
        let b = v128.load64_splat(m, 8);
        t0r = f64x2.add(t0r, f64x2.sub(f64x2.mul(a, xr), f64x2.mul(b, xi)));
        t0i = f64x2.add(t0i, f64x2.add(f64x2.mul(a, xi), f64x2.mul(b, xr)));
        a = v128.load64_splat(m, 16);
        b = v128.load64_splat(m, 24);
        t1r = f64x2.add(t1r, f64x2.sub(f64x2.mul(a, xr), f64x2.mul(b, xi)));
        t1i = f64x2.add(t1i, f64x2.add(f64x2.mul(a, xi), f64x2.mul(b, xr)));
        m += 32;
        q += ROW_BYTES;
      } while (m < next);
      v128.store(out, t0r);
      v128.store(out, t0i, PLANE_BYTES);
      v128.store(out, t1r, 2 * PLANE_BYTES);
      v128.store(out, t1i, 3 * PLANE_BYTES);
      out += 2 * ROW_BYTES;
    } while (m < last);
    x += 16;
    y += 16;
  } while (x < end);
}

/** Adds sum over the chunk of x_i conj(y_r) to the tiles [entries of x / 2][entries of y][even i, odd i]. */
export function addOuter(x: usize, y: usize, tiles: usize, xEntries: usize, yEntries: usize): void {
  const end = x + xEntries * ROW_BYTES;
  do {
    let r = y;
    const last = y + yEntries * ROW_BYTES;
    do {
      tilePair(x, r, tiles);
      r += ROW_BYTES;
      tiles += 64;
    } while (r < last);
    x += 2 * ROW_BYTES;
  } while (x < end);
}

/** Where the tile of (i, r) stands in its tiles. */
export function tileAt(i: usize, r: usize, yEntries: usize): usize {
  return (((i >> 1) * yEntries + r) << 6) + ((i & 1) << 5);
}

/** Bytes of the tiles, in usize or f64 alike. */
export function tilesBytes<T>(xEntries: T, yEntries: T): T {
  return <T>(xEntries * yEntries * 32);
}

/** The even and odd lanes' sums of a tile part together. */
export function tileSum(tile: usize): f64 {
  return load<f64>(tile) + load<f64>(tile, 8);
}
