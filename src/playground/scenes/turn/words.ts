// What the scene says of what is there at the moment.
import type { GameCeiling } from '../../questions/answers.js';
import { share } from '../wall/words.js';
import { BEST_S, chshOf, type Directions, isBest, isBeyond, successOf } from './arrows.js';
import { type Hands, outcomes, score, type Table } from './fixed.js';

/** A number between -9 and 9 with two decimals and a real minus. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** S with as many decimals as tell it from its bounds. */
export function sWords(s: number): string {
  const text = Math.abs(s).toFixed(3);
  return s < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** Of fixed answers in CHSH: which question pairs are lost. */
export function fixedWords(table: Table, hands: Hands): string {
  const lost = outcomes(table, hands).flatMap((one, i) =>
    one === 'lost' ? [`${table.a[Math.floor(i / table.b.length)]} and ${table.b[i % table.b.length]}`] : [],
  );
  if (lost.length === 1)
    return `You lose one of the four question pairs, ${lost[0]}, and win 3 of 4: no answers do better.`;
  return `You lose ${lost.length} of the four question pairs: ${lost.join(', ')}. At best it is one.`;
}

/** Why some pair is always lost. */
export const PARITY =
  'Why: multiply the four products. Each answer is in two of them, so together they give +1; the referee wants −1. One or three must be wrong.';

/** How many of the 16 were tried. */
export function triedWords(tried: number): string {
  if (tried === 16) return 'All 16 tried: 8 win 3 of 4, 8 win 1 of 4, none wins all.';
  return `${tried} of 16 tried.`;
}

/** Of the arrows: S, and what it means. */
export function arrowWords(directions: Directions): string {
  const s = chshOf(directions);
  const won = `S = ${sWords(s)}: a round is won with chance ${share(successOf(s))}`;
  if (isBest(s)) return `${won}, the most that any number of ebits can do.`;
  if (isBeyond(s)) return `${won}, more than any fixed answers and any coins (S = 2, chance 3/4).`;
  return `${won}, no more than fixed answers and coins can do (S = 2, chance 3/4).`;
}

/** The best found beside the best possible. */
export function bestWords(best: number): string {
  return `Your best: ${sWords(best)}. Best possible: 2√2 = ${BEST_S.toFixed(3)}.`;
}

/** What is known of a game's ceilings. */
export type Known = { readonly ceiling: GameCeiling } | { readonly fault: string } | null;

/** Differences of certified ceilings below this are rounding. */
const NO_GAIN = 1e-7;

/** Of fixed answers in a game. */
export function handWords(table: Table, hands: Hands): string {
  const { asked, won } = score(table, hands);
  return `Your answers win ${won} of ${asked} question pairs: ${share(won / asked)}.`;
}

/** Of a game's ceilings. */
export function ceilingWords(known: Known): string {
  if (known === null) return 'The ceilings are being certified …';
  if ('fault' in known) return `The ceilings could not be certified here: ${known.fault}`;
  const { classical, quantum } = known.ceiling;
  const both = `Nothing shared or any coins: at most ${share(classical)}. Any number of ebits: at most ${share(quantum)} (certified).`;
  if (quantum - classical < NO_GAIN) return `${both} So no ebit gains anything here.`;
  return `${both} What ebits can gain: ${share(quantum - classical)} a round at most.`;
}
