// What is shared in the experiments beyond the paper, by short names, and accuracies as the verdict takes them.
import { type Resource, resourceKind } from '../network/resource.js';
import { plural } from '../plural.js';
import { LEAST_SEEDS } from '../report/verdict.js';
import type { WorthVerdict } from '../report/worth-verdict.js';
import { type Interval, pairedInterval } from '../statistics.js';
import { spreadText } from './comparison.js';

/** Nothing shared, the first of every list of rivals. */
export const NOTHING: Resource = { ebits: 0, coins: 0 };

/** Returns so many coins. */
export function coinsOnly(coins: number): Resource {
  return { ebits: 0, coins };
}

/** Returns so many ebits, all of a fidelity, 1 unless told. */
export function ebitsOnly(ebits: number, fidelity?: number): Resource {
  return fidelity === undefined ? { ebits, coins: 0 } : { ebits, coins: 0, fidelity };
}

/** Returns a short name, for tables and lines: `nothing`, `2 coins`, `1 ebit`, and for one pair that is not perfect `F = 0.85`. */
export function shortName({ ebits, coins, fidelity = 1 }: Resource): string {
  if (ebits === 0) return coins === 0 ? 'nothing' : plural(coins, 'coin');
  return fidelity === 1 ? plural(ebits, 'ebit') : `F = ${fidelity}`;
}

/** Says whether what is shared is entangled, for a table. */
export function kindText(resource: Resource): string {
  const kind = resourceKind(resource);
  return kind === 'correlated' ? 'separable' : kind === 'entangled' ? 'entangled' : '';
}

/** The interval of 95 % of a mean, by Student's t; null of fewer than five values. */
export function intervalOf(values: readonly number[]): Interval | null {
  return values.length < LEAST_SEEDS ? null : pairedInterval(values);
}

/** Writes a mean with half the width of its interval. */
export function meanText(mean: number, interval: Interval | null, digits = 3): string {
  return spreadText(mean, interval && interval.high - mean, digits);
}

/** All sentences of a verdict, in the order of precedence, and then what they stand on. */
export function verdictWords({ findings, basis }: WorthVerdict): string {
  return [...findings.map(({ sentence }) => sentence), basis].join(' ');
}
