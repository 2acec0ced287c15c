import { refuseAborted } from '../abort.js';
import { accuracyOfRows, approximateAccuracy, weightedRows } from '../analysis/accuracy-at-shots.js';
import { shareWon } from '../analysis/chsh-score.js';
import type { Dataset } from '../data/dataset.js';
import { EbitError } from '../errors.js';
import { requireTwoClasses } from '../models/class-logits.js';
import { decidingProbabilities, decidingWeights } from '../models/deciding.js';
import type { Model } from '../models/model-types.js';
import { decidedValues } from '../models/predict.js';
import { SCALED } from '../models/row-options.js';
import { dataWord } from './data-settings.js';
import type { EvaluationTask } from './evaluation-task.js';
import { evaluatedModel, rowsOf } from './make.js';
import { type EvaluationOutcome, scoreOf } from './outcome.js';
import type { RunContext } from './run-context.js';

/** Measures a trained classifier. @throws EbitError 'config' for data without the rows that are asked for; as the model's own */
export async function runEvaluation(task: EvaluationTask, { read, signal }: RunContext): Promise<EvaluationOutcome> {
  refuseAborted('Stopped before the evaluation began.', signal);
  const found = rowsOf(task.data, read);
  const model = evaluatedModel(task, found.training.classes);
  const data = found[task.rows];
  if (data === null || data === undefined) {
    throw new EbitError(
      'config',
      `The data "${dataWord(task.data)}" have no ${task.rows} rows; measure on the training rows.`,
    );
  }
  if (model.classes > 2) return classOutcome(task, model, data);
  const expectations = model.expectations(data.rows, SCALED);
  const weights = decidingWeights(model, model.parameters);
  const probabilities = decidingProbabilities(
    model,
    weights,
    () => expectations,
    () => model.probabilities(data.rows, SCALED),
  );
  const rows = { probabilities, weights, labels: data.labels };
  return {
    kind: 'evaluation',
    score: scoreOf(decidedValues(expectations, weights), data),
    successProbability: shareWon(probabilities, weights, data.labels),
    shots: task.shots.map((shots) =>
      task.approximate ? approximateAccuracy(rows, shots) : accuracyOfRows(rows, shots, task.seed).accuracy,
    ),
    expectations: task.expectations ? Array.from(expectations) : null,
  };
}

/** The same of more than two classes: a single shot's label is the class for which its outcome weighs most. */
function classOutcome(task: EvaluationTask, model: Model, data: Dataset): EvaluationOutcome {
  if (task.expectations) requireTwoClasses(model, 'The expectation of every row');
  const rows = weightedRows(model, data, SCALED);
  return {
    kind: 'evaluation',
    score: scoreOf(model.predict(data.rows, SCALED), data),
    successProbability: accuracyOfRows(rows, 1, task.seed).accuracy,
    shots: task.shots.map((shots) => accuracyOfRows(rows, shots, task.seed).accuracy),
    expectations: null,
  };
}
