// The last layer of rotations.ts as an observable O = (n_x X + n_y Y) S + n_z Z on the readout's bit, S a sign a row.

/** Bytes of a row's columns. */
function rowBytes(halves: usize): usize {
  return (<usize>32) << halves;
}

/**
 * The coordinates of M_kl = psi_k^+ O psi_l at out, planeBytes apart, and of M^x, M^y, M^z: v128 [coordinate][3] at moments.
 */
export function observe(
  x: usize,
  bytes: usize,
  halves: usize,
  readout: i32,
  signs: usize,
  moments: usize,
  vector: usize,
  out: usize,
  planeBytes: usize,
): void {
  const count: usize = (<usize>1) << halves;
  const row = rowBytes(halves);
  const distance = row << (<usize>readout);
  let at = moments;
  for (let k: usize = 0; k < count; k++) {
    observeOne(x + (k << 5), bytes, row, distance, signs, halves, at);
    at += 48;
    for (let l = k + 1; l < count; l++) {
      observeTwo(x + (k << 5), (l - k) << 5, bytes, row, distance, signs, halves, at);
      at += 96;
    }
  }
  const nx = v128.load(vector);
  const ny = v128.load(vector, 16);
  const nz = v128.load(vector, 32);
  for (let n: usize = 0; n < count * count; n++) {
    const m = moments + n * 48;
    const sum = f64x2.add(f64x2.mul(nx, v128.load(m)), f64x2.mul(ny, v128.load(m, 16)));
    v128.store(out + n * planeBytes, f64x2.add(sum, f64x2.mul(nz, v128.load(m, 32))));
  }
}

/** <X S>, <Y S> and <Z> of one column. */
function observeOne(
  x: usize,
  bytes: usize,
  row: usize,
  distance: usize,
  signs: usize,
  halves: usize,
  out: usize,
): void {
  let re = f64x2.splat(0);
  let im = re;
  let z = re;
  let at: usize = 0;
  do {
    const p = x + at;
    const q = p + distance;
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(q);
    const d = v128.load(q, 16);
    z = f64x2.add(
      z,
      f64x2.sub(f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b)), f64x2.add(f64x2.mul(c, c), f64x2.mul(d, d))),
    );
    const flip = v128.load64_splat(signs + (at >> (halves + 2)));
    re = f64x2.add(re, v128.xor(flip, f64x2.add(f64x2.mul(a, c), f64x2.mul(b, d))));
    im = f64x2.add(im, v128.xor(flip, f64x2.sub(f64x2.mul(a, d), f64x2.mul(b, c))));
    at = ((at | distance) + row) & ~distance;
  } while (at < bytes);
  v128.store(out, f64x2.add(re, re));
  v128.store(out, f64x2.add(im, im), 16);
  v128.store(out, z, 32);
}

/** The same between two columns `next` bytes apart: real parts, then imaginary parts. */
function observeTwo(
  x: usize,
  next: usize,
  bytes: usize,
  row: usize,
  distance: usize,
  signs: usize,
  halves: usize,
  out: usize,
): void {
  let zr = f64x2.splat(0);
  let zi = zr;
  let ur = zr; // conj(psi_k, 0) psi_l, 1
  let ui = zr;
  let dr = zr; // conj(psi_k, 1) psi_l, 0
  let di = zr;
  let at: usize = 0;
  do {
    const p = x + at;
    const q = p + distance;
    const flip = v128.load64_splat(signs + (at >> (halves + 2)));
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(q);
    const d = v128.load(q, 16);
    let e = v128.load(p + next);
    let f = v128.load(p + next, 16);
    let g = v128.load(q + next);
    let h = v128.load(q + next, 16);
    zr = f64x2.add(
      zr,
      f64x2.sub(f64x2.add(f64x2.mul(a, e), f64x2.mul(b, f)), f64x2.add(f64x2.mul(c, g), f64x2.mul(d, h))),
    );
    zi = f64x2.add(
      zi,
      f64x2.sub(f64x2.sub(f64x2.mul(a, f), f64x2.mul(b, e)), f64x2.sub(f64x2.mul(c, h), f64x2.mul(d, g))),
    );
    e = v128.xor(flip, e);
    f = v128.xor(flip, f);
    g = v128.xor(flip, g);
    h = v128.xor(flip, h);
    ur = f64x2.add(ur, f64x2.add(f64x2.mul(a, g), f64x2.mul(b, h)));
    ui = f64x2.add(ui, f64x2.sub(f64x2.mul(a, h), f64x2.mul(b, g)));
    dr = f64x2.add(dr, f64x2.add(f64x2.mul(c, e), f64x2.mul(d, f)));
    di = f64x2.add(di, f64x2.sub(f64x2.mul(c, f), f64x2.mul(d, e)));
    at = ((at | distance) + row) & ~distance;
  } while (at < bytes);
  // <Y> = -i u + i d.
  v128.store(out, f64x2.add(ur, dr));
  v128.store(out, f64x2.sub(ui, di), 16);
  v128.store(out, zr, 32);
  v128.store(out, f64x2.add(ui, di), 48);
  v128.store(out, f64x2.sub(dr, ur), 64);
  v128.store(out, zi, 80);
}

/** lambda_k = 2 O sum_l K_kl psi_l; the coordinates' adjoints stand planeBytes apart, matrix has room for K. */
export function seedAdjoint(
  x: usize,
  lambda: usize,
  bytes: usize,
  halves: usize,
  readout: i32,
  signs: usize,
  vector: usize,
  seeds: usize,
  planeBytes: usize,
  matrix: usize,
): void {
  const row = rowBytes(halves);
  const distance = row << (<usize>readout);
  makeMatrix(halves, seeds, planeBytes, matrix);
  const nx = v128.load(vector);
  const ny = v128.load(vector, 16);
  const nz = v128.load(vector, 32);
  const shift = lambda - x;
  let at: usize = 0;
  do {
    const flip = v128.load64_splat(signs + (at >> (halves + 2)));
    const start = x + at;
    const end = start + row;
    let entry = matrix;
    let to = start + shift;
    do {
      let ar = f64x2.splat(0);
      let ai = ar;
      let br = ar;
      let bi = ar;
      let p = start;
      do {
        const cr = v128.load(entry);
        const ci = v128.load(entry, 16);
        let re = v128.load(p);
        let im = v128.load(p, 16);
        ar = f64x2.add(ar, f64x2.sub(f64x2.mul(cr, re), f64x2.mul(ci, im)));
        ai = f64x2.add(ai, f64x2.add(f64x2.mul(cr, im), f64x2.mul(ci, re)));
        re = v128.load(p + distance);
        im = v128.load(p + distance, 16);
        br = f64x2.add(br, f64x2.sub(f64x2.mul(cr, re), f64x2.mul(ci, im)));
        bi = f64x2.add(bi, f64x2.add(f64x2.mul(cr, im), f64x2.mul(ci, re)));
        entry += 32;
        p += 32;
      } while (p < end);
      const ox = v128.xor(flip, nx);
      const oy = v128.xor(flip, ny);
      v128.store(to, f64x2.add(f64x2.mul(nz, ar), f64x2.add(f64x2.mul(ox, br), f64x2.mul(oy, bi))));
      v128.store(to, f64x2.add(f64x2.mul(nz, ai), f64x2.sub(f64x2.mul(ox, bi), f64x2.mul(oy, br))), 16);
      const other = to + distance;
      v128.store(other, f64x2.sub(f64x2.sub(f64x2.mul(ox, ar), f64x2.mul(oy, ai)), f64x2.mul(nz, br)));
      v128.store(other, f64x2.sub(f64x2.add(f64x2.mul(ox, ai), f64x2.mul(oy, ar)), f64x2.mul(nz, bi)), 16);
      to += 32;
    } while (to < end + shift);
    at = ((at | distance) + row) & ~distance;
  } while (at < bytes);
}

/** 2 K, [k][l][re, im]: K_kk is the adjoint of M_kk, K_kl half of what those of Re M_kl and Im M_kl make, re - i im. */
function makeMatrix(halves: usize, seeds: usize, planeBytes: usize, matrix: usize): void {
  const count: usize = (<usize>1) << halves;
  const two = f64x2.splat(2);
  let seed = seeds;
  for (let k: usize = 0; k < count; k++) {
    const own = matrix + ((k * count + k) << 5);
    v128.store(own, f64x2.mul(two, v128.load(seed)));
    v128.store(own, f64x2.splat(0), 16);
    seed += planeBytes;
    for (let l = k + 1; l < count; l++) {
      const re = v128.load(seed);
      const im = v128.load(seed + planeBytes);
      seed += 2 * planeBytes;
      const there = matrix + ((k * count + l) << 5);
      const back = matrix + ((l * count + k) << 5);
      v128.store(there, re);
      v128.store(there, f64x2.neg(im), 16);
      v128.store(back, re);
      v128.store(back, im, 16);
    }
  }
}
