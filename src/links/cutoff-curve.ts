import { isEbitError } from '../errors.js';
import type { Link } from './link.js';
import { type ShotsOverLinks, shotsOver } from './shots-over-links.js';

/** What links give with a common cutoff. */
export interface CutoffPoint {
  /** In seconds. */
  readonly cutoff: number;
  readonly found: ShotsOverLinks;
}

/** What links give without a cutoff, and with each of some. */
export interface CutoffCurve {
  readonly without: ShotsOverLinks | null;
  /** Ascending; cutoffs by which hardly any shot comes about are left out. */
  readonly points: readonly CutoffPoint[];
}

/** How many times the mean time of a shot the last cutoff is. */
const FAR = 3;

/** 1, 2, 5, 10, 20, 50, ... up to the first that is `most` or more. */
function steps(most: number): number[] {
  const list: number[] = [];
  for (let ten = 1; ; ten *= 10) {
    for (const digit of [1, 2, 5]) {
      list.push(digit * ten);
      if (digit * ten >= most) return list;
    }
  }
}

/** What `shotsOver` says, or null where too many pairs are thrown away. */
function tried(links: readonly Link[], draws: number, seed: number): ShotsOverLinks | null {
  try {
    return shotsOver(links, 1, draws, seed);
  } catch (error) {
    if (isEbitError(error) && error.code === 'range') return null;
    throw error;
  }
}

/**
 * Returns fidelities and rates against the cutoff, the same in seconds for all links: from the longest of their cycles to
 * thrice the time of a shot without any.
 *
 * @param draws - a point, where ways are not listed
 */
export function cutoffCurve(links: readonly Link[], draws: number, seed: number): CutoffCurve {
  const without = tried(
    links.map((link) => ({ ...link, cutoff: Number.POSITIVE_INFINITY })),
    draws,
    seed,
  );
  const cycle = Math.max(...links.map((link) => link.cycle));
  const usual = without === null ? links.map((link) => cycle / link.probability) : [without.secondsPerShot];
  const points = steps((FAR * Math.max(...usual)) / cycle).flatMap((count) => {
    const cutoff = count * cycle;
    const found = tried(
      links.map((link) => ({ ...link, cutoff: Math.max(1, Math.floor((cutoff / link.cycle) * (1 + 1e-9))) })),
      draws,
      seed,
    );
    return found === null ? [] : [{ cutoff, found }];
  });
  return { without, points };
}
