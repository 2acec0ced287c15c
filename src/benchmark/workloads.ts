import { largeState, smallState, wholeCircuit } from './circuit-workloads.js';
import {
  chshTraining,
  compiling,
  dimension,
  fisher,
  manyRows,
  oneRow,
  threads,
  trainingStep,
  wholeFit,
} from './model-workloads.js';
import type { Workload } from './workload.js';

/** All of them, in the order of tables. */
export const workloads: readonly Workload[] = [
  smallState,
  largeState,
  wholeCircuit,
  compiling,
  trainingStep,
  wholeFit,
  threads,
  oneRow,
  manyRows,
  fisher,
  dimension,
  chshTraining,
];
