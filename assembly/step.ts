// One minibatch: loss and gradient in a single call. Processors turn chunks of samples into coordinates, the network is
// contracted, the head gives the loss, and everything runs backwards.

import { classesBackward, classesFinish, classesForward, classesLoss, classesStart } from './classes';
import { clearAdjoints, contract, contractBackward } from './contraction';
import { processorAt } from './descriptors';
import { headBackward, headFinish, headForward, headLoss, headProbabilities, headStart, headTotal } from './head';
import {
  PLAN_ADJOINTS,
  PLAN_ANGLE_COUNT,
  PLAN_ANGLES,
  PLAN_GRADIENT,
  PLAN_IDS,
  PLAN_LANES,
  PLAN_PROCESSORS,
  PLAN_SLOTS,
} from './layout';
import { backward, finish, forward, start } from './processors';

/** What depends on the angles alone. */
function startAll(plan: usize, keep: bool): void {
  const angles = load<usize>(plan, PLAN_ANGLES);
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) start(processorAt(plan, p), angles, keep);
}

/** The chunk's samples, up to the correlators. */
function chunkForward(plan: usize, ids: usize, keep: bool): void {
  const slots = load<usize>(plan, PLAN_SLOTS);
  const lanes = load<i32>(plan, PLAN_LANES);
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) forward(processorAt(plan, p), slots, ids, lanes, keep);
  contract(plan);
}

/** The gradient of the angles from what the chunks have gathered. */
function finishAll(plan: usize): void {
  const gradient = load<usize>(plan, PLAN_GRADIENT);
  memory.fill(gradient, 0, (<usize>load<i32>(plan, PLAN_ANGLE_COUNT)) << 3);
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) finish(processorAt(plan, p), gradient);
}

/** The gradient of the chunk's samples from the correlators' adjoints. */
function chunkFinish(plan: usize): void {
  const adjoints = load<usize>(plan, PLAN_ADJOINTS);
  const lanes = load<i32>(plan, PLAN_LANES);
  contractBackward(plan);
  for (let p = 0; p < load<i32>(plan, PLAN_PROCESSORS); p++) backward(processorAt(plan, p), adjoints, lanes);
}

/**
 * Loss and gradient of the first `count` ids of the plan: the gradient of the angles at PLAN_GRADIENT, of the outcome
 * weights at PLAN_WEIGHT_GRADIENT. The ids hold whole chunks: places behind count name any valid row.
 */
export function step(plan: usize, count: i32, loss: i32): f64 {
  const lanes = load<i32>(plan, PLAN_LANES);
  const total = headTotal(plan, count);
  beginStep(plan);
  let result = 0.0;
  for (let first = 0; first < count; first += lanes) {
    chunkExpectations(plan, first);
    result += headLoss(plan, first, count, total, loss);
    chunkBackward(plan);
  }
  finishStep(plan);
  return result;
}

/** As `step`, of a plan with classes, by their cross-entropy. */
export function classStep(plan: usize, count: i32): f64 {
  const lanes = load<i32>(plan, PLAN_LANES);
  const ids = load<usize>(plan, PLAN_IDS);
  const total = headTotal(plan, count);
  startAll(plan, true);
  classesStart(plan);
  let result = 0.0;
  for (let first = 0; first < count; first += lanes) {
    chunkForward(plan, ids + ((<usize>first) << 2), true);
    clearAdjoints(plan);
    classesForward(plan);
    result += classesLoss(plan, first, count, total);
    classesBackward(plan);
    chunkFinish(plan);
  }
  classesFinish(plan);
  finishAll(plan);
  return result;
}

// A step in parts, for a loss that the core does not know: begin, then chunk by chunk E is left at the adjoints of slot 0
// and dLoss/dE is expected there, then finish.

export function beginStep(plan: usize): void {
  startAll(plan, true);
  headStart(plan);
}

export function chunkExpectations(plan: usize, first: i32): void {
  chunkForward(plan, load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2), true);
  clearAdjoints(plan);
  headForward(plan);
}

/** From dLoss/dE back to the processors. */
export function chunkBackward(plan: usize): void {
  headBackward(plan);
  chunkFinish(plan);
}

export function finishStep(plan: usize): void {
  headFinish(plan);
  finishAll(plan);
}

/** P(a) of the first `count` ids, f64 [count][2^K] at PLAN_PROBABILITIES. */
export function probabilities(plan: usize, count: i32): void {
  startAll(plan, false);
  moreProbabilities(plan, count);
}

/** The same at the angles of the last call of `probabilities`, whose part that depends on angles alone still stands. */
export function moreProbabilities(plan: usize, count: i32): void {
  const lanes = load<i32>(plan, PLAN_LANES);
  for (let first = 0; first < count; first += lanes) {
    chunkForward(plan, load<usize>(plan, PLAN_IDS) + ((<usize>first) << 2), false);
    headProbabilities(plan, first, count);
  }
}
