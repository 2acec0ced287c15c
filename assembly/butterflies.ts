// Unnormalised Hadamards on chosen bits of an array, up to three bits in one trip through the data: eight vectors are as
// many as stay in registers beside their temporaries.
//
// Bit b of the index lies unit << b bytes apart; what lies below the lowest of the bits at hand lies together.

function one(x: usize, extent: usize, near: usize): void {
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

function two(x: usize, extent: usize, near: usize, far: usize): void {
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
      one(x, extent, near);
      return;
    }
    const middle = unit << (<usize>ctz(rest));
    rest &= rest - 1;
    // Four bits left go as two and two: three and one would cost one more trip for the last.
    if (rest == 0 || popcnt(rest) == 2) {
      two(x, extent, near, middle);
      continue;
    }
    const far = unit << (<usize>ctz(rest));
    rest &= rest - 1;
    three(x, extent, near, middle, far);
  }
}
