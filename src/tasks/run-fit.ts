import { openDnn } from '../baselines/dnn.js';
import { fitDnn } from '../baselines/fit-dnn.js';
import { EbitError } from '../errors.js';
import { fitOptionsOf, fittedOutcome, weightsOf } from './classifier-fit.js';
import type { FitTask } from './fit-task.js';
import { learningTask, rowsOf } from './make.js';
import { type FitOutcome, scoreOf } from './outcome.js';
import type { RunContext } from './run-context.js';

/** Runs the training of a classifier. @throws EbitError as `learningTask` and `fit` */
async function runClassifier(task: FitTask, context: RunContext): Promise<FitOutcome> {
  const learnt = learningTask(task, context.read);
  return fittedOutcome(learnt.model, learnt, fitOptionsOf(task, learnt.validation, context), context.open);
}

/** Runs the training of the baseline. @throws EbitError as `fitDnn`, 'aborted' after the signal; 'shape' without validation rows */
async function runDnn({ data, training: how }: FitTask, { read, signal }: RunContext): Promise<FitOutcome> {
  const { training, validation } = rowsOf(data, read);
  if (validation === null) {
    throw new EbitError('config', 'The baseline is judged on validation rows; choose data that have some.');
  }
  const { engine: _engine, earlyStop: _stop, ...settings } = how;
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
    loss,
    history,
    iterations: how.iterations,
    stopped: 'iterations',
    parameters,
    checkpoint: null,
  };
}

/** Runs a training to its end, or to its signal. @throws EbitError as the parts */
export function runFit(task: FitTask, context: RunContext): Promise<FitOutcome> {
  return task.model.kind === 'dnn' ? runDnn(task, context) : runClassifier(task, context);
}
