// How many pairs the tries of one cycle make, also where a pair is rare: 1 - (1 - p)^m loses its digits there.
import { exp, log } from '../core/math.js';
import { binomialPoint } from '../probability/binomial.js';
import type { Link } from './link.js';

/** Below this x, 1 - x is rounded too much to be worth a logarithm, and six terms of the series have all digits. */
const SMALL = 1e-3;

/** log(1 - x) for x in [0, 1). */
function logOfRest(x: number): number {
  return x < SMALL ? -x * (1 + x * (1 / 2 + x * (1 / 3 + x * (1 / 4 + x * (1 / 5 + x / 6))))) : log(1 - x);
}

/** 1 - e^-x for x >= 0. */
function restOfExp(x: number): number {
  return x < SMALL ? x * (1 - (x / 2) * (1 - (x / 3) * (1 - (x / 4) * (1 - (x / 5) * (1 - x / 6))))) : 1 - exp(-x);
}

/** The probability that at least one of the tries of a cycle makes a pair: 1 - (1 - p)^m. */
export function chanceOfSome({ probability, multiplexing }: Link): number {
  if (multiplexing === 1 || probability === 1) return probability;
  return restOfExp(-multiplexing * logOfRest(probability));
}

/**
 * Returns the probabilities of 0, 1, ... pairs of a cycle, the last one that of so many or more.
 *
 * @param most - the last number, at least 1
 */
export function chancesOfPairs(link: Link, most: number): number[] {
  const { probability, multiplexing } = link;
  const some = chanceOfSome(link);
  const last = Math.min(most, multiplexing);
  if (last === 1) return [1 - some, some];
  const exactly = Array.from({ length: last - 1 }, (_, i) => binomialPoint(i + 1, multiplexing, probability));
  const sum = exactly.reduce((total, chance) => total + chance, 0);
  return [1 - some, ...exactly, Math.max(0, some - sum)];
}

/**
 * Returns in which cycle from now on, the first being 1, a link makes its next pair.
 *
 *     1 + floor(log(1 - u) / log(1 - q)),  q = the chance of some
 *
 * @param uniform - in [0, 1)
 */
export function cyclesToNext(link: Link, uniform: number): number {
  const { probability, multiplexing } = link;
  if (probability === 1) return 1;
  return 1 + Math.floor(logOfRest(uniform) / (multiplexing * logOfRest(probability)));
}

/** Returns how many pairs a cycle that makes some has made, at most `most`. @param uniform - in [0, 1) */
export function pairsOfCycle(link: Link, most: number, uniform: number): number {
  if (link.multiplexing === 1 || most === 1) return 1;
  const [, ...chances] = chancesOfPairs(link, most);
  let left = uniform * chances.reduce((sum, chance) => sum + chance, 0);
  const found = chances.findIndex((chance) => {
    left -= chance;
    return left < 0;
  });
  return found < 0 ? chances.length : found + 1;
}
