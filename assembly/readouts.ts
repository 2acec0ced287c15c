// Several readout qubits of a processor: from evolved states to the responses of all products of their Z, and back.
//
// With r readouts there are 2^r - 1 products Z_m, m the number whose bits say which readouts are in it, and each has 4^h
// coordinates of its own,
//     M^m_kl = psi_k^+ Z_m psi_l = sum_b (-1)^(b . m) G^b_kl,    G^b_kl = the sum over rows with outcome b,
// a Walsh transform over the outcomes b. So every row is met once, however many products there are. Backwards likewise:
// rows with outcome b have K^b = sum_m (-1)^(b . m) K^m.

/** x = its Walsh transform over 2^bits blocks of so many bytes. */
function walshBlocks(x: usize, bits: i32, block: usize): void {
  const end = block << (<usize>bits);
  for (let step = block; step < end; step <<= 1) {
    for (let at: usize = 0; at < end; at += 2 * step) {
      for (let v: usize = at; v < at + step; v += 16) {
        const a = v128.load(x + v);
        const b = v128.load(x + v + step);
        v128.store(x + v, f64x2.add(a, b));
        v128.store(x + v + step, f64x2.sub(a, b));
      }
    }
  }
}

/** The coordinates of sum over some rows of conj(psi_k) psi_l, the rows' numbers as i32. */
function gramOfRows(x: usize, out: usize, list: usize, rows: usize, count: usize, laneBytes: usize): void {
  const rowBytes = count * 2 * laneBytes;
  const end = list + (rows << 2);
  for (let k: usize = 0; k < count; k++) {
    for (let l = k; l < count; l++) {
      for (let v: usize = 0; v < laneBytes; v += 16) {
        let re = f64x2.splat(0);
        let im = re;
        for (let place = list; place < end; place += 4) {
          const start = x + <usize>load<i32>(place) * rowBytes + v * 2;
          const a = start + 2 * k * laneBytes;
          const b = start + 2 * l * laneBytes;
          const ar = v128.load(a);
          const ai = v128.load(a, 16);
          const br = v128.load(b);
          const bi = v128.load(b, 16);
          re = f64x2.add(re, f64x2.add(f64x2.mul(ar, br), f64x2.mul(ai, bi)));
          im = f64x2.add(im, f64x2.sub(f64x2.mul(ar, bi), f64x2.mul(ai, br)));
        }
        v128.store(out + v, re);
        if (l > k) v128.store(out + v + laneBytes, im);
      }
      out += l > k ? 2 * laneBytes : laneBytes;
    }
  }
}

/** lambda_k += 2 sum_l K_kl psi_l on some rows, K as in applyCoefficients of columns.ts. */
function weightRows(
  seeds: usize,
  x: usize,
  lambda: usize,
  list: usize,
  rows: usize,
  count: usize,
  laneBytes: usize,
): void {
  const rowBytes = count * 2 * laneBytes;
  const end = list + (rows << 2);
  const two = f64x2.splat(2);
  const zero = f64x2.splat(0);
  for (let v: usize = 0; v < laneBytes; v += 16) {
    let slot = seeds + v;
    for (let k: usize = 0; k < count; k++) {
      for (let l = k; l < count; l++) {
        const same = k == l;
        const cr = same ? f64x2.mul(two, v128.load(slot)) : v128.load(slot);
        const ci = same ? zero : v128.load(slot + laneBytes);
        for (let place = list; place < end; place += 4) {
          const row = <usize>load<i32>(place) * rowBytes + 2 * v;
          const kAt = row + 2 * k * laneBytes;
          const lAt = row + 2 * l * laneBytes;
          let r = v128.load(x + lAt);
          let i = v128.load(x + lAt, 16);
          let p = lambda + kAt;
          v128.store(p, f64x2.add(v128.load(p), f64x2.add(f64x2.mul(cr, r), f64x2.mul(ci, i))));
          v128.store(p, f64x2.add(v128.load(p, 16), f64x2.sub(f64x2.mul(cr, i), f64x2.mul(ci, r))), 16);
          if (same) continue;
          r = v128.load(x + kAt);
          i = v128.load(x + kAt, 16);
          p = lambda + lAt;
          v128.store(p, f64x2.add(v128.load(p), f64x2.sub(f64x2.mul(cr, r), f64x2.mul(ci, i))));
          v128.store(p, f64x2.add(v128.load(p, 16), f64x2.add(f64x2.mul(cr, i), f64x2.mul(ci, r))), 16);
        }
        slot += same ? laneBytes : 2 * laneBytes;
      }
    }
  }
}

/** Bytes of the scratch for both directions. */
export function groupBytes(readouts: i32, halves: i32, lanes: i32): f64 {
  return 8 * <f64>lanes * <f64>((<usize>1) << (<usize>readouts)) * <f64>((<usize>1) << (2 * <usize>halves));
}

/**
 * Writes the coordinates of every product m = 1, ..., 2^r - 1, one after the other.
 *
 * @param order - i32: the rows by outcome, 2^(m - r) each
 */
export function writeGroups(
  x: usize,
  out: usize,
  scratch: usize,
  order: usize,
  rows: usize,
  halves: i32,
  lanes: i32,
  readouts: i32,
): void {
  const count: usize = (<usize>1) << (<usize>halves);
  const laneBytes = (<usize>lanes) << 3;
  const block = count * count * laneBytes;
  const groups: usize = (<usize>1) << (<usize>readouts);
  const own = rows >> <usize>readouts;
  for (let b: usize = 0; b < groups; b++)
    gramOfRows(x, scratch + b * block, order + ((b * own) << 2), own, count, laneBytes);
  walshBlocks(scratch, readouts, block);
  memory.copy(out, scratch + block, (groups - 1) * block);
}

/** lambda_k = 2 sum_m Z_m sum_l K^m_kl psi_l from the adjoints of all products' coordinates. */
export function applyGroups(
  seeds: usize,
  x: usize,
  lambda: usize,
  scratch: usize,
  order: usize,
  rows: usize,
  halves: i32,
  lanes: i32,
  readouts: i32,
): void {
  const count: usize = (<usize>1) << (<usize>halves);
  const laneBytes = (<usize>lanes) << 3;
  const block = count * count * laneBytes;
  const groups: usize = (<usize>1) << (<usize>readouts);
  const own = rows >> <usize>readouts;
  memory.fill(scratch, 0, block);
  memory.copy(scratch + block, seeds, (groups - 1) * block);
  walshBlocks(scratch, readouts, block);
  memory.fill(lambda, 0, rows * count * 2 * laneBytes);
  for (let b: usize = 0; b < groups; b++) {
    weightRows(scratch + b * block, x, lambda, order + ((b * own) << 2), own, count, laneBytes);
  }
}
