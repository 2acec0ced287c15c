// Findings as no run has made them, so that every verdict can be turned.
import { experiments } from '../../../src/experiments/all.js';
import { judged } from '../../../src/experiments/claims/all-claims.js';
import type { Comparison, NumberRecord, Scale } from '../../../src/experiments/experiment.js';
import type { Finding } from '../../../src/experiments/run-experiments.js';

export const full: Scale = { name: 'full', choices: {} };

export function finding(
  name: string,
  records: readonly NumberRecord[],
  comparisons: readonly Comparison[] = [],
): Finding {
  const experiment = experiments.find((one) => one.name === name);
  if (experiment === undefined) throw new Error(`there is no experiment ${name}`);
  return { experiment, findings: { words: [], records, comparisons } };
}

/** The verdict on the claim whose text begins so. */
export function verdictOn(start: string, findings: readonly Finding[], scale: Scale = full): string {
  const found = judged(scale, findings).find(({ claim }) => claim.text.startsWith(start));
  if (found === undefined) throw new Error(`there is no claim ${start}`);
  return found.verdict;
}

export function comparison(
  number: string,
  published: number,
  ours: number,
  deviation: number | null = null,
): Comparison {
  return {
    what: number,
    number,
    matched: false,
    published,
    publishedDeviation: deviation,
    ours,
    oursDeviation: null,
    scores: null,
  };
}

/** So many values around a mean, that differ a little. */
export function around(mean: number, count = 5): number[] {
  return Array.from({ length: count }, (_, i) => mean + (i - (count - 1) / 2) / 1000);
}
