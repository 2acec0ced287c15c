// The entries of the lists that descriptors hold.

import { PLAN_PROCESSOR_LIST, PROCESSOR_STAGE_LIST } from './layout';

/** The n-th stage of a processor. */
export function stageAt(processor: usize, n: i32): usize {
  return load<usize>(load<usize>(processor, PROCESSOR_STAGE_LIST) + ((<usize>n) << 2));
}

/** The n-th processor of a plan. */
export function processorAt(plan: usize, n: i32): usize {
  return load<usize>(load<usize>(plan, PLAN_PROCESSOR_LIST) + ((<usize>n) << 2));
}
