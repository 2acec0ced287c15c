// From correlators to the loss of more than two classes, in the head's place. Class c has the logit
//     z_c = sum_a W_ca P(a) = sum_S kappa_cS c_S,   kappa_c = A^T W_c,
// a functional of its own (head.ts), and with y the row's class the loss is the cross-entropy
//     l = -log(e^(z_y) / sum_c e^(z_c)),   dl/dz_c = e^(z_c) / sum_d e^(z_d) - [c = y].
// Scratch (f64): the logits of the lanes or dLoss/dz, [classes][lanes], then the functionals with their sums.

import { functionalBackward, functionalForward, functionalSlope, headBytes, startFunctional } from './head';
import {
  PLAN_CLASS_SCRATCH,
  PLAN_CLASSES,
  PLAN_IDS,
  PLAN_LABELS,
  PLAN_LANES,
  PLAN_ROW_WEIGHTS,
  PLAN_SUBSETS,
  PLAN_WEIGHT_GRADIENT,
  PLAN_WEIGHTS,
} from './layout';

/** Bytes of the scratch for so many classes, lanes and subsets of readouts. */
export function classBytes(classes: i32, lanes: i32, subsets: i32): usize {
  return <usize>classes * (((<usize>lanes) << 3) + headBytes(subsets));
}

/** Where the logits of a class, or their seeds, stand. */
function logitsOf(plan: usize, c: usize): usize {
  return load<usize>(plan, PLAN_CLASS_SCRATCH) + ((c * <usize>load<i32>(plan, PLAN_LANES)) << 3);
}

function kappaOf(plan: usize, c: usize): usize {
  const classes = <usize>load<i32>(plan, PLAN_CLASSES);
  return logitsOf(plan, classes) + c * headBytes(load<i32>(plan, PLAN_SUBSETS));
}

/** kappa_c = A^T W_c of every class, and cleared sums. */
export function classesStart(plan: usize): void {
  const rowBytes = (<usize>load<i32>(plan, PLAN_SUBSETS)) << 3;
  const weights = load<usize>(plan, PLAN_WEIGHTS);
  for (let c: usize = 0; c < <usize>load<i32>(plan, PLAN_CLASSES); c++) {
    startFunctional(plan, kappaOf(plan, c), weights + c * rowBytes, false);
  }
}

/** The logits of the chunk's lanes. */
export function classesForward(plan: usize): void {
  for (let c: usize = 0; c < <usize>load<i32>(plan, PLAN_CLASSES); c++) {
    functionalForward(plan, kappaOf(plan, c), logitsOf(plan, c));
  }
}

/**
 * From the logits of the chunk's lanes to dLoss/dz in their place; returns the lanes' share of the loss, as `headLoss` of
 * head.ts. Exponentials are of differences to the lane's largest logit, so that none overflows.
 */
export function classesLoss(plan: usize, first: i32, count: i32, total: f64): f64 {
  const classes = <usize>load<i32>(plan, PLAN_CLASSES);
  const lanes = load<i32>(plan, PLAN_LANES);
  const stride = (<usize>lanes) << 3;
  const labels = load<usize>(plan, PLAN_LABELS);
  const rowWeights = load<usize>(plan, PLAN_ROW_WEIGHTS);
  const ids = load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2);
  const end = logitsOf(plan, classes);
  let result = 0.0;
  for (let lane = 0; lane < lanes; lane++) {
    const start = logitsOf(plan, 0) + ((<usize>lane) << 3);
    if (first + lane >= count) {
      for (let p = start; p < end; p += stride) store<f64>(p, 0);
      continue;
    }
    const row = <usize>load<i32>(ids + ((<usize>lane) << 2));
    let weight = 1.0 / total;
    if (rowWeights) weight *= load<f64>(rowWeights + (row << 3));
    const own = start + <usize>load<f64>(labels + (row << 3)) * stride;
    const greatest = greatestOf(start, end, stride);
    const most = load<f64>(greatest);
    const difference = most - load<f64>(own);
    let rest = 0.0;
    for (let p = start; p < end; p += stride) {
      const e = NativeMath.exp(load<f64>(p) - most);
      store<f64>(p, e);
      if (p != greatest) rest += e;
    }
    // The largest itself is e^0: what the others add to it keeps its digits.
    result += weight * (NativeMath.log1p(rest) + difference);
    const scale = weight / (1 + rest);
    for (let p = start; p < end; p += stride) store<f64>(p, load<f64>(p) * scale);
    store<f64>(own, load<f64>(own) - weight);
  }
  return result;
}

/** Where the first of a lane's largest logits stands. */
function greatestOf(start: usize, end: usize, stride: usize): usize {
  let at = start;
  for (let p = start + stride; p < end; p += stride) if (load<f64>(p) > load<f64>(at)) at = p;
  return at;
}

/** From dLoss/dz to the correlators' adjoints, and the sums for the weights. */
export function classesBackward(plan: usize): void {
  for (let c: usize = 0; c < <usize>load<i32>(plan, PLAN_CLASSES); c++) {
    functionalBackward(plan, kappaOf(plan, c), logitsOf(plan, c));
  }
}

/** dLoss/dW_c = A dLoss/d(kappa_c) of every class. */
export function classesFinish(plan: usize): void {
  const subsets = <usize>load<i32>(plan, PLAN_SUBSETS);
  const gradient = load<usize>(plan, PLAN_WEIGHT_GRADIENT);
  for (let c: usize = 0; c < <usize>load<i32>(plan, PLAN_CLASSES); c++) {
    const kappa = kappaOf(plan, c);
    const row = gradient + ((c * subsets) << 3);
    for (let a: usize = 0; a < subsets; a++) store<f64>(row + (a << 3), functionalSlope(plan, kappa, a));
  }
}
