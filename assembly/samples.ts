// Lays a chunk of samples out for the SIMD lanes.

import { CHUNK, PLANE, PROCESSOR_CHUNK, PROCESSOR_SOURCE, PROCESSOR_SOURCE_COUNT } from './layout';
import { region } from './regions';

/** Bytes of a cache line. */
const LINE: usize = 64;
const LANES: usize = CHUNK;
const PLANE_BYTES: usize = PLANE * 8;

/** Gives the gathered chunk of an observable processor its place. */
export function placeChunk(processor: usize): void {
  region(processor, PROCESSOR_CHUNK, <f64>load<i32>(processor, PROCESSOR_SOURCE_COUNT) * <f64>PLANE_BYTES);
}

/** Lays the processor's chunk of samples out. */
export function gatherProcessor(processor: usize, ids: usize): void {
  const chunk = load<usize>(processor, PROCESSOR_CHUNK);
  gatherChunk(load<usize>(processor, PROCESSOR_SOURCE), load<i32>(processor, PROCESSOR_SOURCE_COUNT), ids, chunk);
}

/** out[number][lane] = source[id of lane][number], both f64, for any even counts of numbers and lanes but 0. */
export function gather(source: usize, count: i32, ids: usize, lanes: i32, out: usize): void {
  const stride = (<usize>count) << 3;
  const laneBytes = (<usize>lanes) << 3;
  for (let lane: usize = 0; lane < <usize>lanes; lane += 2) {
    let a = source + <usize>load<i32>(ids + (lane << 2)) * stride;
    let b = source + <usize>load<i32>(ids + (lane << 2), 4) * stride;
    let p = out + (lane << 3);
    const end = a + stride;
    do {
      const x = v128.load(a);
      const y = v128.load(b);
      v128.store(p, v128.shuffle<f64>(x, y, 0, 2));
      v128.store(p + laneBytes, v128.shuffle<f64>(x, y, 1, 3));
      a += 16;
      b += 16;
      p += laneBytes * 2;
    } while (a < end);
  }
}

/** The same for the observable engine's chunks: CHUNK lanes, planes PLANE f64 apart, four lanes at a time. */
export function gatherChunk(source: usize, count: i32, ids: usize, out: usize): void {
  const stride = (<usize>count) << 3;
  store<f64>(out, touch(source, stride, ids));
  for (let lane: usize = 0; lane < LANES; lane += 4, ids += 16) {
    let a = source + <usize>load<i32>(ids) * stride;
    let b = source + <usize>load<i32>(ids, 4) * stride;
    let c = source + <usize>load<i32>(ids, 8) * stride;
    let d = source + <usize>load<i32>(ids, 12) * stride;
    let p = out + (lane << 3);
    const end = a + stride;
    do {
      const x = v128.load(a);
      const y = v128.load(b);
      const z = v128.load(c);
      const w = v128.load(d);
      v128.store(p, v128.shuffle<f64>(x, y, 0, 2));
      v128.store(p, v128.shuffle<f64>(z, w, 0, 2), 16);
      v128.store(p, v128.shuffle<f64>(x, y, 1, 3), PLANE_BYTES);
      v128.store(p, v128.shuffle<f64>(z, w, 1, 3), PLANE_BYTES + 16);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
      p += 2 * PLANE_BYTES;
    } while (a < end);
  }
}

/**
 * Reads one number of every cache line of the chunk's samples and returns their sum, which nobody needs: these loads do
 * not wait for each other, so the samples come from far caches many at a time, ahead of the gathering that does wait.
 */
function touch(source: usize, stride: usize, ids: usize): f64 {
  let sum = f64x2.splat(0);
  for (let lane: usize = 0; lane < LANES; lane++) {
    let p = source + <usize>load<i32>(ids + (lane << 2)) * stride;
    const end = p + stride;
    do {
      sum = v128.xor(sum, v128.load(p));
      p += LINE;
    } while (p < end);
  }
  return f64x2.extract_lane(sum, 0);
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
