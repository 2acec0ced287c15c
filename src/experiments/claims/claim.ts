// What a claim of the paper is, and what those who judge one need.
import type { Verdict } from '../../report/html-parts.js';
import { LEAST_SEEDS, signedPoints } from '../../report/verdict.js';
import { type Interval, pairedInterval } from '../../statistics.js';
import type { SizeName } from '../experiment.js';
import type { Finding } from '../run-experiments.js';

/** How a claim stands. */
export interface Judgement {
  readonly verdict: Exclude<Verdict, 'unmeasured'>;
  /** What was measured here, with its numbers: a sentence or a few. */
  readonly ours: string;
}

/** One claim of the paper. */
export interface Claim {
  /** In our words. */
  readonly text: string;
  /** Where the paper has it. */
  readonly where: string;
  /** The paper's own number. */
  readonly published: string;
  /** The experiments that show it, each of which is enough; the first that was run is led to. */
  readonly shownBy: readonly string[];
  /**
   * The smallest size that can judge it. Ranks and counts need no training, so the quick size can; whatever is trained needs
   * the full one, and the choices that fit best.
   */
  readonly least: Exclude<SizeName, 'tiny'>;
  /** What the measurements say of it; null where what it needs was not measured, or not often enough. */
  judge(findings: readonly Finding[]): Judgement | null;
}

/** The interval of paired differences; null for too few. */
export function intervalOf(differences: readonly number[]): Interval | null {
  return differences.length < LEAST_SEEDS ? null : pairedInterval(differences);
}

/** `+11.5 points (+9.6 to +13.4)`. */
export function pointsText({ mean, low, high }: Interval): string {
  return `${signedPoints(mean)} points (${signedPoints(low)} to ${signedPoints(high)})`;
}

/** Of a claim that says something of several: all of them, some, or none. */
export function verdictByCount(met: number, of: number): Judgement['verdict'] {
  return met === of ? 'confirmed' : met > 0 ? 'bounded' : 'corrected';
}

/** Whether all of some groups of measurements have something in them. */
export function isThere(...groups: readonly (readonly unknown[])[]): boolean {
  return groups.every((group) => group.length > 0);
}

/**
 * Of a gain that is put down to entanglement: bounded where coins, which have none, do half of it or more.
 *
 * @param byEbits - positive
 */
export function verdictBesideCoins(byEbits: number, byCoins: number): Judgement['verdict'] {
  return byCoins / byEbits >= 1 / 2 ? 'bounded' : 'confirmed';
}
