import { refuseAborted } from '../abort.js';
import { openDnn } from '../baselines/dnn.js';
import { fitDnn } from '../baselines/fit-dnn.js';
import { fitLogistic, logisticExpectations, logisticLoss } from '../baselines/logistic.js';
import { EbitError } from '../errors.js';
import { completeClassWeights, weighing } from '../training/row-weights.js';
import { withNumberedWeights } from './class-weights.js';
import { fitOptionsOf, fittedOutcome, weightsOf } from './classifier-fit.js';
import type { FitTask } from './fit-task.js';
import { learningTask, rowsOf } from './make.js';
import type { LogisticSettings } from './model-settings.js';
import { type FitOutcome, scoreOf } from './outcome.js';
import type { RunContext } from './run-context.js';

/** Runs the training of a classifier. @throws EbitError as `learningTask` and `fit` */
async function runClassifier(task: FitTask, context: RunContext): Promise<FitOutcome> {
  const learnt = learningTask(task, context.read);
  const training = withNumberedWeights(task.training, learnt.model.columns?.label ?? null);
  return fittedOutcome(learnt.model, learnt, fitOptionsOf({ ...task, training }, learnt, context), context.open);
}

/** Runs the training of the baseline. @throws EbitError as `fitDnn`, 'aborted' after the signal; 'shape' without validation rows */
async function runDnn({ data, training: how }: FitTask, { read, signal }: RunContext): Promise<FitOutcome> {
  refuseAborted('Stopped before the baseline began.', signal);
  const { training, validation, test, table } = rowsOf(data, read);
  if (validation === null) {
    throw new EbitError('config', 'The baseline is judged on validation rows; choose data that have some.');
  }
  const { engine: _engine, earlyStop: _stop, ...settings } = withNumberedWeights(how, table?.columns?.label ?? null);
  const { history, parameters, loss } = await fitDnn(training, validation, {
    ...settings,
    sampleWeights: weightsOf({ data }),
    signal,
  });
  const [seen, unseen] = [training, validation].map((rows) => openDnn(rows).expectations(parameters));
  return {
    kind: 'fit',
    training: scoreOf(seen, training),
    validation: scoreOf(unseen, validation),
    ...(test === undefined ? {} : { test: scoreOf(openDnn(test).expectations(parameters), test) }),
    loss,
    history,
    iterations: how.iterations,
    stopped: 'iterations',
    parameters,
    checkpoint: null,
  };
}

/** Fits a logistic regression; its iterations are Newton's. @throws EbitError as `fitLogistic`, 'aborted' after the signal */
function runLogistic(
  { data, training: how }: FitTask,
  { c }: LogisticSettings,
  { read, signal }: RunContext,
): FitOutcome {
  refuseAborted('Stopped before the regression began.', signal);
  const { training, validation, test, table } = rowsOf(data, read);
  const { classWeights } = withNumberedWeights(how, table?.columns?.label ?? null);
  const sampleWeights = weightsOf({ data });
  const { parameters, course } = fitLogistic(training, { c, classWeights, sampleWeights });
  const plan = { classWeights: completeClassWeights(classWeights), sampleWeights: sampleWeights ?? null };
  const { weights, judgedWeights } = weighing(plan, training.labels, validation?.labels ?? null);
  const score = (rows: typeof training) => scoreOf(logisticExpectations(parameters, rows), rows);
  const loss = {
    training: logisticLoss(parameters, training, weights),
    validation: validation && logisticLoss(parameters, validation, judgedWeights),
  };
  const [seen, unseen] = [score(training), validation && score(validation)];
  return {
    kind: 'fit',
    training: seen,
    validation: unseen,
    ...(test === undefined ? {} : { test: score(test) }),
    loss,
    history: {
      loss: Float64Array.from(course.slice(0, -1)),
      evaluatedAt: Float64Array.of(course.length - 1),
      trainingAccuracy: Float64Array.of(seen.accuracy),
      trainingLoss: Float64Array.of(loss.training),
      validationAccuracy: unseen && Float64Array.of(unseen.accuracy),
      validationLoss: loss.validation === null ? null : Float64Array.of(loss.validation),
    },
    iterations: course.length - 1,
    stopped: 'iterations',
    parameters,
    checkpoint: null,
  };
}

/** Runs a training to its end, or to its signal. @throws EbitError as the parts */
export async function runFit(task: FitTask, context: RunContext): Promise<FitOutcome> {
  const { model } = task;
  if (model.kind === 'dnn') return runDnn(task, context);
  return model.kind === 'logistic' ? runLogistic(task, model, context) : runClassifier(task, context);
}
