import type { Settings } from './schema.js';

/** What holds unless told, where that is one value whatever else is told. The training's are the paper's. */
export const defaults = {
  dataSeed: 1,
  corners: 'grid',
  dimension: 8,
  chshEmbedding: 'original',
  label: 'label',
  validation: 0.25,
  fidelity: 1,
  pairs: 'ring',
  mixing: 0,
  depth: 20,
  weights: 'free',
  loss: 'mse',
  iterations: 2000,
  learningRate: 0.01,
  beta2: 0.999,
  batch: 'quarter',
  sampling: 'epochs',
  seed: 0,
  seeds: 1,
  workers: 1,
  engine: 'auto',
  evaluateEvery: 100,
  checkpointEvery: 500,
} as const satisfies Settings;
