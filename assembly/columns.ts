// The samples' part for any embedding: each sample has 2^h embedded columns u_k, one a basis state of the ebit halves.
//
//     M_kl = u_k^+ O u_l,    k <= l,
//
// is Hermitian; its 4^h real coordinates (M_kk, and Re M_kl, Im M_kl for k < l) go to the response slots.
// Cost a sample: 2^h 4^m + 2^(2h+m) complex multiply-adds forwards, about the same backwards.
//   columns, images, weighted   f64 [2^h][2^m][re, im][PLANE]: u_k, O u_k, sum over l of K_kl u_l
//   tiles                       v128 [2^m][2^m][re, im]: only i <= j is read

import { LANE_BYTES, PLANE_BYTES, ROW_BYTES, readTile, tilePair } from './tiles';

/** images_l = O u_l, then the coordinates of M. */
export function columnsForward(
  observable: usize,
  columns: usize,
  images: usize,
  slots: usize,
  qubits: i32,
  halves: i32,
): void {
  const size: usize = (<usize>1) << (<usize>qubits);
  const count: usize = (<usize>1) << (<usize>halves);
  const width = size << 4;
  const column = size * ROW_BYTES;
  for (let l: usize = 0; l < count; l++) {
    for (let v: usize = 0; v < LANE_BYTES; v += 16) {
      const u = columns + l * column + v;
      for (let i: usize = 0; i < size; i += 2) {
        let t0r = f64x2.splat(0);
        let t0i = t0r;
        let t1r = t0r;
        let t1i = t0r;
        let q = u;
        for (let o = observable + i * width, end = o + width; o < end; o += 16, q += ROW_BYTES) {
          const pr = v128.load(q);
          const pm = v128.load(q, PLANE_BYTES);
          let x = v128.load64_splat(o);
          let y = v128.load64_splat(o, 8);
          t0r = f64x2.add(t0r, f64x2.sub(f64x2.mul(x, pr), f64x2.mul(y, pm)));
          t0i = f64x2.add(t0i, f64x2.add(f64x2.mul(x, pm), f64x2.mul(y, pr)));
          x = v128.load64_splat(o + width);
          y = v128.load64_splat(o + width, 8);
          t1r = f64x2.add(t1r, f64x2.sub(f64x2.mul(x, pr), f64x2.mul(y, pm)));
          t1i = f64x2.add(t1i, f64x2.add(f64x2.mul(x, pm), f64x2.mul(y, pr)));
        }
        const y = images + l * column + i * ROW_BYTES + v;
        v128.store(y, t0r);
        v128.store(y + PLANE_BYTES, t0i);
        v128.store(y + ROW_BYTES, t1r);
        v128.store(y + ROW_BYTES + PLANE_BYTES, t1i);
      }
    }
  }
  let out = slots;
  for (let k: usize = 0; k < count; k++) {
    for (let l = k; l < count; l++) {
      for (let v: usize = 0; v < LANE_BYTES; v += 16) {
        let re = f64x2.splat(0);
        let im = re;
        let u = columns + k * column + v;
        let y = images + l * column + v;
        for (let i: usize = 0; i < size; i++, u += ROW_BYTES, y += ROW_BYTES) {
          const ur = v128.load(u);
          const ui = v128.load(u, PLANE_BYTES);
          const yr = v128.load(y);
          const yi = v128.load(y, PLANE_BYTES);
          re = f64x2.add(re, f64x2.add(f64x2.mul(ur, yr), f64x2.mul(ui, yi)));
          im = f64x2.add(im, f64x2.sub(f64x2.mul(ur, yi), f64x2.mul(ui, yr)));
        }
        v128.store(out + v, re);
        if (l > k) v128.store(out + v + LANE_BYTES, im);
      }
      out += l > k ? 2 * LANE_BYTES : LANE_BYTES;
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

/** Adds the chunk's share of G_ij = sum over k of weighted_ki conj(u_kj) to the tiles. */
export function columnsBackward(columns: usize, weighted: usize, tiles: usize, qubits: i32, halves: i32): void {
  const size: usize = (<usize>1) << (<usize>qubits);
  const column = size * ROW_BYTES;
  for (let k: usize = 0, n: usize = (<usize>1) << (<usize>halves); k < n; k++) {
    const u = columns + k * column;
    const w = weighted + k * column;
    let tile = tiles;
    for (let i: usize = 0; i < size; i += 2) {
      for (let j = i; j < size; j++, tile += 64) tilePair(w + i * ROW_BYTES, u + j * ROW_BYTES, tile);
    }
  }
}

/** Reads the tiles into the Hermitian matrix G. */
export function columnsGradient(tiles: usize, gradient: usize, qubits: i32): void {
  const size: usize = (<usize>1) << (<usize>qubits);
  let tile = tiles;
  for (let i: usize = 0; i < size; i += 2) {
    for (let j = i; j < size; j++, tile += 64) {
      readTile(gradient, size, i, j, tile, 1);
      if (j > i) readTile(gradient, size, i + 1, j, tile + 32, 1);
    }
  }
  for (let i: usize = 0; i < size; i++) store<f64>(gradient + ((i * size + i) << 4), 0, 8);
}

/** Clears the tiles before a step. */
export function columnsClear(tiles: usize, qubits: i32): void {
  memory.fill(tiles, 0, (<usize>1) << (<usize>(2 * qubits + 5)));
}

/** u_k = p g_k for the chunk: phases f64 [2^m][re, im][PLANE] times the mixed columns g, a state of 2^h columns. */
export function mixedColumns(phases: usize, mixed: usize, columns: usize, qubits: i32, halves: i32): void {
  const size: usize = (<usize>1) << (<usize>qubits);
  const count: usize = (<usize>1) << (<usize>halves);
  const row = max<usize>(count, 2) << 4;
  for (let k: usize = 0; k < count; k++) {
    for (let i: usize = 0; i < size; i++) {
      const g = mixed + i * row + ((k >> 1) << 5) + ((k & 1) << 3);
      const gr = v128.load64_splat(g);
      const gi = v128.load64_splat(g, 16);
      const p = phases + i * ROW_BYTES;
      const u = columns + (k * size + i) * ROW_BYTES;
      for (let v: usize = 0; v < LANE_BYTES; v += 16) {
        const pr = v128.load(p + v);
        const pm = v128.load(p + v, PLANE_BYTES);
        v128.store(u + v, f64x2.sub(f64x2.mul(gr, pr), f64x2.mul(gi, pm)));
        v128.store(u + v + PLANE_BYTES, f64x2.add(f64x2.mul(gr, pm), f64x2.mul(gi, pr)));
      }
    }
  }
}

/** Adds sum over the chunk of conj(p_i) lambda_ki to the mixed columns' adjoint; lambda = 2 O sum_l K_kl u_l. */
export function mixedAdjoint(phases: usize, lambda: usize, adjoint: usize, qubits: i32, halves: i32): void {
  const size: usize = (<usize>1) << (<usize>qubits);
  const count: usize = (<usize>1) << (<usize>halves);
  const row = max<usize>(count, 2) << 4;
  for (let k: usize = 0; k < count; k++) {
    for (let i: usize = 0; i < size; i++) {
      const p = phases + i * ROW_BYTES;
      const l = lambda + (k * size + i) * ROW_BYTES;
      let re = f64x2.splat(0);
      let im = re;
      for (let v: usize = 0; v < LANE_BYTES; v += 16) {
        const pr = v128.load(p + v);
        const pm = v128.load(p + v, PLANE_BYTES);
        const lr = v128.load(l + v);
        const li = v128.load(l + v, PLANE_BYTES);
        re = f64x2.add(re, f64x2.add(f64x2.mul(pr, lr), f64x2.mul(pm, li)));
        im = f64x2.add(im, f64x2.sub(f64x2.mul(pr, li), f64x2.mul(pm, lr)));
      }
      const g = adjoint + i * row + ((k >> 1) << 5) + ((k & 1) << 3);
      store<f64>(g, load<f64>(g) + f64x2.extract_lane(re, 0) + f64x2.extract_lane(re, 1));
      store<f64>(g, load<f64>(g, 16) + f64x2.extract_lane(im, 0) + f64x2.extract_lane(im, 1), 16);
    }
  }
}
