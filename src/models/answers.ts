// Everything that a model says of rows, from the probabilities of their outcomes.
import type { Rows } from '../data/rows.js';
import { checkedWhole } from '../options.js';
import { classLabels, classLogits, requireLogits, requireTwoClasses, softmaxRows } from './class-logits.js';
import type { Model } from './model-types.js';
import { expectationValues, handedOut, signLabels } from './predict.js';
import { outcomeBits } from './readouts.js';
import type { RowOptions } from './row-options.js';
import { sampledCounts } from './sample.js';
import { outcomeWeights } from './weights.js';

/** The methods of a model that take rows. */
export type Answers = Pick<
  Model,
  'probabilities' | 'expectations' | 'logits' | 'classProbabilities' | 'sample' | 'predict'
>;

/** What of a model makes answers of probabilities. */
type Answering = Pick<Model, 'classes' | 'angles' | 'parameters' | 'network' | 'programs' | 'weightForm'>;

/**
 * Returns what a model answers.
 *
 * @param unrounded - P(a|x) of rows, shape [rows, outcomes], as the core found them; each time in an array of its own
 */
export function answersBy(model: Answering, unrounded: (rows: Rows, options?: RowOptions) => Float64Array): Answers {
  const { classes, angles, parameters } = model;
  const answers: Answers = {
    probabilities: (rows, options) => handedOut(unrounded(rows, options)),
    // Of what the core found, not of what is handed out: as in a session.
    expectations: (rows, options) => {
      requireTwoClasses(model, 'An expectation value');
      return expectationValues(unrounded(rows, options), outcomeWeights(model, parameters));
    },
    logits: (rows, options) => {
      requireLogits(model);
      return classLogits(unrounded(rows, options), parameters.subarray(angles), classes);
    },
    classProbabilities: (rows, options) => softmaxRows(answers.logits(rows, options), classes),
    sample: (rows, shots, seed, options) => {
      checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
      return sampledCounts(answers.probabilities(rows, options), 1 << outcomeBits(model), shots, seed);
    },
    predict: (rows, options) =>
      classes === 2
        ? signLabels(answers.expectations(rows, options), outcomeWeights(model, parameters))
        : classLabels(answers.logits(rows, options), parameters.subarray(angles), classes),
  };
  return answers;
}
