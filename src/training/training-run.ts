import type { Dataset } from '../data/dataset.js';
import { keptDigest } from '../digest.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import type { Model } from '../models/model-types.js';
import { batches } from './batches.js';
import { type Checkpoint, checkpointOf, type RunIdentity, stateOf, type WatchedSettings } from './checkpoint.js';
import { type FitOptions, type FitPlan, fitPlan, watchedBy } from './fit-options.js';
import type { History } from './history.js';
import type { Progress } from './progress.js';
import { run, type StopReason } from './run.js';
import { dataDigest, type OpenSession, openSubject, type Subject } from './subject.js';
import { columnOf, type ValidationMetric, valueIn } from './watched-metric.js';

/** The best of the models that a fit has evaluated. */
export interface BestModel {
  readonly model: Model;
  /** After how many updates; 0 is the model that training began with. */
  readonly iteration: number;
  /** By which it is the best. */
  readonly metric: ValidationMetric;
  /** What that is, of the validation rows. */
  readonly value: number;
}

/** What a fit has come to. */
export interface FitResult {
  /** The trained model: the parameters after the last iteration, or with `restoreBest` the best one. */
  readonly model: Model;
  /** Of the trained model; `validation` is null where there is no validation set. */
  readonly accuracy: { readonly training: number; readonly validation: number | null };
  /** Of the trained model, over all rows; `validation` is null where there is no validation set. */
  readonly loss: { readonly training: number; readonly validation: number | null };
  readonly history: History;
  /** How many updates were done, those before a resumed checkpoint included. */
  readonly iterations: number;
  readonly stopped: StopReason;
  /** The best model, which with `restoreBest` is the result's; null without it. */
  readonly best: BestModel | null;
  /** Where to go on from: after the last iteration, whichever model is the best. */
  readonly checkpoint: Checkpoint;
}

/** What a plan has kept of the validation rows beside what every run keeps of them. */
function watchedSettings(plan: FitPlan): { readonly watched?: WatchedSettings } {
  const metric = watchedBy(plan);
  const best = plan.restoreBest !== null;
  return metric === null || (columnOf(metric) === null && !best) ? {} : { watched: { metric, best } };
}

function identityOf(subject: Subject, plan: FitPlan): RunIdentity {
  const { model, engine, classWeights, trainingData, validationData, sampleWeights } = subject;
  const { optimiser, schedule, l2, clip, batch, sampling, seed, evaluateEvery } = plan;
  const loss = typeof plan.loss === 'function' ? 'custom' : plan.loss;
  return {
    model,
    settings: {
      ...{ optimiser, schedule, l2, clip, loss, classWeights, batch, sampling, seed, engine, evaluateEvery },
      ...watchedSettings(plan),
    },
    data: {
      training: dataDigest(trainingData),
      validation: validationData === null ? null : dataDigest(validationData),
      sampleWeights: sampleWeights === null ? null : keptDigest(sampleWeights),
    },
  };
}

/** The loop over a model, with checkpoints that are the model's own. */
async function* modelRun(
  subject: Subject,
  plan: FitPlan,
  { signal, checkpoint, resume }: FitOptions,
): AsyncGenerator<Progress, FitResult, void> {
  // Found when a checkpoint first needs it: digests of the data would keep a run's first step waiting.
  let known: RunIdentity | null = null;
  const identity = (): RunIdentity => {
    known ??= identityOf(subject, plan);
    return known;
  };
  const from = resume === undefined ? null : stateOf(identity(), resume);
  if (from !== null && from.iteration > plan.iterations) {
    throw new EbitError(
      'checkpoint',
      `The checkpoint is at iteration ${from.iteration}, beyond the ${plan.iterations} that are asked for; ask for more.`,
    );
  }
  const end = yield* run(subject, plan, from, {
    signal,
    save: (state) => checkpoint?.save(checkpointOf(identity(), state)),
  });
  const { history, iteration, stopped, kept } = end;
  const { parameters, scores } = kept ?? end;
  const model = subject.model.withParameters(parameters);
  const metric = plan.restoreBest;
  return {
    model,
    accuracy: { training: scores.trainingAccuracy, validation: scores.validationAccuracy },
    loss: { training: scores.trainingLoss, validation: scores.validationLoss },
    history,
    iterations: iteration,
    stopped,
    best:
      kept === null || metric === null
        ? null
        : { model, iteration: kept.iteration, metric, value: valueIn(scores, metric) },
    checkpoint: checkpointOf(identity(), end),
  };
}

/**
 * Trains a model in steps: yields its progress, returns its result, and stands still for as long as nobody asks for more.
 *
 * @param open - compiles the model over rows
 */
export async function* trainingRun(
  open: OpenSession,
  model: Model,
  training: Dataset,
  options: FitOptions,
): AsyncGenerator<Progress, FitResult, void> {
  checkModel(model);
  const plan = fitPlan(options, 'fit', model.classes);
  const start = plan.seed === null ? model : model.withInitialParameters(plan.seed);
  const subject = openSubject(open, start, training, options.validation ?? null, plan);
  try {
    return yield* modelRun(subject, plan, options);
  } finally {
    subject.close();
  }
}

/**
 * Throws what a run would throw before its first step. Nothing is evaluated, and what is compiled is found again by the run.
 *
 * @param open - compiles the model over rows
 */
export function checkRun(open: OpenSession, model: Model, training: Dataset, options: FitOptions): void {
  checkModel(model);
  const plan = fitPlan(options, 'fit', model.classes);
  const subject = openSubject(open, model, training, options.validation ?? null, plan);
  try {
    batches(subject.samples, plan.batch, plan.seed ?? 0, plan.sampling);
  } finally {
    subject.close();
  }
}

/** Takes a run to its end and returns its result. */
export async function completed(
  run: AsyncGenerator<Progress, FitResult, void>,
  onProgress: FitOptions['onProgress'],
): Promise<FitResult> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
    try {
      await onProgress?.(next.value);
    } catch (error) {
      // Thrown inside the run, so that it closes its sessions; it comes out again as the run's own failure.
      await run.throw(error);
    }
  }
}
