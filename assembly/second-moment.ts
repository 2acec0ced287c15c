// The second moment of a shot's weight beside its mean: Q = sum_a w_a^2 P(a) = sum_S kappa_S c_S, kappa = A^T (w^2), for
// losses that depend on how much single shots scatter. It runs beside the head: a step in parts calls these verbs between
// its own, and the head's sums stay as they are.
// Scratch (f64): Q or dLoss/dQ of the lanes, then the functional kappa with its sums, see head.ts.

import { functionalBackward, functionalForward, functionalSlope, headBytes, startFunctional } from './head';
import { PLAN_LANES, PLAN_SECOND_MOMENT, PLAN_SUBSETS, PLAN_WEIGHT_GRADIENT, PLAN_WEIGHTS } from './layout';

/** Bytes of the scratch for so many lanes and 2^K subsets. */
export function secondMomentBytes(lanes: i32, subsets: i32): usize {
  return ((<usize>lanes) << 3) + headBytes(subsets);
}

function kappaOf(plan: usize): usize {
  return load<usize>(plan, PLAN_SECOND_MOMENT) + ((<usize>load<i32>(plan, PLAN_LANES)) << 3);
}

/** kappa = A^T (w^2), and cleared sums: after the step's beginning. */
export function beginSecondMoment(plan: usize): void {
  startFunctional(plan, kappaOf(plan), load<usize>(plan, PLAN_WEIGHTS), true);
}

/** Q of the chunk's lanes, at the start of the scratch: after the chunk's expectations. */
export function chunkSecondMoment(plan: usize): void {
  functionalForward(plan, kappaOf(plan), load<usize>(plan, PLAN_SECOND_MOMENT));
}

/** From dLoss/dQ, which stands where Q stood, to the correlators' adjoints and the sums: before the chunk's way back. */
export function chunkSecondMomentBackward(plan: usize): void {
  functionalBackward(plan, kappaOf(plan), load<usize>(plan, PLAN_SECOND_MOMENT));
}

/** Adds 2 w A dLoss/d(kappa) to dLoss/dw: after the step's end. */
export function finishSecondMoment(plan: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const kappa = kappaOf(plan);
  const weights = load<usize>(plan, PLAN_WEIGHTS);
  const gradient = load<usize>(plan, PLAN_WEIGHT_GRADIENT);
  for (let a: usize = 0; a < subsets; a++) {
    const p = gradient + (a << 3);
    store<f64>(p, load<f64>(p) + 2 * load<f64>(weights + (a << 3)) * functionalSlope(plan, kappa, a));
  }
}
