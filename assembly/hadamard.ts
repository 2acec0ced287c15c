// Unnormalised Hadamard (Walsh) transforms of f64 arrays: additions only. The missing factor 2^(-1/2) a bit is carried
// by the diagonal that follows. Real and imaginary parts transform alike, so the kernels see one run of f64.

/** (a, b) -> (a + b, a - b) over pairs `stride` bytes apart, in `bytes` bytes from x. stride is a multiple of 16. */
export function hadamardOne(x: usize, bytes: usize, stride: usize): void {
  for (let block: usize = 0; block < bytes; block += 2 * stride) {
    for (let p = x + block, end = p + stride; p < end; p += 16) {
      const a = v128.load(p);
      const b = v128.load(p + stride);
      v128.store(p, f64x2.add(a, b));
      v128.store(p + stride, f64x2.sub(a, b));
    }
  }
}

/** The transform over two bits in one pass over memory; near < far, both strides in bytes. */
export function hadamardTwo(x: usize, bytes: usize, near: usize, far: usize): void {
  for (let outer: usize = 0; outer < bytes; outer += 2 * far) {
    for (let middle: usize = 0; middle < far; middle += 2 * near) {
      const start = x + outer + middle;
      for (let p = start, end = start + near; p < end; p += 16) {
        const a = v128.load(p);
        const b = v128.load(p + near);
        const c = v128.load(p + far);
        const d = v128.load(p + far + near);
        const ab = f64x2.add(a, b);
        const ba = f64x2.sub(a, b);
        const cd = f64x2.add(c, d);
        const dc = f64x2.sub(c, d);
        v128.store(p, f64x2.add(ab, cd));
        v128.store(p + near, f64x2.add(ba, dc));
        v128.store(p + far, f64x2.sub(ab, cd));
        v128.store(p + far + near, f64x2.sub(ba, dc));
      }
    }
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
