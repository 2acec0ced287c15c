// The first trip through a block of a joint state: a diagonal and the Hadamards on the lowest qubit and the two lowest row
// bits, on tiles of four rows that stay in registers. Rows are [re, re, im, im], the lowest qubit in the lanes.
//
// The sums are those of the diagonal, the lowest qubit and the row bits one after the other, to the bit. Loops have their
// test at the end: V8 takes constants out of no other.

const ROW: usize = 32;
const TILE: usize = 128;

/** (a, b) -> (a + b, a - b) inside a vector. */
function sumAndDifference(v: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(v, v, 1, 0), v128.xor(v, i64x2(0, i64.MIN_VALUE)));
}

/** The transform of four vectors over two bits, written to four rows. */
function storeFour(p: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = f64x2.add(a, b);
  const ba = f64x2.sub(a, b);
  const cd = f64x2.add(c, d);
  const dc = f64x2.sub(c, d);
  v128.store(p, f64x2.add(ab, cd));
  v128.store(p, f64x2.add(ba, dc), 32);
  v128.store(p, f64x2.sub(ab, cd), 64);
  v128.store(p, f64x2.sub(ba, dc), 96);
}

/** Hadamards alone, on `bytes` from x. */
export function hadamardTiles(x: usize, bytes: usize): void {
  let p = x;
  const end = x + bytes;
  do {
    for (let part: usize = 0; part < ROW; part += 16) {
      const q = p + part;
      storeFour(
        q,
        sumAndDifference(v128.load(q)),
        sumAndDifference(v128.load(q, 32)),
        sumAndDifference(v128.load(q, 64)),
        sumAndDifference(v128.load(q, 96)),
      );
    }
    p += TILE;
  } while (p < end);
}

/** A real diagonal, `high` times the table's entries, and the Hadamards. */
export function realTiles(x: usize, bytes: usize, table: usize, high: f64): void {
  let p = x;
  let t = table;
  const end = x + bytes;
  const h = f64x2.splat(high);
  do {
    const r0 = f64x2.mul(v128.load(t), h);
    const r1 = f64x2.mul(v128.load(t, 16), h);
    const r2 = f64x2.mul(v128.load(t, 32), h);
    const r3 = f64x2.mul(v128.load(t, 48), h);
    storeFour(
      p,
      sumAndDifference(f64x2.mul(v128.load(p), r0)),
      sumAndDifference(f64x2.mul(v128.load(p, 32), r1)),
      sumAndDifference(f64x2.mul(v128.load(p, 64), r2)),
      sumAndDifference(f64x2.mul(v128.load(p, 96), r3)),
    );
    storeFour(
      p + 16,
      sumAndDifference(f64x2.mul(v128.load(p, 16), r0)),
      sumAndDifference(f64x2.mul(v128.load(p, 48), r1)),
      sumAndDifference(f64x2.mul(v128.load(p, 80), r2)),
      sumAndDifference(f64x2.mul(v128.load(p, 112), r3)),
    );
    p += TILE;
    t += 64;
  } while (p < end);
}

/** a b - c d. */
function lessProduct(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d));
}

/** a b + c d. */
function plusProduct(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), f64x2.mul(c, d));
}

/** A complex diagonal, highRe + i highIm times the tables' entries, or its conjugate, and the Hadamards. */
export function complexTiles(
  x: usize,
  bytes: usize,
  re: usize,
  im: usize,
  highRe: f64,
  highIm: f64,
  conjugate: bool,
): void {
  let p = x;
  let t: usize = 0;
  const end = x + bytes;
  const hr = f64x2.splat(highRe);
  const hi = f64x2.splat(conjugate ? -highIm : highIm);
  const sign = f64x2.splat(conjugate ? -1 : 1);
  do {
    let tr = v128.load(re + t);
    let ti = f64x2.mul(sign, v128.load(im + t));
    let r = lessProduct(tr, hr, ti, hi);
    let i = plusProduct(tr, hi, ti, hr);
    let a = v128.load(p);
    let b = v128.load(p, 16);
    const re0 = sumAndDifference(lessProduct(a, r, b, i));
    const im0 = sumAndDifference(plusProduct(a, i, b, r));
    tr = v128.load(re + t, 16);
    ti = f64x2.mul(sign, v128.load(im + t, 16));
    r = lessProduct(tr, hr, ti, hi);
    i = plusProduct(tr, hi, ti, hr);
    a = v128.load(p, 32);
    b = v128.load(p, 48);
    const re1 = sumAndDifference(lessProduct(a, r, b, i));
    const im1 = sumAndDifference(plusProduct(a, i, b, r));
    tr = v128.load(re + t, 32);
    ti = f64x2.mul(sign, v128.load(im + t, 32));
    r = lessProduct(tr, hr, ti, hi);
    i = plusProduct(tr, hi, ti, hr);
    a = v128.load(p, 64);
    b = v128.load(p, 80);
    const re2 = sumAndDifference(lessProduct(a, r, b, i));
    const im2 = sumAndDifference(plusProduct(a, i, b, r));
    tr = v128.load(re + t, 48);
    ti = f64x2.mul(sign, v128.load(im + t, 48));
    r = lessProduct(tr, hr, ti, hi);
    i = plusProduct(tr, hi, ti, hr);
    a = v128.load(p, 96);
    b = v128.load(p, 112);
    storeFour(p, re0, re1, re2, sumAndDifference(lessProduct(a, r, b, i)));
    storeFour(p + 16, im0, im1, im2, sumAndDifference(plusProduct(a, i, b, r)));
    p += TILE;
    t += 64;
  } while (p < end);
}
