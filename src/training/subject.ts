import { type Dataset, datasetOf } from '../data/dataset.js';
import { keptDigest } from '../digest.js';
import { EbitError } from '../errors.js';
import { checkClasses } from '../models/checked-model.js';
import { classLabels, crossEntropy, softmaxRows } from '../models/class-logits.js';
import { decidingProbabilities, decidingWeights } from '../models/deciding.js';
import { isTwoClassLoss, lossOfClasses, meanModelLoss } from '../models/losses.js';
import type { Model } from '../models/model-types.js';
import { type Link, positiveProbabilities } from '../models/positive-probabilities.js';
import { decidedValues } from '../models/predict.js';
import { modelRows, rowLength } from '../models/rows.js';
import type { LossFunction, PlainLoss, Session, SessionEngine, SessionOptions } from '../models/session-types.js';
import { metricAnswered } from './all-metrics.js';
import { givenClasses } from './class-answers.js';
import { shareRight } from './class-counts.js';
import { type FitPlan, watchedBy } from './fit-options.js';
import type { Learner } from './learner.js';
import { accuracy } from './metrics.js';
import { type SettledClassWeights, weighing } from './row-weights.js';
import { finalLoss, lossAt } from './trained-loss.js';
import { type ColumnMetric, checkMeasurable, columnOf, linkOf } from './watched-metric.js';

/** What training asks of a session. */
export interface TrainingSession extends Pick<Session, 'engine' | 'samples' | 'close'> {
  step(
    parameters: Float64Array,
    indices: Int32Array | null,
    loss: PlainLoss | LossFunction,
    gradient: Float64Array,
  ): number | Promise<number>;
  /** Of a model of two classes. */
  expectations(parameters: Float64Array): Float64Array;
  /** Of a model of more. */
  logits(parameters: Float64Array): Float64Array;
  probabilities(parameters: Float64Array): Float64Array;
}

/** Compiles a model over rows; `openSession`, or what a test puts in its place. */
export type OpenSession = (
  model: Model,
  rows: Float64Array,
  labels: Float64Array | null,
  options: SessionOptions,
) => TrainingSession;

/** A model over the rows that it learns from and those that it is only judged by. */
export interface Subject extends Learner {
  readonly model: Model;
  readonly engine: SessionEngine;
  readonly trainingData: Dataset;
  readonly validationData: Dataset | null;
  readonly classWeights: SettledClassWeights;
  readonly sampleWeights: Float64Array | null;
  /** Gives the sessions back. */
  close(): void;
}

function checkedData(model: Model, data: Dataset, what: string): Dataset {
  const copy = datasetOf(`The ${what} set`, data);
  const features = rowLength(model);
  if (copy.features !== features) {
    throw new EbitError('shape', `A ${what} row has ${copy.features} features; the model reads ${features}.`);
  }
  checkClasses(model, copy, `The ${what} set`);
  modelRows(model, copy.rows);
  return copy;
}

function checkSomeLabels({ labels, classes }: Dataset): void {
  if (labels.every((label) => label === labels[0])) {
    const mend = classes === undefined ? 'both labels' : 'more classes than one';
    throw new EbitError(
      'labels',
      `All ${labels.length} training labels are ${labels[0]}; give rows of ${mend}, there is nothing to tell apart.`,
    );
  }
}

function score(
  model: Model,
  session: TrainingSession,
  { labels }: Dataset,
  parameters: Float64Array,
  loss: PlainLoss | LossFunction,
  weights: Float64Array | null,
  metric: ColumnMetric | null = null,
): { accuracy: number; loss: number; metric: number | null } {
  if (!parameters.every(Number.isFinite)) {
    throw new EbitError('not-finite', 'The parameters left the finite numbers; lower the learning rate.');
  }
  if (!isTwoClassLoss(loss)) {
    const logits = session.logits(parameters);
    const given = classLabels(logits, parameters.subarray(model.angles), model.classes);
    return {
      accuracy: shareRight(given, labels),
      loss: crossEntropy(logits, labels, model.classes, weights),
      metric: metric && classMetric(metric, given, softmaxRows(logits, model.classes), labels, model.classes),
    };
  }
  const expectations = session.expectations(parameters);
  const weighed = decidingWeights(model, parameters);
  const decided = decidedValues(expectations, weighed);
  return {
    accuracy: accuracy(decided, labels),
    metric: metric && signMetric(metric, decided, labels, linkOf(loss)),
    loss: meanModelLoss(
      {
        form: model.weightForm,
        outcomeWeights: weighed,
        expectations,
        probabilities: () =>
          decidingProbabilities(
            model,
            weighed,
            () => expectations,
            () => session.probabilities(parameters),
          ),
      },
      labels,
      loss,
      weights,
    ),
  };
}

/** A metric of two classes, as `evaluate` has it. */
function signMetric(metric: ColumnMetric, decided: Float64Array, labels: Float64Array, link: Link): number | null {
  return metricAnswered(metric, {
    given: givenClasses(decided, labels.length, 2),
    scores: decided,
    probabilities: positiveProbabilities(decided, { link }),
    truth: Int32Array.from(labels, (label) => (label === 1 ? 1 : 0)),
    classes: 2,
  });
}

/** The same of more than two. */
function classMetric(
  metric: ColumnMetric,
  given: ArrayLike<number>,
  probabilities: Float64Array,
  labels: Float64Array,
  classes: number,
): number | null {
  const truth = Int32Array.from(labels);
  return metricAnswered(metric, {
    given: Int32Array.from(given),
    scores: probabilities,
    probabilities,
    truth,
    classes,
  });
}

/**
 * Returns a model compiled over its training and its validation rows.
 *
 * @throws EbitError 'model' for what is no model, 'config' for what is no data set; 'shape', 'not-finite', 'labels' or
 *   'range' for data that do not fit the model, 'labels' for training rows of one label only, and what `openSession` throws
 */
export function openSubject(
  open: OpenSession,
  model: Model,
  training: Dataset,
  validation: Dataset | null,
  plan: Pick<FitPlan, 'engine' | 'loss' | 'classWeights' | 'sampleWeights' | 'earlyStop' | 'restoreBest'>,
): Subject {
  const { engine } = plan;
  const loss = lossOfClasses(finalLoss(plan.loss), model.classes);
  const lossOfStep = lossAt(plan.loss);
  const trainingData = checkedData(model, training, 'training');
  checkSomeLabels(trainingData);
  const validationData = validation === null ? null : checkedData(model, validation, 'validation');
  const metric = columnOf(watchedBy(plan));
  if (validationData !== null) checkMeasurable(metric, validationData.labels);
  const { classWeights, sampleWeights, weights, judgedWeights } = weighing(
    plan,
    trainingData.labels,
    validationData === null ? null : validationData.labels,
    model.classes,
  );
  const session = open(model, trainingData.rows, trainingData.labels, {
    engine,
    ...(weights === null ? {} : { weights }),
  });
  let judge: TrainingSession | null = null;
  try {
    judge = validationData === null ? null : open(model, validationData.rows, null, { engine });
  } catch (error) {
    session.close();
    throw error;
  }
  return {
    model,
    engine: session.engine,
    trainingData,
    validationData,
    classWeights,
    sampleWeights,
    angles: model.angles,
    isLogits: model.classes > 2,
    start: model.parameters,
    samples: session.samples,
    step: (parameters, indices, gradient, iteration) =>
      session.step(parameters, indices, lossOfStep(iteration), gradient),
    scores(parameters) {
      const seen = score(model, session, trainingData, parameters, loss, weights);
      const unseen =
        judge === null || validationData === null
          ? null
          : score(model, judge, validationData, parameters, loss, judgedWeights, metric);
      return {
        trainingAccuracy: seen.accuracy,
        trainingLoss: seen.loss,
        validationAccuracy: unseen === null ? null : unseen.accuracy,
        validationLoss: unseen === null ? null : unseen.loss,
        ...(unseen === null || unseen.metric === null ? {} : { validationMetric: unseen.metric }),
      };
    },
    close() {
      session.close();
      judge?.close();
    },
  };
}

/** Returns the digest of a data set: of its rows, their order, and their labels. */
export function dataDigest({ rows, labels }: Dataset): string {
  const all = new Float64Array(rows.length + labels.length);
  all.set(rows);
  all.set(labels, rows.length);
  return keptDigest(all);
}
