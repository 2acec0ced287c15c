import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { numberList } from '../number-list.js';
import { checkedWord, checkOptions } from '../options.js';
import { lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { completed, numberRule, type Rule, type Rules, ruled, ruledObjectSchema, ruleSchema } from './rule.js';

/** What rows of each label weigh in the loss. */
export interface ClassWeightNumbers {
  /** 1 unless told. */
  readonly positive?: number;
  /** 1 unless told. */
  readonly negative?: number;
}

/** What rows of each class of a table weigh in the loss, by the words of its label column; 1 unless told. */
export interface ClassWeightWords {
  readonly words: Readonly<Record<string, number>>;
}

/**
 * What rows of each label weigh in the loss; `balanced` gives all classes the same weight together, as scikit-learn does:
 * n / (classes n_label) of the n training rows. Of two classes numbers are `positive` and `negative`, of more they are a list
 * in the order of the class numbers. Where a table is trained on by its file they may be said by the words of its label column.
 */
export type ClassWeights = 'balanced' | ClassWeightNumbers | readonly number[] | ClassWeightWords;

/** Class weights, complete. */
export type ClassWeightPlan = 'balanced' | SettledClassWeights | ClassWeightWords;

/** Class weights as numbers: of more than two classes a list, or the even ones of two where none were told. */
export type SettledClassWeights = Required<ClassWeightNumbers> | readonly number[];

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

/** The rule of the weight of a class by its number or its word. */
const ruleOf = (name: string | number): Rule<number> => weightRule(`The weight of the class ${name}`);

/** The schema of {@link ClassWeights} in a file. */
export const classWeightsSchema = lazily((): v.GenericSchema<ClassWeights> => {
  const weight = ruleSchema(ruleOf('of a row'));
  return v.union([
    v.picklist(classWeightWords),
    v.pipe(v.array(weight), v.minLength(3)),
    v.strictObject({ words: v.record(v.string(), weight) }),
    ruledObjectSchema(rules),
  ]);
});

/** Whether class weights are said by the words of a table. */
export function areWords(weights: ClassWeights): weights is ClassWeightWords {
  return typeof weights === 'object' && weights !== null && Object.hasOwn(weights, 'words');
}

/** Returns class weights, checked. @throws EbitError 'config' for another word or name, 'range' for another number */
export function completeClassWeights(given: ClassWeights | undefined): ClassWeightPlan {
  if (given === undefined) return { positive: 1, negative: 1 };
  if (typeof given === 'string') return checkedWord('way of weighing the classes', given, classWeightWords);
  if (isWeightList(given)) {
    if (given.length > 2) return given.map((weight, c) => ruled(ruleOf(c), weight));
    throw new EbitError(
      'config',
      `There are ${given.length} class weights in a list, which is for three classes or more; two classes have the names ` +
        '{ positive, negative }.',
    );
  }
  if (!areWords(given)) return completed<Required<ClassWeightNumbers>>('classWeights', given, rules);
  checkOptions('classWeights', given, { words: true });
  const { words } = given;
  if (typeof words !== 'object' || words === null || Array.isArray(words)) {
    throw new EbitError('config', `The class weights by words are ${shownValue(words)}; give { word: weight }.`);
  }
  return { words: Object.fromEntries(Object.entries(words).map(([word, x]) => [word, ruled(ruleOf(`"${word}"`), x)])) };
}

function isWeightList(given: ClassWeights): given is readonly number[] {
  return Array.isArray(given);
}

/** Whether these are the weights of two classes that change nothing. */
export function areEven(weights: ClassWeightPlan): boolean {
  return typeof weights === 'object' && 'positive' in weights && weights.positive === 1 && weights.negative === 1;
}

/** n / (classes n_label), over the classes that have rows; what rows there are not weigh 1. */
function balancedWeights(labels: Float64Array, classes: number): SettledClassWeights {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.size < 2) {
    throw new EbitError(
      'labels',
      `All ${labels.length} training labels are ${labels[0]}; there is nothing to balance.`,
    );
  }
  const weightOf = (label: number): number => {
    const count = counts.get(label);
    return count === undefined ? 1 : labels.length / (counts.size * count);
  };
  if (classes === 2) return { positive: weightOf(1), negative: weightOf(-1) };
  return Array.from({ length: classes }, (_, c) => weightOf(c));
}

/** Returns the class weights as numbers, of training rows with more than one label. */
function classWeightsFor(weights: ClassWeightPlan, labels: Float64Array, classes: number): SettledClassWeights {
  if (weights === 'balanced') return balancedWeights(labels, classes);
  if (areWords(weights)) {
    throw new EbitError(
      'config',
      `Class weights by words (${shownValue(Object.keys(weights.words)[0])}) belong to a table that a task reads; ` +
        `here give ${classes === 2 ? '{ positive, negative }' : `a list of ${classes} numbers`}.`,
    );
  }
  if (isWeightList(weights)) {
    if (classes > 2 && weights.length === classes) return weights;
    const belongs = classes === 2 ? '{ positive, negative } for two classes' : `one for each of ${classes}`;
    throw new EbitError('config', `There are ${weights.length} class weights in a list; give ${belongs}.`);
  }
  if (classes === 2 || areEven(weights)) return weights;
  throw new EbitError(
    'config',
    `Class weights "positive" and "negative" mean nothing for ${classes} classes; give a list of ${classes} numbers.`,
  );
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
  weights: SettledClassWeights,
  samples: Float64Array | null,
): Float64Array | null {
  if (areEven(weights) && samples === null) return null;
  const weightOf = (label: number): number => {
    if (isWeightList(weights)) return weights[label];
    // Of more than two classes these are the even ones.
    return label === 1 ? weights.positive : weights.negative;
  };
  return labels.map((label, n) => weightOf(label) * (samples === null ? 1 : samples[n]));
}

/** What the rows of a training weigh in its loss. */
export interface Weighing {
  readonly classWeights: SettledClassWeights;
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
 * @param labels - of the training rows, of more than one class
 * @param judged - of rows that are not learned from; null where there are none
 * @param classes - how many there are
 * @throws EbitError 'config' for class weights that are not said as so many classes need; 'shape' for sample weights of
 *   another number than there are training rows, 'range' for one outside its limits
 */
export function weighing(
  plan: {
    readonly classWeights: ClassWeightPlan;
    readonly sampleWeights: ArrayLike<number> | null;
  },
  labels: Float64Array,
  judged: Float64Array | null,
  classes = 2,
): Weighing {
  const own = plan.sampleWeights;
  const sampleWeights = own === null ? null : checkedSampleWeights(own, labels.length);
  const classWeights = classWeightsFor(plan.classWeights, labels, classes);
  return {
    classWeights,
    sampleWeights,
    weights: rowWeights(labels, classWeights, sampleWeights),
    judgedWeights: judged === null ? null : rowWeights(judged, classWeights, null),
  };
}
