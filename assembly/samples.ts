// Lays a chunk of samples out for the SIMD lanes.

/** out[number][lane] = source[id of lane][number], both f64; count and lanes are even; numbers lie `plane` f64 apart. */
export function gather(source: usize, count: i32, ids: usize, lanes: i32, plane: i32, out: usize): void {
  const stride = (<usize>count) << 3;
  const laneBytes = (<usize>plane) << 3;
  for (let lane: usize = 0; lane < <usize>lanes; lane += 2) {
    const a = source + <usize>load<i32>(ids + (lane << 2)) * stride;
    const b = source + <usize>load<i32>(ids + (lane << 2), 4) * stride;
    let p = out + (lane << 3);
    for (let o: usize = 0; o < stride; o += 16, p += laneBytes * 2) {
      const x = v128.load(a + o);
      const y = v128.load(b + o);
      v128.store(p, v128.shuffle<f64>(x, y, 0, 2));
      v128.store(p + laneBytes, v128.shuffle<f64>(x, y, 1, 3));
    }
  }
}

/** y = U x (or U^+ x) a lane: matrix f64 [size][size][re, im][lanes], states as in sweep.ts. */
export function applyUnitary(
  matrix: usize,
  x: usize,
  y: usize,
  size: usize,
  copies: usize,
  lanes: i32,
  adjoint: bool,
): void {
  const laneBytes = (<usize>lanes) << 3;
  const row = copies * laneBytes * 2;
  const element = laneBytes * 2;
  for (let i: usize = 0; i < size; i++) {
    for (let copy: usize = 0; copy < copies; copy++) {
      for (let v: usize = 0; v < laneBytes; v += 16) {
        let re = f64x2.splat(0);
        let im = re;
        const column = (copy * laneBytes + v) * 2;
        for (let j: usize = 0; j < size; j++) {
          const m = matrix + (adjoint ? j * size + i : i * size + j) * element + v;
          const a = v128.load(m);
          const b = v128.load(m + laneBytes);
          const r = v128.load(x + j * row + column);
          const s = v128.load(x + j * row + column, 16);
          if (adjoint) {
            re = f64x2.add(re, f64x2.add(f64x2.mul(a, r), f64x2.mul(b, s)));
            im = f64x2.add(im, f64x2.sub(f64x2.mul(a, s), f64x2.mul(b, r)));
          } else {
            re = f64x2.add(re, f64x2.sub(f64x2.mul(a, r), f64x2.mul(b, s)));
            im = f64x2.add(im, f64x2.add(f64x2.mul(a, s), f64x2.mul(b, r)));
          }
        }
        v128.store(y + i * row + column, re);
        v128.store(y + i * row + column, im, 16);
      }
    }
  }
}
