import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import type { Model } from '../models/model-types.js';
import { pause, SLICE } from '../pause.js';
import { adam } from './adam.js';
import { batches } from './batches.js';
import { type Checkpoint, checkpointOf, type RunIdentity, stateOf } from './checkpoint.js';
import { isExhausted } from './early-stop.js';
import { type FitOptions, type FitPlan, fitPlan } from './fit-options.js';
import { type History, historyRecorder } from './history.js';
import type { Progress } from './progress.js';
import { dataDigest, type OpenSession, openSubject, type Subject, scoresOf } from './subject.js';

/** Why a fit ended: all iterations are done, the validation accuracy stopped rising, or its signal said so. */
export type StopReason = 'iterations' | 'early' | 'aborted';

/** What a fit has come to. */
export interface FitResult {
  /** The trained model: the parameters after the last iteration. */
  readonly model: Model;
  /** Of the trained model; `validation` is null where there is no validation set. */
  readonly accuracy: { readonly training: number; readonly validation: number | null };
  /** Of the trained model, over all rows; `validation` is null where there is no validation set. */
  readonly loss: { readonly training: number; readonly validation: number | null };
  readonly history: History;
  /** How many updates were done, those before a resumed checkpoint included. */
  readonly iterations: number;
  readonly stopped: StopReason;
  /** Where to go on from. */
  readonly checkpoint: Checkpoint;
}

function identityOf(subject: Subject, plan: FitPlan): RunIdentity {
  const { model, training, trainingData, validationData } = subject;
  const { adam: hyper, loss, batch, sampling, seed, evaluateEvery } = plan;
  return {
    model,
    settings: { ...hyper, loss, batch, sampling, seed, engine: training.engine, evaluateEvery },
    data: {
      training: dataDigest(trainingData),
      validation: validationData === null ? null : dataDigest(validationData),
    },
  };
}

/** Goes through the iterations of a plan; one session call, one update and one store each. */
async function* steps(subject: Subject, plan: FitPlan, options: FitOptions): AsyncGenerator<Progress, FitResult, void> {
  const { model, training: session } = subject;
  const { iterations, evaluateEvery, progressEvery, earlyStop, checkpointEvery, seed } = plan;
  const optimiser = adam(plan.adam);
  const minibatches = batches(session.samples, plan.batch, seed ?? 0, plan.sampling);
  // Found when a checkpoint first needs it: digests of the data would keep a run's first step waiting.
  let known: RunIdentity | null = null;
  const identity = (): RunIdentity => {
    known ??= identityOf(subject, plan);
    return known;
  };
  const resumed = options.resume === undefined ? null : stateOf(identity(), options.resume);
  if (resumed !== null && resumed.iteration > iterations) {
    throw new EbitError(
      'checkpoint',
      `The checkpoint is at iteration ${resumed.iteration}, beyond the ${iterations} that are asked for; ask for more.`,
    );
  }
  const parameters = resumed?.parameters ?? model.parameters.slice();
  const moments = resumed?.adam ?? optimiser.init(parameters.length);
  const gradient = new Float64Array(parameters.length);
  const history = historyRecorder(iterations, resumed?.history ?? null);
  const judged = () => scoresOf(subject, parameters, plan.loss);
  let iteration = resumed?.iteration ?? 0;
  if (resumed === null) history.recordScores(0, judged());
  const snapshot = (): Checkpoint =>
    checkpointOf(identity(), { iteration, parameters, adam: moments, history: history.snapshot() });
  const exhausted = () => earlyStop !== null && isExhausted(history.validationAccuracies(), earlyStop);

  let stopped: StopReason = exhausted() ? 'early' : 'iterations';
  let sliceEnd = performance.now() + SLICE;
  while (iteration < iterations && stopped === 'iterations') {
    if (options.signal?.aborted) {
      stopped = 'aborted';
      break;
    }
    const loss = session.step(parameters, minibatches.at(iteration), plan.loss, gradient);
    if (!Number.isFinite(loss)) {
      throw new EbitError(
        'not-finite',
        `The loss became ${loss} at iteration ${iteration}; lower the learning rate of ${plan.adam.learningRate}.`,
      );
    }
    optimiser.update(moments, gradient, parameters);
    history.recordLoss(loss);
    iteration += 1;
    if (iteration % evaluateEvery === 0) {
      history.recordScores(iteration, judged());
      if (exhausted()) stopped = 'early';
    }
    if (checkpointEvery !== null && iteration % checkpointEvery === 0) await options.checkpoint?.save(snapshot());
    if (iteration % progressEvery === 0 || iteration === iterations || stopped === 'early') {
      yield { seed, iteration, iterations, loss, scores: history.latestScores() };
    }
    if (performance.now() >= sliceEnd) {
      await pause();
      sliceEnd = performance.now() + SLICE;
    }
  }

  const scores = iteration % evaluateEvery === 0 ? history.latestScores() : judged();
  return {
    model: model.withParameters(parameters),
    accuracy: { training: scores.trainingAccuracy, validation: scores.validationAccuracy },
    loss: { training: scores.trainingLoss, validation: scores.validationLoss },
    history: history.snapshot(),
    iterations: iteration,
    stopped,
    checkpoint: snapshot(),
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
  const plan = fitPlan(options);
  const start = plan.seed === null ? model : model.withInitialParameters(plan.seed);
  const subject = openSubject(open, start, training, options.validation ?? null, plan.engine);
  try {
    return yield* steps(subject, plan, options);
  } finally {
    subject.close();
  }
}

/** Takes a run to its end and returns its result. */
export async function completed(
  run: AsyncGenerator<Progress, FitResult, void>,
  onProgress: ((progress: Progress) => unknown) | undefined,
): Promise<FitResult> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
    try {
      const answer = onProgress?.(next.value);
      // Only a promise is waited for: to await everything would cost a turn of the queue each time.
      if (typeof answer === 'object' && answer !== null && 'then' in answer) await answer;
    } catch (error) {
      // Thrown inside the run, so that it closes its sessions; it comes out again as the run's own failure.
      await run.throw(error);
    }
  }
}
