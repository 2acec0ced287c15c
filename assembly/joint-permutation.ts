// Permutations of a joint state's amplitudes by a linear map over the bits of their index, from one state to another.
//
// The amplitude of index k comes from low[k's low bits] ^ high[its high bits] bytes behind the state's start: the map is
// linear, and so is the way from an index to its bytes. Both are i32 tables; the low one has JOINT_PERMUTED_BITS bits, or all.
//
// Memory: reads and writes 2^(n-1) rows of [re, re, im, im], one side in order, the other amplitude by amplitude.

import { JOINT_PERMUTED_BITS } from './layout';

const ROW: usize = 32;

function lowBits(rowBits: i32): i32 {
  return min(rowBits + 1, JOINT_PERMUTED_BITS);
}

/** to[k] = from[map of k]. */
export function permute(from: usize, to: usize, rowBits: i32, low: usize, high: usize): void {
  const bits = lowBits(rowBits);
  const tableEnd = low + ((<usize>4) << (<usize>bits));
  let p = to;
  for (let h = high, end = high + ((<usize>4) << (<usize>(rowBits + 1 - bits))); h < end; h += 4) {
    const part = <usize>load<i32>(h);
    for (let t = low; t < tableEnd; t += 8, p += ROW) {
      const a = from + (<usize>load<i32>(t) ^ part);
      const b = from + (<usize>load<i32>(t, 4) ^ part);
      v128.store(p, v128.load_lane<f64>(b, v128.load64_zero(a), 1));
      v128.store(p, v128.load_lane<f64>(b, v128.load64_zero(a, 16), 1, 16), 16);
    }
  }
}

/** The inverse: to[map of k] = from[k]. */
export function permuteBack(from: usize, to: usize, rowBits: i32, low: usize, high: usize): void {
  const bits = lowBits(rowBits);
  const tableEnd = low + ((<usize>4) << (<usize>bits));
  let p = from;
  for (let h = high, end = high + ((<usize>4) << (<usize>(rowBits + 1 - bits))); h < end; h += 4) {
    const part = <usize>load<i32>(h);
    for (let t = low; t < tableEnd; t += 8, p += ROW) {
      const a = to + (<usize>load<i32>(t) ^ part);
      const b = to + (<usize>load<i32>(t, 4) ^ part);
      const re = v128.load(p);
      const im = v128.load(p, 16);
      store<f64>(a, f64x2.extract_lane(re, 0));
      store<f64>(b, f64x2.extract_lane(re, 1));
      store<f64>(a, f64x2.extract_lane(im, 0), 16);
      store<f64>(b, f64x2.extract_lane(im, 1), 16);
    }
  }
}
