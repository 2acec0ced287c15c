import * as v from 'valibot';
import { type EngineChoice, engineChoices, type LossName, lossNames } from '../models/session-types.js';
import { type BatchChoice, batchWords, type RowSampling, rowSamplings } from '../training/batches.js';
import type { EarlyStop } from '../training/early-stop.js';
import { finiteSchema, positiveSchema, seedSchema } from './schemas.js';

/** How a task trains, with everything said; a setting that is not there does nothing. */
export interface TrainingSettings {
  readonly loss: LossName;
  readonly iterations: number;
  readonly learningRate: number;
  readonly beta1?: number;
  readonly beta2: number;
  readonly epsilon?: number;
  readonly batch: BatchChoice;
  readonly sampling: RowSampling;
  /** Of the start and the minibatches. */
  readonly seed: number;
  readonly engine: EngineChoice;
  readonly evaluateEvery: number;
  readonly earlyStop?: EarlyStop;
}

/** What holds unless told: the paper's. */
export const trainingDefaults = {
  loss: lossNames[0],
  iterations: 2000,
  learningRate: 0.01,
  beta2: 0.999,
  batch: batchWords[0],
  sampling: rowSamplings[0],
  seed: 0,
  engine: engineChoices[0],
  evaluateEvery: 100,
} as const satisfies TrainingSettings;

const earlyStopSchema = v.strictObject({ patience: positiveSchema, minimumGain: v.optional(finiteSchema) });

/** The shape of what may be said of a training. */
export const partialTrainingSchema = v.strictObject({
  loss: v.optional(v.picklist(lossNames)),
  iterations: v.optional(positiveSchema),
  learningRate: v.optional(finiteSchema),
  beta1: v.optional(finiteSchema),
  beta2: v.optional(finiteSchema),
  epsilon: v.optional(finiteSchema),
  batch: v.optional(v.union([positiveSchema, v.picklist(batchWords)])),
  sampling: v.optional(v.picklist(rowSamplings)),
  seed: v.optional(seedSchema),
  engine: v.optional(v.picklist(engineChoices)),
  evaluateEvery: v.optional(positiveSchema),
  /** A number is the patience. */
  earlyStop: v.optional(v.union([positiveSchema, earlyStopSchema])),
});

/** What may be said of a training. */
export type PartialTraining = v.InferOutput<typeof partialTrainingSchema>;

const names = Object.keys(partialTrainingSchema.entries) as (keyof PartialTraining)[];

/**
 * Fills in what is left open of a training.
 *
 * @param settings - that fit {@link partialTrainingSchema}; what the numbers mean is checked by `fit`
 */
export function completeTraining({ earlyStop, ...settings }: PartialTraining): TrainingSettings {
  const complete: TrainingSettings = {
    ...trainingDefaults,
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    ...(earlyStop === undefined
      ? {}
      : { earlyStop: typeof earlyStop === 'number' ? { patience: earlyStop } : earlyStop }),
  };
  // In one order, however they were given.
  return Object.fromEntries(
    names.filter((name) => complete[name] !== undefined).map((name) => [name, complete[name]]),
  ) as unknown as TrainingSettings;
}
