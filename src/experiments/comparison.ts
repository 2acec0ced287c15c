import { spread } from '../report/spread.js';
import type { Comparison, ReportTable } from './experiment.js';
import type { Published } from './published-tables.js';

/** Returns a published number beside our runs of it. */
export function compared(what: string, published: Published | number, values: readonly number[]): Comparison {
  const { mean, deviation } = spread(values);
  return {
    what,
    published: typeof published === 'number' ? published : published.mean,
    publishedDeviation: typeof published === 'number' ? null : published.deviation,
    ours: mean,
    oursDeviation: deviation,
  };
}

/** Returns how far ours is from the published number, in published standard deviations; null where none was published. */
export function deviations({ published, publishedDeviation, ours }: Comparison): number | null {
  return publishedDeviation === null || publishedDeviation === 0 ? null : (ours - published) / publishedDeviation;
}

/** Writes a number with its sign. */
export function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

/** Writes a mean with its deviation. */
export function spreadText(mean: number, deviation: number | null, digits = 3): string {
  return deviation === null ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}

/** Returns published numbers beside ours as a table. */
export function comparisonTable(caption: string, comparisons: readonly Comparison[], digits = 3): ReportTable {
  return {
    caption,
    head: ['', 'published', 'ours', 'difference', 'in published σ'],
    rows: comparisons.map((one) => {
      const far = deviations(one);
      return [
        one.what,
        spreadText(one.published, one.publishedDeviation, digits),
        spreadText(one.ours, one.oursDeviation, digits),
        signed(one.ours - one.published, digits),
        far === null ? '' : signed(far, 1),
      ];
    }),
  };
}

/** Says in words how well numbers agree: how many within two published deviations, and which is farthest off. */
export function agreement(comparisons: readonly Comparison[]): string {
  const measured = comparisons.filter((one) => deviations(one) !== null);
  if (measured.length === 0) return 'Nothing here was published with a deviation.';
  const far = (one: Comparison) => Math.abs(deviations(one) ?? 0);
  const within = (limit: number) => measured.filter((one) => far(one) <= limit).length;
  const worst = measured.reduce((a, b) => (far(b) > far(a) ? b : a));
  const offset = measured.reduce((sum, one) => sum + (one.ours - one.published), 0) / measured.length;
  return (
    `Of ${measured.length} published numbers, ours is within one published standard deviation of ${within(1)} and within ` +
    `two of ${within(2)}. The farthest is ${worst.what}: ${worst.ours.toFixed(3)} against ${worst.published.toFixed(3)}, ` +
    `${signed(deviations(worst) ?? 0, 1)} published standard deviations. On average ours is ${signed(offset, 3)} off.`
  );
}

/** Where a value falls among others: how many of them are below it, and the ends. */
export function placeAmong(value: number, values: readonly number[]): string {
  const below = values.filter((one) => one < value).length;
  if (below === 0) return `below all ${values.length}`;
  if (below === values.length) return `above all ${values.length}`;
  return `above ${below} of ${values.length}`;
}
