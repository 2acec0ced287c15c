import { EbitError } from '../errors.js';
import { checkedWhole } from '../options.js';
import { shownValue } from '../shown-value.js';

/** Shots up to which {@link fewestShots} looks unless told. */
const MOST_SHOTS = 10_000_001;

/**
 * Returns the first odd number of shots whose majority errs at most so often.
 *
 *     error(n) = sum_{k < n/2} C(n, k) p^k (1 - p)^(n - k)
 *
 * The shots are independent and right with the same chance, as those of one strategy are. Players who take another strategy for
 * every shot can need fewer: three deterministic ones, each wrong on another pair, decide CHSH in three shots.
 *
 * An even number is left out: with half of the ties right it errs as often as one shot less.
 *
 * @param success - p, the chance that a shot is right, from 0 to 1
 * @param error - how often the majority may err, above 0 and below 1
 * @param most - the largest number of shots that is looked at, up to 10^8; 10^7 + 1 unless told
 * @returns null if no number up to `most` is enough: always where p is at most 1/2 and one shot is not
 * @throws EbitError 'range' for a number outside these limits
 * @example
 * fewestShots(0.75, 0.01); // 19
 * fewestShots((1 + Math.SQRT1_2) / 2, 0.01); // 9
 */
export function fewestShots(success: number, error: number, most = MOST_SHOTS): number | null {
  if (!(typeof success === 'number' && success >= 0 && success <= 1)) {
    throw new EbitError('range', `The chance of success is ${shownValue(success)}; give a number from 0 to 1.`);
  }
  if (!(typeof error === 'number' && error > 0 && error < 1)) {
    throw new EbitError('range', `The error is ${shownValue(error)}; give a number above 0 and below 1.`);
  }
  checkedWhole('The largest number of shots', most, 1, 1e8);
  if (1 - success <= error) return 1;
  if (success <= 0.5) return null;
  const p = success;
  const odds = (1 - p) / p;
  const last = Math.floor((most - 1) / 2);
  // n = 2 m + 1. The chance of m right ones is a part of the error: first until that alone is small enough.
  let m = 0;
  let chance = 1 - p;
  while (chance > error) {
    if (m === last) return null;
    chance = nextChance(chance, m++, p);
  }
  // Two shots more take p (2 p - 1) chance off the error; only near the end is it added up anew, for its last digits.
  let sum = tail(chance, m, odds);
  while (sum > error) {
    if (m === last) return null;
    sum -= p * (2 * p - 1) * chance;
    chance = nextChance(chance, m++, p);
    if (sum <= error * (1 + 1e-9)) sum = tail(chance, m, odds);
  }
  return 2 * m + 1;
}

/** The chance of m + 1 right ones of 2 m + 3, from that of m right ones of 2 m + 1. */
function nextChance(chance: number, m: number, p: number): number {
  return (chance * (2 * m + 3) * 2 * p * (1 - p)) / (m + 2);
}

/** The chance of at most m right ones of 2 m + 1; each term is the one before times its ratio, all of them positive. */
function tail(chance: number, m: number, odds: number): number {
  let sum = chance;
  let term = chance;
  for (let k = m; k > 0 && term > sum * 1e-17; k--) {
    term *= (k / (2 * m + 2 - k)) * odds;
    sum += term;
  }
  return sum;
}
