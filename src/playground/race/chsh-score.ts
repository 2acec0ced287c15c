import { shareWon } from '../../analysis/chsh-score.js';
import { signProducts } from '../../models/weights.js';
import type { RaceData } from './data.js';
import { type Run, runModel } from './run.js';

/** The greatest of everything separable, with any number of coins. */
export const SEPARABLE_SCORE = 2;

/**
 * Returns S of the CHSH game as a run plays it, or minus it where that is greater, from its probabilities alone; null for
 * other data, and before it has any parameters.
 *
 *     S = 8 p - 4,    p the share of single shots, over all 16 inputs, in which the product of both outcomes is the label
 */
export function chshScoreOf({ settings, parameters }: Run, source: RaceData): number | null {
  if (source.settings.kind !== 'chsh' || parameters === null) return null;
  const { rows, labels } = source.training;
  const probabilities = runModel(settings, source).withParameters(parameters).probabilities(rows);
  return Math.abs(8 * shareWon(probabilities, signProducts(2), labels) - 4);
}
