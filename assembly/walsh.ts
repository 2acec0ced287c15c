// Unnormalised Hadamard (Walsh) transforms of f64 arrays: additions only. The missing factor 2^(-1/2) a bit is carried
// by the diagonal that follows. Real and imaginary parts transform alike, so the kernels see one run of f64.
//
// Up to three bits go in one trip through the data: eight vectors are as many as stay in registers beside their
// temporaries. What lies below the lowest of the bits at hand lies together; all distances are multiples of 16 bytes but
// that of the bit inside the vectors.

/** The lowest bit of an array, which lies inside its vectors. */
export function hadamardLanes(x: usize, bytes: usize): void {
  for (let p = x, end = x + bytes; p < end; p += 16) {
    const v = v128.load(p);
    const swapped = v128.shuffle<f64>(v, v, 1, 0);
    v128.store(p, f64x2.add(swapped, v128.xor(v, i64x2(0, i64.MIN_VALUE))));
  }
}

/** (a, b) -> (a + b, a - b) over pairs `near` bytes apart, in `extent` bytes from x. */
export function hadamardOne(x: usize, extent: usize, near: usize): void {
  for (let outer: usize = 0; outer < extent; outer += near * 2) {
    const start = x + outer;
    for (let p = start, end = start + near; p < end; p += 16) {
      const q = p + near;
      const a = v128.load(p);
      const b = v128.load(q);
      v128.store(p, f64x2.add(a, b));
      v128.store(q, f64x2.sub(a, b));
    }
  }
}

/** The transform over two bits in one trip through the data; near < far, both distances in bytes. */
export function hadamardTwo(x: usize, extent: usize, near: usize, far: usize): void {
  for (let outer: usize = 0; outer < extent; outer += far * 2) {
    for (let middle: usize = 0; middle < far; middle += near * 2) {
      const start = x + outer + middle;
      for (let p = start, end = start + near; p < end; p += 16) {
        const q = p + near;
        const r = p + far;
        const s = q + far;
        const a = v128.load(p);
        const b = v128.load(q);
        const c = v128.load(r);
        const d = v128.load(s);
        const ab = f64x2.add(a, b);
        const ba = f64x2.sub(a, b);
        const cd = f64x2.add(c, d);
        const dc = f64x2.sub(c, d);
        v128.store(p, f64x2.add(ab, cd));
        v128.store(q, f64x2.add(ba, dc));
        v128.store(r, f64x2.sub(ab, cd));
        v128.store(s, f64x2.sub(ba, dc));
      }
    }
  }
}

function three(x: usize, extent: usize, near: usize, middle: usize, far: usize): void {
  for (let outer: usize = 0; outer < extent; outer += far * 2) {
    for (let between: usize = 0; between < far; between += middle * 2) {
      for (let within: usize = 0; within < middle; within += near * 2) {
        const start = x + outer + between + within;
        for (let p = start, end = start + near; p < end; p += 16) eight(p, near, middle, far);
      }
    }
  }
}

/** The transform of eight vectors, three bits at the given distances. */
function eight(p: usize, near: usize, middle: usize, far: usize): void {
  const q = p + near;
  const r = p + middle;
  const s = q + middle;
  let a = v128.load(p);
  let b = v128.load(q);
  let c = v128.load(r);
  let d = v128.load(s);
  let t = f64x2.sub(a, b);
  a = f64x2.add(a, b);
  b = t;
  t = f64x2.sub(c, d);
  c = f64x2.add(c, d);
  d = t;
  t = f64x2.sub(a, c);
  a = f64x2.add(a, c);
  c = t;
  t = f64x2.sub(b, d);
  b = f64x2.add(b, d);
  d = t;
  let e = v128.load(p + far);
  let f = v128.load(q + far);
  let g = v128.load(r + far);
  let h = v128.load(s + far);
  t = f64x2.sub(e, f);
  e = f64x2.add(e, f);
  f = t;
  t = f64x2.sub(g, h);
  g = f64x2.add(g, h);
  h = t;
  t = f64x2.sub(e, g);
  e = f64x2.add(e, g);
  g = t;
  t = f64x2.sub(f, h);
  f = f64x2.add(f, h);
  h = t;
  v128.store(p, f64x2.add(a, e));
  v128.store(p + far, f64x2.sub(a, e));
  v128.store(q, f64x2.add(b, f));
  v128.store(q + far, f64x2.sub(b, f));
  v128.store(r, f64x2.add(c, g));
  v128.store(r + far, f64x2.sub(c, g));
  v128.store(s, f64x2.add(d, h));
  v128.store(s + far, f64x2.sub(d, h));
}

/** Hadamards on the bits of mask over `extent` bytes from x; bit b is unit << b bytes. */
export function hadamardMask(x: usize, extent: usize, unit: usize, mask: i32): void {
  let rest = mask;
  while (rest != 0) {
    const near = unit << (<usize>ctz(rest));
    rest &= rest - 1;
    if (rest == 0) {
      hadamardOne(x, extent, near);
      return;
    }
    const middle = unit << (<usize>ctz(rest));
    rest &= rest - 1;
    // Four bits left go as two and two: three and one would cost one more trip for the last.
    if (rest == 0 || popcnt(rest) == 2) {
      hadamardTwo(x, extent, near, middle);
      continue;
    }
    const far = unit << (<usize>ctz(rest));
    rest &= rest - 1;
    three(x, extent, near, middle, far);
  }
}

/** The transform over all `bits` row bits of f64 [2^bits][inner]; inner is even. */
export function hadamardRows(x: usize, bits: i32, inner: i32): void {
  const row = (<usize>inner) << 3;
  const bytes = row << (<usize>bits);
  let bit = 0;
  for (; bit + 1 < bits; bit += 2) hadamardTwo(x, bytes, row << (<usize>bit), row << (<usize>(bit + 1)));
  if (bit < bits) hadamardOne(x, bytes, row << (<usize>bit));
}

/** The transform of f64 [2^bits]. */
export function hadamardNumbers(x: usize, bits: i32): void {
  if (bits == 0) return;
  hadamardLanes(x, (<usize>8) << (<usize>bits));
  hadamardRows(x, bits - 1, 2);
}
