// The second moment of a shot's weight beside its mean: Q = sum_a w_a^2 P(a) = sum_S kappa_S c_S, kappa = A^T (w^2), for
// losses that depend on how much single shots scatter. It runs beside the head: a step in parts calls these verbs between
// its own, and the head's sums stay as they are.
// Scratch (f64): Q or dLoss/dQ of the lanes, then 2^K each: kappa, dLoss/d(kappa) for even and odd samples.

import { addScaled } from './contraction';
import { dot, slotOf } from './head';
import {
  PLAN_ADJOINTS,
  PLAN_LANES,
  PLAN_OUTCOME_MATRIX,
  PLAN_SECOND_MOMENT,
  PLAN_SLOTS,
  PLAN_SUBSETS,
  PLAN_WEIGHT_GRADIENT,
  PLAN_WEIGHTS,
} from './layout';

/** Bytes of the scratch for so many lanes and 2^K subsets. */
export function secondMomentBytes(lanes: i32, subsets: i32): usize {
  return ((<usize>lanes) << 3) + <usize>subsets * 24;
}

function kappaOf(plan: usize): usize {
  return load<usize>(plan, PLAN_SECOND_MOMENT) + ((<usize>load<i32>(plan, PLAN_LANES)) << 3);
}

/** kappa = A^T (w^2), and cleared sums: after the step's beginning. */
export function beginSecondMoment(plan: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const kappa = kappaOf(plan);
  const matrix = load<usize>(plan, PLAN_OUTCOME_MATRIX);
  const weights = load<usize>(plan, PLAN_WEIGHTS);
  memory.fill(kappa, 0, subsets * 24);
  for (let a: usize = 0; a < subsets; a++) {
    const w = load<f64>(weights + (a << 3));
    for (let s: usize = 0; s < subsets; s++) {
      const p = kappa + (s << 3);
      store<f64>(p, load<f64>(p) + w * w * load<f64>(matrix + ((a * subsets + s) << 3)));
    }
  }
}

/** Q of the chunk's lanes, at the start of the scratch: after the chunk's expectations. */
export function chunkSecondMoment(plan: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  const slots = load<usize>(plan, PLAN_SLOTS);
  const moments = load<usize>(plan, PLAN_SECOND_MOMENT);
  const kappa = kappaOf(plan);
  const start = v128.load64_splat(kappa);
  for (let v: usize = 0; v < laneBytes; v += 16) v128.store(moments + v, start);
  for (let s: usize = 1; s < subsets; s++) {
    addScaled(moments, slotOf(plan, slots, s, laneBytes), v128.load64_splat(kappa + (s << 3)), laneBytes);
  }
}

/** From dLoss/dQ, which stands where Q stood, to the correlators' adjoints and the sums: before the chunk's way back. */
export function chunkSecondMomentBackward(plan: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  const slots = load<usize>(plan, PLAN_SLOTS);
  const shift = load<usize>(plan, PLAN_ADJOINTS) - slots;
  const moments = load<usize>(plan, PLAN_SECOND_MOMENT);
  const kappa = kappaOf(plan);
  const sums = kappa + (subsets << 3);
  for (let s: usize = 0; s < subsets; s++) {
    const slot = slotOf(plan, slots, s, laneBytes);
    const sum = sums + (s << 4);
    v128.store(sum, f64x2.add(v128.load(sum), dot(moments, slot, laneBytes)));
    if (slot > slots) addScaled(slot + shift, moments, v128.load64_splat(kappa + (s << 3)), laneBytes);
  }
}

/** Adds 2 w A dLoss/d(kappa) to dLoss/dw: after the step's end. */
export function finishSecondMoment(plan: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const sums = kappaOf(plan) + (subsets << 3);
  const matrix = load<usize>(plan, PLAN_OUTCOME_MATRIX);
  const weights = load<usize>(plan, PLAN_WEIGHTS);
  const gradient = load<usize>(plan, PLAN_WEIGHT_GRADIENT);
  for (let a: usize = 0; a < subsets; a++) {
    let g = 0.0;
    for (let s: usize = 0; s < subsets; s++) {
      const d = load<f64>(sums + (s << 4)) + load<f64>(sums + (s << 4), 8);
      g += load<f64>(matrix + ((a * subsets + s) << 3)) * d;
    }
    const p = gradient + (a << 3);
    store<f64>(p, load<f64>(p) + 2 * load<f64>(weights + (a << 3)) * g);
  }
}
