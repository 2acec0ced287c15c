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
    if (right == slots) addScaled(out, left, c, laneBytes);
    else addProduct(out, left, right, c, laneBytes);
  }
}

// Loops that test at their ends: V8 takes what does not change out of no others. Lanes are never none.

/** out += c from. */
export function addScaled(out: usize, from: usize, c: v128, bytes: usize): void {
  const end = out + bytes;
  do {
    v128.store(out, f64x2.add(v128.load(out), f64x2.mul(c, v128.load(from))));
    out += 16;
    from += 16;
  } while (out < end);
}

/** out += c left right. */
function addProduct(out: usize, left: usize, right: usize, c: v128, bytes: usize): void {
  const end = out + bytes;
  do {
    const product = f64x2.mul(v128.load(left), v128.load(right));
    v128.store(out, f64x2.add(v128.load(out), f64x2.mul(c, product)));
    out += 16;
    left += 16;
    right += 16;
  } while (out < end);
}

/** The same backwards: left's adjoint += c out right, right's += c out left; adjoints stand `shift` behind the slots. */
function addFactors(out: usize, left: usize, right: usize, c: v128, shift: usize, bytes: usize): void {
  const end = out + bytes;
  do {
    const seed = f64x2.mul(c, v128.load(out));
    const l = v128.load(left);
    const r = v128.load(right);
    v128.store(left + shift, f64x2.add(v128.load(left + shift), f64x2.mul(seed, r)));
    v128.store(right + shift, f64x2.add(v128.load(right + shift), f64x2.mul(seed, l)));
    out += 16;
    left += 16;
    right += 16;
  } while (out < end);
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
    if (right == slots) addScaled(left + shift, out, c, laneBytes);
    else addFactors(out, left, right, c, shift, laneBytes);
  }
}
