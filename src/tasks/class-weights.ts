import { type Classes, classCount, classWord, labelNumbers, labelOfWord } from '../data/labels.js';
import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { areWords, type ClassWeights } from '../training/row-weights.js';

/** The words of labels that no table gave any. */
const PLAIN: Classes = { positive: '1', negative: '-1' };

/**
 * Returns class weights as numbers; a class that no word names weighs 1. Others are returned as they are.
 *
 * @param classes - those of the table; null where there is none, and the labels are 1 and -1
 * @throws EbitError 'labels' for a word that is no class
 */
export function numberedWeights(weights: ClassWeights, classes: Classes | null): ClassWeights {
  if (!areWords(weights)) return weights;
  const known = classes ?? PLAIN;
  const numbers = new Map<number, number>();
  for (const [word, weight] of Object.entries(weights.words)) {
    const label = labelOfWord(known, word);
    if (label === null) {
      const all = labelNumbers(classCount(known)).map((one) => `"${classWord(known, one)}"`);
      throw new EbitError(
        'labels',
        `A class weight is given to ${shownValue(word)}, which is no class; the classes are ${all.join(', ')}.`,
      );
    }
    numbers.set(label, weight);
  }
  if (classCount(known) === 2) return { positive: numbers.get(1) ?? 1, negative: numbers.get(-1) ?? 1 };
  return labelNumbers(classCount(known)).map((label) => numbers.get(label) ?? 1);
}

/** The same training with class weights as numbers, see {@link numberedWeights}. */
export function withNumberedWeights<T extends { readonly classWeights?: ClassWeights }>(
  training: T,
  classes: Classes | null,
): T {
  const { classWeights } = training;
  if (classWeights === undefined || !areWords(classWeights)) return training;
  return { ...training, classWeights: numberedWeights(classWeights, classes) };
}
