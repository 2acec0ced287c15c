import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { checkedWord } from '../options.js';
import { lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { completed, numberRule, type Rule, type Rules, ruledObjectSchema } from './rule.js';

/** What rows of each label weigh in the loss. */
export interface ClassWeightNumbers {
  /** 1 unless told. */
  readonly positive?: number;
  /** 1 unless told. */
  readonly negative?: number;
}

/**
 * What rows of each label weigh in the loss; `balanced` gives both labels the same weight together, as scikit-learn does:
 * n / (2 n_label) of the n training rows.
 */
export type ClassWeights = 'balanced' | ClassWeightNumbers;

/** The words among {@link ClassWeights}. */
const classWeightWords = ['balanced'] as const;

const LEAST = 1e-9;
const MOST = 1e9;
const isWeight = (x: number): boolean => x >= LEAST && x <= MOST;
const belongs = `a number from ${LEAST} to ${MOST}`;
const weightRule = (what: string): Rule<number> => numberRule(what, 1, belongs, isWeight);
const rules: Rules<Required<ClassWeightNumbers>> = {
  positive: weightRule('The weight of the class positive'),
  negative: weightRule('The weight of the class negative'),
};

/** The schema of {@link ClassWeights} in a file. */
export const classWeightsSchema = lazily(
  (): v.GenericSchema<ClassWeights> => v.union([v.picklist(classWeightWords), ruledObjectSchema(rules)]),
);

/** Returns class weights, checked. @throws EbitError 'config' for another word or name, 'range' for another number */
export function completeClassWeights(given: ClassWeights | undefined): 'balanced' | Required<ClassWeightNumbers> {
  if (given === undefined) return { positive: 1, negative: 1 };
  if (typeof given === 'string') return checkedWord('way of weighing the classes', given, classWeightWords);
  return completed<Required<ClassWeightNumbers>>('classWeights', given, rules);
}

/**
 * Returns what rows of each of more than two classes weigh: n / (C n_c) of n training rows in C classes, n_c of them in this
 * one, so that all have the same weight together; or all the same. Of a class without a training row 1.
 *
 * @throws EbitError 'config' for weights of two classes
 */
function weightsOfMany(
  weights: 'balanced' | Required<ClassWeightNumbers>,
  labels: Float64Array,
  classes: number,
): Float64Array | null {
  if (weights !== 'balanced') {
    if (weights.positive === 1 && weights.negative === 1) return null;
    throw new EbitError(
      'config',
      `The weights of the classes positive and negative are those of two, and there are ${classes}; give "balanced", or ` +
        'weights of single rows.',
    );
  }
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] += 1;
  const present = counts.reduce((sum, count) => sum + Number(count > 0), 0);
  return counts.map((count) => (count === 0 ? 1 : labels.length / (present * count)));
}

/** Returns the class weights as numbers, of training rows with both labels. */
function classWeightsFor(
  weights: 'balanced' | Required<ClassWeightNumbers>,
  labels: Float64Array,
): Required<ClassWeightNumbers> {
  if (weights !== 'balanced') return weights;
  const positive = labels.reduce((count, label) => (label === 1 ? count + 1 : count), 0);
  if (positive === 0 || positive === labels.length) {
    throw new EbitError(
      'labels',
      `All ${labels.length} training labels are ${labels[0]}; there is nothing to balance.`,
    );
  }
  return { positive: labels.length / (2 * positive), negative: labels.length / (2 * (labels.length - positive)) };
}

/** The weights of single rows, a copy. @throws EbitError 'shape' for other than one a row, 'range' for another number */
function checkedSampleWeights(given: ArrayLike<number>, rows: number): Float64Array {
  const list = Float64Array.from(numberList('The sample weights', given));
  if (list.length !== rows) {
    throw new EbitError('shape', `There are ${list.length} sample weights for ${rows} training rows; give one each.`);
  }
  for (let n = 0; n < rows; n++) {
    if (isWeight(list[n])) continue;
    throw new EbitError(
      'range',
      `The sample weight of row ${n} is ${shownValue(given[n])}; give ${belongs}, and leave out a row that is not to count.`,
    );
  }
  return list;
}

/** What every row weighs: its class's weight times its own. Null where all weigh 1. */
function rowWeights(
  labels: Float64Array,
  weightOf: ((label: number) => number) | null,
  samples: Float64Array | null,
): Float64Array | null {
  if (weightOf === null && samples === null) return null;
  return labels.map((label, n) => (weightOf === null ? 1 : weightOf(label)) * (samples === null ? 1 : samples[n]));
}

/** The weights of two classes, and what a label weighs; null where all weigh 1. */
function ofTwo(given: 'balanced' | Required<ClassWeightNumbers>, labels: Float64Array) {
  const classWeights = classWeightsFor(given, labels);
  const { positive, negative } = classWeights;
  const isEven = positive === 1 && negative === 1;
  return { classWeights, weightOf: isEven ? null : (label: number) => (label === 1 ? positive : negative) };
}

/** The same of more. */
function ofMany(
  { classWeights }: { readonly classWeights: 'balanced' | Required<ClassWeightNumbers> },
  labels: Float64Array,
  classes: number,
) {
  const weights = weightsOfMany(classWeights, labels, classes);
  return { classWeights, weightOf: weights === null ? null : (label: number) => weights[label] };
}

/** What the rows of a training weigh in its loss. */
export interface Weighing {
  /** As numbers of two classes; of more as they were said, since they follow from the labels. */
  readonly classWeights: 'balanced' | Required<ClassWeightNumbers>;
  /** Shape [training rows]; null where none has a weight of its own. */
  readonly sampleWeights: Float64Array | null;
  /** Shape [training rows]; null where all weigh 1. */
  readonly weights: Float64Array | null;
  /** The same of rows that are only judged: they have no weights of their own, but their labels have those of the class. */
  readonly judgedWeights: Float64Array | null;
}

/**
 * Returns what the rows of a training weigh.
 *
 * @param labels - of the training rows, of more classes than one
 * @param judged - of rows that are not learned from; null where there are none
 * @throws EbitError 'shape' for sample weights of another number than there are training rows, 'range' for one outside its
 *   limits
 */
export function weighing(
  plan: {
    readonly classWeights: 'balanced' | Required<ClassWeightNumbers>;
    readonly sampleWeights: ArrayLike<number> | null;
  },
  labels: Float64Array,
  judged: Float64Array | null,
  classes = 2,
): Weighing {
  const own = plan.sampleWeights;
  const sampleWeights = own === null ? null : checkedSampleWeights(own, labels.length);
  const { classWeights, weightOf } = classes === 2 ? ofTwo(plan.classWeights, labels) : ofMany(plan, labels, classes);
  return {
    classWeights,
    sampleWeights,
    weights: rowWeights(labels, weightOf, sampleWeights),
    judgedWeights: judged === null ? null : rowWeights(judged, weightOf, null),
  };
}
