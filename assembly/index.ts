// The whole interface of the numeric core: a few verbs over descriptors in linear memory (layout.ts).

import { stateEvolve, stateStart } from './state';

export { makeFisher, makeJacobian } from './fisher';
export { hadamardRows } from './hadamard';
export { jointAddPauli, jointPauli, jointSamples, runJoint, runJointBackward } from './joint';
export { choleskyBytes, eigenvalues, pivotedCholesky } from './spectrum';
export { moreProbabilities, probabilities, step } from './step';
export { sinCos } from './trigonometry';

/** Runs the chunk's samples through a processor's circuit: the embedded columns of an embedding without parameters. */
export function evolve(processor: usize, ids: usize, lanes: i32): void {
  stateStart(processor, 0);
  stateEvolve(processor, ids, lanes, false);
}

export function exponential(x: f64): f64 {
  return NativeMath.exp(x);
}

export function logarithm(x: f64): f64 {
  return NativeMath.log(x);
}

/** First address behind the core's own data: the memory from here on is the caller's to plan. */
export function heapBase(): usize {
  return __heap_base;
}
