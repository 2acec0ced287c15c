import * as v from 'valibot';
import { lazily } from '../schema.js';
import type { AdamOptions } from '../training/adam.js';
import type { EarlyStop } from '../training/early-stop.js';
import { metricOfBest } from '../training/fit-options.js';
import {
  type OptimiserName,
  type OptimiserPlan,
  type OptimiserSettings,
  optimiserNames,
  optimiserRules,
} from '../training/optimisers.js';
import { areEven } from '../training/row-weights.js';
import {
  completeTraining as completePlan,
  type TrainingSettings as FitTraining,
  trainingSettingsSchema,
} from '../training/training-settings.js';
import { type ValidationMetric, validationMetrics } from '../training/watched-metric.js';
import type { PartialOf } from './partial.js';
import { finiteSchema, positiveSchema, seedSchema } from './schemas.js';

/** How a task trains, with everything said; a setting that is not there does nothing. */
export interface TaskTraining extends FitTraining {
  readonly iterations: number;
  readonly loss: NonNullable<FitTraining['loss']>;
  readonly batch: NonNullable<FitTraining['batch']>;
  readonly sampling: NonNullable<FitTraining['sampling']>;
  readonly optimiser: OptimiserPlan;
  readonly engine: NonNullable<FitTraining['engine']>;
  readonly evaluateEvery: number;
  /** Of the start and the minibatches. */
  readonly seed: number;
  readonly earlyStop?: EarlyStop;
  /** Whether the outcome is the best model by a metric of the validation rows, `true` for that of the early stop. */
  readonly restoreBest?: boolean | ValidationMetric;
}

/** What may be said of an optimiser: of which kind it is, Adam unless told, and some of its settings. */
export type PartialOptimiser = PartialOf<OptimiserSettings>;

/** What may be said of a training. Adam's settings may stand beside its optimiser; a number as early stop is the patience. */
export type PartialTraining = {
  readonly [Name in keyof Omit<FitTraining, 'optimiser'>]?: FitTraining[Name] | undefined;
} & { readonly [Name in keyof AdamOptions]?: AdamOptions[Name] | undefined } & {
  readonly optimiser?: PartialOptimiser | undefined;
  readonly seed?: number | undefined;
  readonly earlyStop?: EarlyStop | number | undefined;
  readonly restoreBest?: boolean | ValidationMetric | undefined;
};

/** For every setting of an optimiser a shape; what its number may be is for the optimiser to say. */
function optimiserEntries(): v.ObjectEntries {
  const names = optimiserNames.flatMap((name) => Object.entries(optimiserRules(name)));
  return Object.fromEntries(
    names.map(([name, { standard }]) => [name, v.optional(typeof standard === 'boolean' ? v.boolean() : finiteSchema)]),
  );
}

/** The shape of what may be said of a training. */
export const partialTrainingSchema = lazily(() =>
  v.strictObject({
    ...trainingSettingsSchema().entries,
    iterations: v.optional(positiveSchema),
    evaluateEvery: v.optional(positiveSchema),
    optimiser: v.optional(v.strictObject({ kind: v.optional(v.picklist(optimiserNames)), ...optimiserEntries() })),
    learningRate: v.optional(finiteSchema),
    beta1: v.optional(finiteSchema),
    beta2: v.optional(finiteSchema),
    epsilon: v.optional(finiteSchema),
    seed: v.optional(seedSchema),
    earlyStop: v.optional(
      v.union([
        positiveSchema,
        v.strictObject({
          patience: positiveSchema,
          minimumGain: v.optional(finiteSchema),
          metric: v.optional(v.picklist(validationMetrics)),
        }),
      ]),
    ),
    restoreBest: v.optional(v.union([v.boolean(), v.picklist(validationMetrics)])),
  }),
);

/** Of the start and the minibatches, where nothing is said. */
const DEFAULT_SEED = 0;

/** The settings that are said. */
export function withoutGaps<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}

/**
 * The same with what was said of Adam beside the optimiser said of the optimiser.
 *
 * @throws EbitError 'config' if both say something else of one setting
 */
export function folded(settings: PartialTraining): PartialTraining {
  const { learningRate, beta1, beta2, epsilon, optimiser, ...others } = settings;
  const flat = withoutGaps({ learningRate, beta1, beta2, epsilon });
  if (Object.keys(flat).length === 0) return settings;
  const { kind = optimiserNames[0], ...own } = withoutGaps(optimiser ?? {}) as { readonly kind?: OptimiserName };
  // What the two say of one setting is compared where optimisers are completed.
  completePlan({ optimiser: { kind, ...own } as OptimiserSettings }, flat);
  return { ...others, optimiser: { ...optimiser, ...flat } as PartialOptimiser };
}

/** What is said of an optimiser over what was said before; another kind has other settings, so nothing of it stays. */
export function mergedTraining(first: PartialTraining, second: PartialTraining): PartialTraining {
  const [before, after] = [folded(first), folded(second)];
  const { kind } = after.optimiser ?? {};
  const keeps = kind === undefined || kind === (before.optimiser?.kind ?? optimiserNames[0]);
  const optimiser = { ...(keeps ? before.optimiser : {}), ...after.optimiser } as PartialOptimiser;
  return { ...before, ...after, ...(Object.keys(optimiser).length === 0 ? {} : { optimiser }) };
}

/**
 * Fills in what is left open of a training.
 *
 * @param settings - that fit {@link partialTrainingSchema}
 * @throws EbitError 'range' for a number outside its limits, 'config' for settings that contradict each other
 */
export function completeTraining(settings: PartialTraining): TaskTraining {
  const { earlyStop, restoreBest, seed = DEFAULT_SEED, optimiser: said, ...own } = withoutGaps(folded(settings));
  const { kind = optimiserNames[0], ...rest } = withoutGaps(said ?? {}) as { readonly kind?: OptimiserName };
  const given = { ...(own as FitTraining), optimiser: { kind, ...rest } as OptimiserSettings };
  const { iterations, loss, batch, sampling, optimiser, engine, evaluateEvery } = completePlan(given);
  const complete = {
    ...given,
    iterations,
    loss,
    batch,
    sampling,
    optimiser,
    engine,
    evaluateEvery,
    seed,
    ...(earlyStop === undefined
      ? {}
      : { earlyStop: typeof earlyStop === 'number' ? { patience: earlyStop } : earlyStop }),
    ...(restoreBest === undefined ? {} : { restoreBest }),
  } as TaskTraining;
  // In one order, however they were given.
  const names = Object.keys(partialTrainingSchema().entries) as (keyof TaskTraining)[];
  return Object.fromEntries(
    names.filter((name) => complete[name] !== undefined).map((name) => [name, complete[name]]),
  ) as unknown as TaskTraining;
}

/** What holds unless told: the paper's. */
export const trainingDefaults = lazily(() => completeTraining({}));

/** What of a training decides on its numbers, as plain data: what does nothing is not there, however it was said. */
export function trainingIdentity({ earlyStop, restoreBest, seed, ...settings }: TaskTraining): unknown {
  const { schedule, l2, classWeights, clip, ...plan } = completePlan(settings);
  const isFlat = schedule.kind === 'constant' && schedule.warmUp === 0;
  return {
    ...plan,
    ...(isFlat ? {} : { schedule }),
    ...(l2.angles === 0 && l2.weights === 0 && (l2.logits ?? 0) === 0 ? {} : { l2 }),
    ...(clip === null ? {} : { clip }),
    ...(areEven(classWeights) ? {} : { classWeights }),
    seed,
    earlyStop: earlyStop?.metric === validationMetrics[0] ? { ...earlyStop, metric: undefined } : earlyStop,
    restoreBest: metricOfBest(restoreBest, earlyStop),
  };
}
