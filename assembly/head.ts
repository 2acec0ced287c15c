// From correlators to the loss. With c_S the correlator of the processors in S and A the outcome matrix (signs of the
// outcomes and readout errors), P(a) = sum_S A_aS c_S and E = sum_a w_a P(a) = sum_S omega_S c_S, omega = A^T w.
// Scratch (f64, 2^K each): omega, dLoss/d(omega) for even and odd samples.

import { addScaled } from './contraction';
import {
  LOSS_HINGE,
  LOSS_MSE,
  LOSS_PRODUCT,
  PLAN_ADJOINTS,
  PLAN_CORRELATOR_SLOT,
  PLAN_HEAD,
  PLAN_IDS,
  PLAN_LABELS,
  PLAN_LANES,
  PLAN_OUTCOME_MATRIX,
  PLAN_PROBABILITIES,
  PLAN_ROW_WEIGHTS,
  PLAN_SLOTS,
  PLAN_SUBSETS,
  PLAN_WEIGHT_GRADIENT,
  PLAN_WEIGHTS,
} from './layout';
import { sigmoid, softplus } from './trigonometry';

/** Bytes of the head's scratch for 2^K subsets. */
export function headBytes(subsets: i32): usize {
  return <usize>subsets * 24;
}

/**
 * A linear functional of P(a), its values v_a some weights of the outcomes or their squares, as one of the correlators:
 * A^T v at `functional`, and behind it cleared sums, dLoss/d(functional) for even and odd samples. headBytes of scratch.
 */
export function startFunctional(plan: usize, functional: usize, weights: usize, squared: bool): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const matrix = load<usize>(plan, PLAN_OUTCOME_MATRIX);
  memory.fill(functional, 0, headBytes(<i32>subsets));
  for (let a: usize = 0; a < subsets; a++) {
    const w = load<f64>(weights + (a << 3));
    const v = squared ? w * w : w;
    for (let s: usize = 0; s < subsets; s++) {
      const p = functional + (s << 3);
      store<f64>(p, load<f64>(p) + v * load<f64>(matrix + ((a * subsets + s) << 3)));
    }
  }
}

/** omega = A^T w, and cleared sums. */
export function headStart(plan: usize): void {
  startFunctional(plan, load<usize>(plan, PLAN_HEAD), load<usize>(plan, PLAN_WEIGHTS), false);
}

/** The correlator of a subset, or its adjoint. */
function slotOf(plan: usize, base: usize, subset: usize, laneBytes: usize): usize {
  return base + <usize>load<i32>(load<usize>(plan, PLAN_CORRELATOR_SLOT) + (subset << 2)) * laneBytes;
}

/** What the first `count` ids weigh together. */
export function headTotal(plan: usize, count: i32): f64 {
  const weights = load<usize>(plan, PLAN_ROW_WEIGHTS);
  if (weights == 0) return <f64>count;
  const ids = load<usize>(plan, PLAN_IDS);
  let total = 0.0;
  for (let n: usize = 0; n < <usize>count; n++) {
    total += load<f64>(weights + ((<usize>load<i32>(ids + (n << 2))) << 3));
  }
  return total;
}

/** The functional of the chunk's lanes. */
export function functionalForward(plan: usize, functional: usize, out: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  const slots = load<usize>(plan, PLAN_SLOTS);
  // The empty subset's correlator is 1.
  const start = v128.load64_splat(functional);
  for (let v: usize = 0; v < laneBytes; v += 16) v128.store(out + v, start);
  for (let s: usize = 1; s < subsets; s++) {
    addScaled(out, slotOf(plan, slots, s, laneBytes), v128.load64_splat(functional + (s << 3)), laneBytes);
  }
}

/** From the loss's derivative by the functional, a lane each, to the correlators' adjoints and the sums. */
export function functionalBackward(plan: usize, functional: usize, seeds: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  const slots = load<usize>(plan, PLAN_SLOTS);
  const shift = load<usize>(plan, PLAN_ADJOINTS) - slots;
  const sums = functional + (subsets << 3);
  for (let s: usize = 0; s < subsets; s++) {
    const slot = slotOf(plan, slots, s, laneBytes);
    const sum = sums + (s << 4);
    v128.store(sum, f64x2.add(v128.load(sum), dot(seeds, slot, laneBytes)));
    if (slot > slots) addScaled(slot + shift, seeds, v128.load64_splat(functional + (s << 3)), laneBytes);
  }
}

/** E of the chunk's lanes, at the adjoints of slot 0: the ones have no adjoints of their own. */
export function headForward(plan: usize): void {
  functionalForward(plan, load<usize>(plan, PLAN_HEAD), load<usize>(plan, PLAN_ADJOINTS));
}

/** From dLoss/dE, which stands where E stood, to the correlators' adjoints and the sums for the outcome weights. */
export function headBackward(plan: usize): void {
  functionalBackward(plan, load<usize>(plan, PLAN_HEAD), load<usize>(plan, PLAN_ADJOINTS));
}

/**
 * From E of the chunk's lanes to dLoss/dE in its place; returns the lanes' share of the loss: sum_n w_n l(E_n, y_n) / total,
 * with w_n = 1 where rows have no weights. `first` is the chunk's first place in the ids; places from `count` on are padding
 * and weigh nothing.
 */
export function headLoss(plan: usize, first: i32, count: i32, total: f64, loss: i32): f64 {
  const labels = load<usize>(plan, PLAN_LABELS);
  const rowWeights = load<usize>(plan, PLAN_ROW_WEIGHTS);
  const ids = load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2);
  const laneBytes = (<usize>load<i32>(plan, PLAN_LANES)) << 3;
  const e = load<usize>(plan, PLAN_ADJOINTS);
  const left = count - first;
  const scale = 1.0 / total;
  const full = f64x2.splat(scale);
  let result = f64x2.splat(0);
  for (let lane = 0, v: usize = 0; v < laneBytes; lane += 2, v += 16) {
    let weight = full;
    if (lane + 1 >= left) weight = f64x2.replace_lane(f64x2.splat(0), 0, lane < left ? scale : 0);
    if (rowWeights) weight = f64x2.mul(weight, pairAt(rowWeights, ids + (v >> 1)));
    const y = pairAt(labels, ids + (v >> 1));
    const value = v128.load(e + v);
    let f: v128;
    if (loss == LOSS_MSE) {
      const difference = f64x2.sub(value, y);
      f = f64x2.mul(weight, difference);
      result = f64x2.add(result, f64x2.mul(f, difference));
      f = f64x2.add(f, f);
    } else if (loss == LOSS_PRODUCT) {
      f = f64x2.neg(f64x2.mul(weight, y));
      result = f64x2.add(result, f64x2.mul(f, value));
    } else {
      // Both are functions of -y E, whose derivative by E is -y.
      const minusY = f64x2.neg(y);
      const x = f64x2.mul(minusY, value);
      const one = f64x2.splat(1);
      let l: v128;
      let slope: v128;
      if (loss == LOSS_HINGE) {
        const inside = f64x2.gt(x, f64x2.neg(one));
        l = v128.and(inside, f64x2.add(one, x));
        slope = v128.and(inside, one);
      } else {
        const x0 = f64x2.extract_lane(x, 0);
        const x1 = f64x2.extract_lane(x, 1);
        l = f64x2.replace_lane(f64x2.splat(softplus(x0)), 1, softplus(x1));
        slope = f64x2.replace_lane(f64x2.splat(sigmoid(x0)), 1, sigmoid(x1));
      }
      result = f64x2.add(result, f64x2.mul(weight, l));
      f = f64x2.mul(weight, f64x2.mul(minusY, slope));
    }
    v128.store(e + v, f);
  }
  return f64x2.extract_lane(result, 0) + f64x2.extract_lane(result, 1);
}

/** The numbers of two neighbouring ids. */
function pairAt(numbers: usize, ids: usize): v128 {
  const first = v128.load64_splat(numbers + ((<usize>load<i32>(ids)) << 3));
  const second = v128.load64_splat(numbers + ((<usize>load<i32>(ids, 4)) << 3));
  return v128.shuffle<f64>(first, second, 0, 2);
}

/** The sums of products over the even and the odd lanes. */
function dot(a: usize, b: usize, bytes: usize): v128 {
  const end = a + bytes;
  let sum = f64x2.splat(0);
  do {
    sum = f64x2.add(sum, f64x2.mul(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  } while (a < end);
  return sum;
}

/** dLoss/dv_a = (A dLoss/d(functional))_a. */
export function functionalSlope(plan: usize, functional: usize, a: usize): f64 {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const sums = functional + (subsets << 3);
  const matrix = load<usize>(plan, PLAN_OUTCOME_MATRIX);
  let g = 0.0;
  for (let s: usize = 0; s < subsets; s++) {
    const d = load<f64>(sums + (s << 4)) + load<f64>(sums + (s << 4), 8);
    g += load<f64>(matrix + ((a * subsets + s) << 3)) * d;
  }
  return g;
}

/** dLoss/dw = A dLoss/d(omega). */
export function headFinish(plan: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const omega = load<usize>(plan, PLAN_HEAD);
  const gradient = load<usize>(plan, PLAN_WEIGHT_GRADIENT);
  for (let a: usize = 0; a < subsets; a++) store<f64>(gradient + (a << 3), functionalSlope(plan, omega, a));
}

/** Writes P(a) of the chunk's samples to the probabilities, f64 [place][2^K]. */
export function headProbabilities(plan: usize, first: i32, count: i32): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const lanes = load<i32>(plan, PLAN_LANES);
  const laneBytes = (<usize>lanes) << 3;
  const slots = load<usize>(plan, PLAN_SLOTS);
  const matrix = load<usize>(plan, PLAN_OUTCOME_MATRIX);
  for (let lane = 0; lane < lanes && first + lane < count; lane++) {
    const out = load<usize>(plan, PLAN_PROBABILITIES) + ((<usize>(first + lane) * subsets) << 3);
    for (let a: usize = 0; a < subsets; a++) {
      let p = 0.0;
      for (let s: usize = 0; s < subsets; s++) {
        const c = load<f64>(slotOf(plan, slots, s, laneBytes) + ((<usize>lane) << 3));
        p += load<f64>(matrix + ((a * subsets + s) << 3)) * c;
      }
      store<f64>(out + (a << 3), p);
    }
  }
}
