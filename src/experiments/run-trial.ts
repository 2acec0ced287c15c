import { effectiveDimension } from '../analysis/effective-dimension.js';
import { normalisedEffectiveDimension } from '../analysis/normalised-effective-dimension.js';
import { openDnn } from '../baselines/dnn.js';
import { fitDnn } from '../baselines/fit-dnn.js';
import type { Dataset } from '../data/dataset.js';
import { isEbitError } from '../errors.js';
import { classifier } from '../models/classifier.js';
import { qcnn } from '../models/qcnn.js';
import { bellNetwork } from '../network/bell-network.js';
import { fit } from '../training/fit.js';
import type { History } from '../training/history.js';
import { accuracy, balancedAccuracy, baseRate, confusionTable } from '../training/metrics.js';
import {
  type ClassifierTrial,
  clusterRows,
  type DnnTrial,
  type RankResult,
  type RankTrial,
  type Score,
  type TrainingResult,
  type Trial,
  type TrialResult,
  trialModel,
  trialRows,
} from './trial.js';

function courseOf({
  evaluatedAt,
  trainingLoss,
  trainingAccuracy,
  validationAccuracy,
}: History): TrainingResult['course'] {
  return {
    iterations: Array.from(evaluatedAt),
    loss: Array.from(trainingLoss),
    training: Array.from(trainingAccuracy),
    validation: validationAccuracy && Array.from(validationAccuracy),
  };
}

/** @param answers - expectations or labels, of which the signs count */
function scoreOf(answers: ArrayLike<number>, { labels }: Dataset): Score {
  return {
    accuracy: accuracy(answers, labels),
    balancedAccuracy: balancedAccuracy(confusionTable(answers, labels)),
    baseRate: baseRate(labels),
  };
}

async function runClassifier(trial: ClassifierTrial, signal: AbortSignal | undefined): Promise<TrainingResult | null> {
  const { training, validation } = trialRows(trial.data);
  const { model, history, stopped } = await fit(trialModel(trial), training, {
    ...trial.training,
    validation: validation ?? undefined,
    signal,
  });
  if (stopped === 'aborted') return null;
  return {
    kind: 'training',
    training: scoreOf(model.predict(training.rows), training),
    validation: validation && scoreOf(model.predict(validation.rows), validation),
    course: courseOf(history),
    parameters: Array.from(model.parameters),
  };
}

async function runDnn({ data, training: how }: DnnTrial, signal: AbortSignal | undefined): Promise<TrainingResult> {
  const { training, validation } = clusterRows(data);
  const { history, parameters } = await fitDnn(training, validation, { ...how, signal });
  const score = (data: Dataset): Score => scoreOf(openDnn(data).expectations(parameters), data);
  return {
    kind: 'training',
    training: score(training),
    validation: score(validation),
    course: courseOf(history),
    parameters: Array.from(parameters),
  };
}

async function runRank(trial: RankTrial, signal: AbortSignal | undefined): Promise<RankResult> {
  const { ebits, mixing, depth, inputs, draws, seed, observations } = trial;
  const model = classifier({ network: bellNetwork({ ebits }), mixing: { layers: mixing }, circuit: qcnn({ depth }) });
  const sample = { inputs, draws, seed, signal };
  const { rank, cap, atCap, parameters, gap, singularValues } = await effectiveDimension(model, sample);
  return {
    kind: 'rank',
    rank,
    cap,
    atCap,
    parameters,
    // JSON has no Infinity.
    gap: Number.isFinite(gap) ? gap : null,
    singularValues: Array.from(singularValues),
    normalised:
      observations === null
        ? null
        : (await normalisedEffectiveDimension(model, { ...sample, observations })).normalised,
  };
}

/**
 * Runs a trial to its end, in this thread.
 *
 * @returns null if it was ended early
 * @throws EbitError as `fit` and `effectiveDimension`
 */
export async function runTrial(trial: Trial, signal: AbortSignal | undefined): Promise<TrialResult | null> {
  try {
    if (trial.kind === 'rank') return await runRank(trial, signal);
    return await (trial.kind === 'dnn' ? runDnn(trial, signal) : runClassifier(trial, signal));
  } catch (error) {
    if (isEbitError(error) && error.code === 'aborted') return null;
    throw error;
  }
}
