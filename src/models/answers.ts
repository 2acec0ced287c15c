// Everything that a model says of rows, from the probabilities of their outcomes.
import type { Rows } from '../data/rows.js';
import type { Asked } from '../engine/asked.js';
import { checkedWhole } from '../options.js';
import { classLabels, classLogits, requireLogits, requireTwoClasses, softmaxRows } from './class-logits.js';
import { askedOf, decidingWeights, saidExpectations } from './deciding.js';
import type { Model } from './model-types.js';
import { handedOut, signLabels } from './predict.js';
import { checkListedBits, outcomeBits } from './readouts.js';
import type { RowOptions } from './row-options.js';
import { sampledCounts } from './sample.js';

/** The methods of a model that take rows. */
export type Answers = Pick<
  Model,
  'probabilities' | 'expectations' | 'logits' | 'classProbabilities' | 'sample' | 'predict'
>;

/** What of a model makes answers of probabilities. */
type Answering = Pick<Model, 'classes' | 'angles' | 'parameters' | 'network' | 'programs' | 'weightForm'>;

/**
 * What the core found of rows, each time in an array of its own: P(a|x), shape [rows, outcomes], or the mean of the parity and
 * 1, shape [rows, 2].
 */
export type Unrounded = (asked: Asked, rows: Rows, options?: RowOptions) => Float64Array;

/** Returns what a model answers. */
export function answersBy(model: Answering, unrounded: Unrounded): Answers {
  const { classes, angles, parameters } = model;
  const answers: Answers = {
    probabilities: (rows, options) => {
      checkListedBits(outcomeBits(model));
      return handedOut(unrounded('outcomes', rows, options));
    },
    // Of what the core found, not of what is handed out: as in a session.
    expectations: (rows, options) => {
      requireTwoClasses(model, 'An expectation value');
      return saidExpectations(model, unrounded(askedOf(model), rows, options));
    },
    logits: (rows, options) => {
      requireLogits(model);
      return classLogits(unrounded('outcomes', rows, options), parameters.subarray(angles), classes);
    },
    classProbabilities: (rows, options) => softmaxRows(answers.logits(rows, options), classes),
    sample: (rows, shots, seed, options) => {
      checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
      return sampledCounts(answers.probabilities(rows, options), 1 << outcomeBits(model), shots, seed);
    },
    predict: (rows, options) =>
      classes === 2
        ? signLabels(answers.expectations(rows, options), decidingWeights(model, parameters))
        : classLabels(answers.logits(rows, options), parameters.subarray(angles), classes),
  };
  return answers;
}
