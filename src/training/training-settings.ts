import * as v from 'valibot';
import { type EngineChoice, engineChoices, type LossFunction } from '../models/session-types.js';
import { checkedWord } from '../options.js';
import { lazily } from '../schema.js';
import type { AdamOptions } from './adam.js';
import { type BatchChoice, batchWords, type RowSampling, rowSamplings } from './batches.js';
import { completeOptimiser, type OptimiserPlan, type OptimiserSettings, optimiserSchema } from './optimisers.js';
import { clipSchema, completeClip, completeL2, type L2Plan, type L2Settings, l2Schema } from './penalty.js';
import { type ClassWeightPlan, type ClassWeights, classWeightsSchema, completeClassWeights } from './row-weights.js';
import { ruled, ruleSchema, wholeRule } from './rule.js';
import { completeSchedule, type SchedulePlan, type ScheduleSettings, scheduleSchema } from './schedule.js';
import { completeLoss, type LossPlan, type LossSettings, lossSchema } from './trained-loss.js';

/** How a model is trained, as plain data that a file keeps: everything but the model, the rows and the seed. */
export interface TrainingSettings {
  /** Number of updates; 2000 unless told. */
  readonly iterations?: number;
  /** `mse` unless told. */
  readonly loss?: LossSettings;
  /** What rows of each label weigh in the loss; all the same unless told. */
  readonly classWeights?: ClassWeights;
  /** `quarter` unless told; see `batches`. */
  readonly batch?: BatchChoice;
  /** Whether a batch's rows are dealt, each once an `epochs`, or drawn with `replacement`; `epochs` unless told. */
  readonly sampling?: RowSampling;
  /** Adam unless told. */
  readonly optimiser?: OptimiserSettings;
  /** How the learning rate changes; it is constant unless told. */
  readonly schedule?: ScheduleSettings;
  /** Adds `l2 / 2` times the sum of the parameters' squares to what is descended; 0 unless told. */
  readonly l2?: L2Settings;
  /** How long the loss's gradient may be, over all parameters; a longer one is shortened. Null, and unless told, any. */
  readonly clip?: number | null;
  /** `auto` unless told. */
  readonly engine?: EngineChoice;
  /** After how many iterations the accuracies are found again for the history; 100 unless told. */
  readonly evaluateEvery?: number;
}

/** {@link TrainingSettings}, checked and complete. */
export interface TrainingPlan {
  readonly iterations: number;
  readonly loss: LossPlan | LossFunction;
  readonly classWeights: ClassWeightPlan;
  readonly batch: BatchChoice;
  readonly sampling: RowSampling;
  readonly optimiser: OptimiserPlan;
  readonly schedule: SchedulePlan;
  readonly l2: L2Plan;
  readonly clip: number | null;
  readonly engine: EngineChoice;
  readonly evaluateEvery: number;
}

/** Keeps a slip of the keyboard from filling the memory with an empty history. */
export const MAX_ITERATIONS = 10_000_000;

const iterationsRule = wholeRule('The number of iterations', 2000, 1, MAX_ITERATIONS);
const evaluateEveryRule = wholeRule('evaluateEvery', 100, 1, MAX_ITERATIONS);

/** The words among {@link TrainingSettings}; the first of each list is the default. */
const wordDefaults = { batch: batchWords[0], sampling: rowSamplings[0], engine: engineChoices[0] };

/** The schema of {@link TrainingSettings} in a file. */
export const trainingSettingsSchema = lazily(
  () =>
    v.strictObject({
      iterations: v.optional(ruleSchema(iterationsRule)),
      loss: v.optional(lossSchema()),
      classWeights: v.optional(classWeightsSchema()),
      batch: v.optional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.picklist(batchWords)])),
      sampling: v.optional(v.picklist(rowSamplings)),
      optimiser: v.optional(optimiserSchema()),
      schedule: v.optional(scheduleSchema()),
      l2: v.optional(l2Schema()),
      clip: v.optional(clipSchema()),
      engine: v.optional(v.picklist(engineChoices)),
      evaluateEvery: v.optional(ruleSchema(evaluateEveryRule)),
    }) satisfies v.GenericSchema<TrainingSettings>,
);

/**
 * Returns settings that were checked, with every default filled in.
 *
 * @param flat - Adam's settings, as a fit takes them beside the optimiser
 * @throws EbitError 'config' for a word or a name that there is not, and where two settings contradict each other; 'range' for
 *   a number outside its limits. The batch's size is checked by `batches`.
 */
export function completeTraining(
  settings: Omit<TrainingSettings, 'loss'> & { readonly loss?: LossSettings | LossFunction },
  flat: AdamOptions = {},
): TrainingPlan {
  const { loss, batch, sampling, engine } = settings;
  const iterations = ruled(iterationsRule, settings.iterations);
  return {
    iterations,
    loss: completeLoss(loss, iterations),
    classWeights: completeClassWeights(settings.classWeights),
    batch: batch ?? wordDefaults.batch,
    sampling: checkedWord('sampling', sampling ?? wordDefaults.sampling, rowSamplings),
    optimiser: completeOptimiser(settings.optimiser, flat),
    schedule: completeSchedule(settings.schedule, iterations),
    l2: completeL2(settings.l2),
    clip: completeClip(settings.clip),
    engine: checkedWord('engine', engine ?? wordDefaults.engine, engineChoices),
    evaluateEvery: ruled(evaluateEveryRule, settings.evaluateEvery),
  };
}
