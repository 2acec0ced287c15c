// The entries of the lists that descriptors hold.

import { CIRCUIT_STAGE_LIST, PLAN_PROCESSOR_LIST, PROCESSOR_CIRCUIT } from './layout';

/** The n-th stage of a circuit. */
export function stageAt(circuit: usize, n: i32): usize {
  return load<usize>(load<usize>(circuit, CIRCUIT_STAGE_LIST) + ((<usize>n) << 2));
}

/** The circuit of a processor; of a pair, that of the left one. */
export function circuitOf(processor: usize): usize {
  return load<usize>(processor, PROCESSOR_CIRCUIT);
}

/** The n-th processor of a plan. */
export function processorAt(plan: usize, n: i32): usize {
  return load<usize>(load<usize>(plan, PLAN_PROCESSOR_LIST) + ((<usize>n) << 2));
}
