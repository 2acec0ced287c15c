// Random orders: Threefry-2x32 with 20 rounds on four counters at once, then Fisher-Yates; the bits of `src/random.ts`.

/** The key schedule's constant, as there. */
const PARITY: u32 = 0x1bd11bda;

/**
 * Writes the integers 0 .. n - 1 in random order. A place is floor(u (i + 1)) with u of 53 bits: number first + i of the
 * key's stream.
 *
 * @param order - i32[n]
 * @param chances - f64[n] up to a multiple of four: gets these u, the i-th in the i-th place
 * @param keyLow - the key's words, as integers of either sign; so `keyHigh`
 * @param first - a whole number from 0; with n added it is up to 2^53
 */
export function shuffle(order: usize, chances: usize, n: i32, keyLow: i32, keyHigh: i32, first: f64): void {
  uniforms(chances, n, keyLow, keyHigh, <u64>first);
  for (let i = 0; i < n; i++) store<i32>(order + ((<usize>i) << 2), i);
  for (let i = n - 1; i > 0; i--) {
    const j = <i32>(load<f64>(chances + ((<usize>i) << 3)) * <f64>(i + 1));
    const one = order + ((<usize>i) << 2);
    const other = order + ((<usize>j) << 2);
    const kept = load<i32>(one);
    store<i32>(one, load<i32>(other));
    store<i32>(other, kept);
  }
}

/** x by a constant number of places to the left, round. */
function rotated(x: v128, places: i32): v128 {
  return v128.or(i32x4.shl(x, places), i32x4.shr_u(x, 32 - places));
}

/** Numbers in [0, 1) of 53 bits each, from the stream's number `first` on; n is rounded up to a multiple of four. */
function uniforms(out: usize, n: i32, keyLow: i32, keyHigh: i32, first: u64): void {
  const end = first + <u64>n;
  let to = out;
  for (let counter = first; counter < end; counter += 4) {
    let k0 = i32x4.splat(keyLow);
    let k1 = i32x4.splat(keyHigh);
    let k2 = i32x4.splat(<i32>PARITY ^ keyLow ^ keyHigh);
    const low = i32x4.add(i32x4.splat(<i32>counter), i32x4(0, 1, 2, 3));
    // Where the low words have gone round, the high ones are one more: less the mask of ones.
    const carry = i32x4.lt_u(low, i32x4.splat(<i32>counter));
    let a = i32x4.add(low, k0);
    let b = i32x4.add(i32x4.sub(i32x4.splat(<i32>(counter >> 32)), carry), k1);
    let group = 1;
    do {
      if ((group & 1) === 1) {
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 13), a);
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 15), a);
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 26), a);
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 6), a);
      } else {
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 17), a);
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 29), a);
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 16), a);
        a = i32x4.add(a, b);
        b = v128.xor(rotated(b, 24), a);
      }
      const used = k0;
      k0 = k1;
      k1 = k2;
      k2 = used;
      a = i32x4.add(a, k0);
      b = i32x4.add(b, i32x4.add(k1, i32x4.splat(group)));
    } while (++group <= 5);
    const high = i32x4.shr_u(b, 5);
    const rest = i32x4.shr_u(a, 6);
    v128.store(to, joined(high, rest));
    v128.store(to, joined(upperLanes(high), upperLanes(rest)), 16);
    to += 32;
  }
}

/** The two upper lanes, where the two lower ones were. */
function upperLanes(x: v128): v128 {
  return i64x2.splat(i64x2.extract_lane(x, 1));
}

/** (high 2^26 + rest) / 2^53 of the two lower lanes; both are below 2^27, so nothing is rounded. */
function joined(high: v128, rest: v128): v128 {
  const upper = f64x2.mul(f64x2.convert_low_i32x4_s(high), f64x2.splat(67108864));
  return f64x2.mul(f64x2.add(upper, f64x2.convert_low_i32x4_s(rest)), f64x2.splat(1.0 / 9007199254740992.0));
}
