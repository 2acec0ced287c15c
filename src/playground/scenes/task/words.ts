// The sentences of the scene of a real task, made of what is there.

import { signedPoints } from '../../../report/verdict.js';
import type { TaskData } from '../../questions/task/asked.js';
import type { Measured } from '../../questions/task/measured.js';
import type { TaskVerdict } from '../../questions/task/verdict.js';
import type { Price } from './settings.js';

/** A number with two digits, as a fidelity is written. */
export function twoDigits(value: number): string {
  return value.toFixed(2);
}

/** Two by two labels: a row for each of B's corners, a column for each of A's. */
export type FourLabels = readonly [readonly [number, number], readonly [number, number]];

/** Whether four labels are a CHSH game: three agree and one differs, so that their product is -1. */
export function isChshGame([[p, q], [r, s]]: FourLabels): boolean {
  return p * q * r * s < 0;
}

/** The most that can be won of four questions in a single shot. */
export function mostWon(labels: FourLabels): { readonly coins: number; readonly ebit: number } {
  return isChshGame(labels) ? { coins: 0.75, ebit: (2 + Math.SQRT2) / 4 } : { coins: 1, ebit: 1 };
}

/** What four labels are, and what can be won in a shot. */
export function fourWords(labels: FourLabels): { readonly name: string; readonly says: string } {
  if (isChshGame(labels)) {
    return {
      name: 'A CHSH game',
      says: 'Three labels agree and one differs, as at the wall. In a single shot no coins win more than three of four (S = 2); an ebit does (S = 2√2).',
    };
  }
  return {
    name: 'No game',
    says: 'An answer of A times an answer of B gives all four labels: sharing nothing is enough.',
  };
}

/** How many of the choices are games. */
export function countWords(games: number, choices: number): string {
  return `${games} of the ${choices} choices of two and two corners are CHSH games (${Math.round((100 * games) / choices)} %).`;
}

/** A Werner pair's part of the perfect pair's correlations. */
function kept(fidelity: number): number {
  return (4 * fidelity - 1) / 3;
}

/** The most S that a Werner pair reaches. */
export function bestScore(fidelity: number): number {
  return 2 * Math.SQRT2 * Math.max(0, kept(fidelity));
}

/** Up to this fidelity a pair is separable. */
export const SEPARABLE = 0.5;

/** Up to this one it does not violate CHSH: 2 sqrt 2 (4F - 1) / 3 = 2. */
export const NO_VIOLATION = (3 / Math.SQRT2 + 1) / 4;

/** What a pair of a fidelity is. */
export function fidelityWords(fidelity: number): string {
  const at = `At F = ${twoDigits(fidelity)} the pair is`;
  if (fidelity <= SEPARABLE) return `${at} separable: coins can make it, and it counts among the coins.`;
  // What is below 2 is not to be read as 2.
  const score = bestScore(fidelity).toFixed(fidelity <= NO_VIOLATION ? 3 : 2);
  if (fidelity <= NO_VIOLATION) return `${at} entangled, but its best S is ${score}: coins reach 2.`;
  return `${at} entangled${fidelity === 1 ? ' and perfect' : ''}: its best S is ${score}, beyond the 2 of coins.`;
}

/** What the data are. */
export const dataWords: Readonly<Record<TaskData, string>> = {
  clusters: 'Clusters',
  cancer: 'Breast cancer, 2 + 2',
  'cancer-2': 'Breast cancer, 1 + 1',
  chance: 'Labels by chance',
};

/** What is trained for. */
export const priceWords: Readonly<Record<Price, string>> = {
  '100': '100 shots',
  '10': '10 shots',
  '1000': '1000 shots',
  mean: 'the exact mean',
};

/** What is made anew by a seed: a data set, or the split of a table. */
export function setWord(data: TaskData): string {
  return data === 'clusters' || data === 'chance' ? 'data set' : 'split';
}

/** What to expect of data of which it is known, and so what a difference is worth; null where it has to be measured. */
export function knownWords(data: TaskData, contrasts: TaskVerdict['contrasts']): string | null {
  if (data !== 'chance') return null;
  // One interval of twenty misses what there is, which is nothing.
  const isSeen = contrasts.some(({ tested }) => tested !== null && (tested.low > 0 || tested.high < 0));
  const luck = isSeen ? ', and a difference that is seen is luck' : '';
  return `These labels were drawn by chance: there is nothing to learn${luck}.`;
}

/** `+2.9 (+1.3 to +4.5)`, in points. */
export function differenceWords({ mean, tested }: TaskVerdict['contrasts'][number]): string {
  const points = signedPoints(mean);
  return tested === null ? points : `${points} (${signedPoints(tested.low)} to ${signedPoints(tested.high)})`;
}

/** All differences in one sentence. */
export function evidenceWords(contrasts: TaskVerdict['contrasts']): string {
  const said = contrasts.map((one) => `${one.first} minus ${one.second} ${differenceWords(one)}`);
  return `In points, with intervals of 95 %: ${said.join('; ')}.`;
}

/** What something reached at the price that it was trained for, the mean over the data sets that are done; null before the first. */
export function reachedOf(
  measured: readonly (Measured | null)[],
  price: number | null,
): { readonly share: number; readonly of: string; readonly over: string } | null {
  const known = measured.filter((one) => one !== null);
  if (known.length === 0) return null;
  const share = known.reduce((sum, { reported }) => sum + reported.priced, 0) / known.length;
  const by = price === null ? 'exact' : `at ${price} shots`;
  const over = known.length === 1 ? 'one data set' : `mean of ${known.length}`;
  return { share, of: by, over };
}
