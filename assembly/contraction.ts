// From the processors' coordinates to the network's correlators, and back.
//
// Everything between the two is a list of entries (out, left, right, coefficient), prepared once from the network:
//     slot[out] += coefficient * slot[left] * slot[right],
// slot 0 holding ones, so that the same entry also says a linear step. A slot is one f64 a sample of the chunk.

import {
  PLAN_ADJOINTS,
  PLAN_COORDINATE_SLOTS,
  PLAN_ENTRIES,
  PLAN_ENTRY_COEFFICIENT,
  PLAN_ENTRY_WORDS,
  PLAN_LANES,
  PLAN_SLOT_COUNT,
  PLAN_SLOTS,
} from './layout';

/** Fills the derived slots of the chunk from the coordinate slots. */
export function contract(plan: usize): void {
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  const slots = load<usize>(plan, PLAN_SLOTS);
  const first = <usize>load<i32>(plan, PLAN_COORDINATE_SLOTS);
  const count = <usize>load<i32>(plan, PLAN_SLOT_COUNT);
  memory.fill(slots + first * laneBytes, 0, (count - first) * laneBytes);
  const words = load<usize>(plan, PLAN_ENTRY_WORDS);
  const coefficients = load<usize>(plan, PLAN_ENTRY_COEFFICIENT);
  for (let e: usize = 0, n = <usize>load<i32>(plan, PLAN_ENTRIES); e < n; e++) {
    const word = words + e * 12;
    const out = slots + <usize>load<i32>(word) * laneBytes;
    const left = slots + <usize>load<i32>(word, 4) * laneBytes;
    const right = slots + <usize>load<i32>(word, 8) * laneBytes;
    const c = v128.load64_splat(coefficients + (e << 3));
    if (right == slots) {
      for (let v: usize = 0; v < laneBytes; v += 16) {
        v128.store(out + v, f64x2.add(v128.load(out + v), f64x2.mul(c, v128.load(left + v))));
      }
    } else {
      for (let v: usize = 0; v < laneBytes; v += 16) {
        const product = f64x2.mul(v128.load(left + v), v128.load(right + v));
        v128.store(out + v, f64x2.add(v128.load(out + v), f64x2.mul(c, product)));
      }
    }
  }
}

/** Clears the adjoints of all slots; the head then writes those of the correlators. */
export function clearAdjoints(plan: usize): void {
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  memory.fill(load<usize>(plan, PLAN_ADJOINTS), 0, <usize>load<i32>(plan, PLAN_SLOT_COUNT) * laneBytes);
}

/** Carries the adjoints of the derived slots back to the coordinates: the same list, last entry first. */
export function contractBackward(plan: usize): void {
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  const slots = load<usize>(plan, PLAN_SLOTS);
  const shift = load<usize>(plan, PLAN_ADJOINTS) - slots;
  const words = load<usize>(plan, PLAN_ENTRY_WORDS);
  const coefficients = load<usize>(plan, PLAN_ENTRY_COEFFICIENT);
  for (let e = load<i32>(plan, PLAN_ENTRIES) - 1; e >= 0; e--) {
    const word = words + <usize>e * 12;
    const out = slots + shift + <usize>load<i32>(word) * laneBytes;
    const left = slots + <usize>load<i32>(word, 4) * laneBytes;
    const right = slots + <usize>load<i32>(word, 8) * laneBytes;
    const c = v128.load64_splat(coefficients + ((<usize>e) << 3));
    if (right == slots) {
      const to = left + shift;
      for (let v: usize = 0; v < laneBytes; v += 16) {
        v128.store(to + v, f64x2.add(v128.load(to + v), f64x2.mul(c, v128.load(out + v))));
      }
    } else {
      for (let v: usize = 0; v < laneBytes; v += 16) {
        const seed = f64x2.mul(c, v128.load(out + v));
        const l = left + v;
        const r = right + v;
        v128.store(l + shift, f64x2.add(v128.load(l + shift), f64x2.mul(seed, v128.load(r))));
        v128.store(r + shift, f64x2.add(v128.load(r + shift), f64x2.mul(seed, v128.load(l))));
      }
    }
  }
}
