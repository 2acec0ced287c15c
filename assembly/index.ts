// The whole interface of the numeric core: a few verbs over descriptors in linear memory (layout.ts).

export { classBytes } from './classes';
export { fisherBytes, makeFisher, makeJacobian } from './fisher';
export { headBytes } from './head';
export { jointAddPauli, jointPauli, jointSamples, runJoint, runJointBackward } from './joint';
export { embedOperators } from './operators';
export { placeNext } from './processors';
export {
  beginSecondMoment,
  chunkSecondMoment,
  chunkSecondMomentBackward,
  finishSecondMoment,
  secondMomentBytes,
} from './second-moment';
export { shuffle } from './shuffle';
export { bestSigns } from './signs';
export { choleskyBytes, eigenvalues, pivotedCholesky } from './spectrum';
export { evolve } from './state';
export {
  beginStep,
  chunkBackward,
  chunkExpectations,
  classStep,
  finishStep,
  moreProbabilities,
  probabilities,
  step,
} from './step';
export { sigmoid, sinCos, softplus } from './trigonometry';
export { hadamardRows } from './walsh';

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
