// Accumulators of the gradient dLoss/dO over chunks of samples: a tile is one matrix element, two v128 (real and
// imaginary part, a lane each for the even and the odd samples), summed over its lanes only when it is read.

import { CHUNK, PLANE } from './layout';

export const LANE_BYTES: usize = CHUNK * 8;
export const PLANE_BYTES: usize = PLANE * 8;
export const ROW_BYTES: usize = 2 * PLANE_BYTES; // one complex number a sample: real plane, imaginary plane

export function addTile(tile: usize, re: v128, im: v128): void {
  v128.store(tile, f64x2.add(v128.load(tile), re));
  v128.store(tile, f64x2.add(v128.load(tile, 16), im), 16);
}

/** Adds sum over the chunk of t_i conj(p_j) and t_(i+1) conj(p_j) to two tiles; t stands in work. */
export function tilePair(work: usize, pj: usize, tile: usize): void {
  let r0 = f64x2.splat(0);
  let m0 = f64x2.splat(0);
  let r1 = f64x2.splat(0);
  let m1 = f64x2.splat(0);
  let v: usize = 0;
  do {
    const p = pj + v;
    const t = work + v;
    const pr = v128.load(p);
    const pm = v128.load(p, PLANE_BYTES);
    const t0r = v128.load(t);
    const t0i = v128.load(t, PLANE_BYTES);
    r0 = f64x2.add(r0, f64x2.add(f64x2.mul(t0r, pr), f64x2.mul(t0i, pm)));
    m0 = f64x2.add(m0, f64x2.sub(f64x2.mul(t0i, pr), f64x2.mul(t0r, pm)));
    const t1r = v128.load(t, 2 * PLANE_BYTES);
    const t1i = v128.load(t, 3 * PLANE_BYTES);
    r1 = f64x2.add(r1, f64x2.add(f64x2.mul(t1r, pr), f64x2.mul(t1i, pm)));
    m1 = f64x2.add(m1, f64x2.sub(f64x2.mul(t1i, pr), f64x2.mul(t1r, pm)));
    v += 16;
  } while (v < LANE_BYTES);
  addTile(tile, r0, m0);
  addTile(tile + 32, r1, m1);
}

/** Reads a tile, times scale, into elements (i, j) and (j, i) of a Hermitian matrix. */
export function readTile(gradient: usize, size: usize, i: usize, j: usize, tile: usize, scale: f64): void {
  const re = scale * (load<f64>(tile) + load<f64>(tile, 8));
  const im = scale * (load<f64>(tile, 16) + load<f64>(tile, 24));
  const upper = gradient + ((i * size + j) << 4);
  const lower = gradient + ((j * size + i) << 4);
  store<f64>(upper, re);
  store<f64>(upper, im, 8);
  store<f64>(lower, re);
  store<f64>(lower, -im, 8);
}
