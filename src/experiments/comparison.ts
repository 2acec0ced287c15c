import { spread } from '../report/spread.js';
import { meanOf } from '../statistics.js';
import type { Score } from '../tasks/outcome.js';
import type { Comparison, ReportTable } from './experiment.js';
import type { Published } from './published-tables.js';

/** What a comparison is about. */
interface Compared {
  /** As the experiment's own table names it. */
  readonly what: string;
  /** Which published number it is; the same wherever it is shown. */
  readonly number: string;
  /** Whether the data were chosen by this very number, which then tests nothing. */
  readonly matched?: boolean;
}

/**
 * Returns a published number beside our values of it.
 *
 * @throws EbitError 'range' without any value
 */
export function compared(
  { what, number, matched = false }: Compared,
  published: Published | number,
  values: readonly number[],
): Comparison {
  const { mean, deviation } = spread(values);
  return {
    what,
    number,
    matched,
    published: typeof published === 'number' ? published : published.mean,
    publishedDeviation: typeof published === 'number' ? null : published.deviation,
    ours: mean,
    oursDeviation: deviation,
    scores: null,
  };
}

/** The same of accuracies, with the mean balanced accuracy and the mean base rate of the runs. */
export function comparedScores(what: Compared, published: Published, scores: readonly Score[]): Comparison {
  return {
    ...compared(
      what,
      published,
      scores.map(({ accuracy }) => accuracy),
    ),
    scores: {
      balancedAccuracy: meanOf(scores.map(({ balancedAccuracy }) => balancedAccuracy)),
      baseRate: meanOf(scores.map(({ baseRate }) => baseRate)),
    },
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

/** Writes how far ours is from the published number; nothing where no deviation was published. */
export function deviationsText(comparison: Comparison): string {
  const far = deviations(comparison);
  return far === null ? '' : signed(far, 1);
}

/** Writes a mean with its deviation. */
export function spreadText(mean: number, deviation: number | null, digits = 3): string {
  return deviation === null ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}

/** Returns published numbers beside ours as a table. Where ours are accuracies, what belongs to an accuracy is beside it. */
export function comparisonTable(caption: string, comparisons: readonly Comparison[], digits = 3): ReportTable {
  const [hasScores, hasMatched] = [
    comparisons.some(({ scores }) => scores !== null),
    comparisons.some(({ matched }) => matched),
  ];
  return {
    caption,
    head: [
      '',
      'published',
      'ours',
      'difference',
      'in published σ',
      ...(hasScores ? ['balanced accuracy', 'base rate'] : []),
      ...(hasMatched ? [''] : []),
    ],
    rows: comparisons.map((one) => [
      one.what,
      spreadText(one.published, one.publishedDeviation, digits),
      spreadText(one.ours, one.oursDeviation, digits),
      signed(one.ours - one.published, digits),
      deviationsText(one),
      ...(hasScores
        ? [one.scores?.balancedAccuracy.toFixed(digits) ?? '', one.scores?.baseRate.toFixed(digits) ?? '']
        : []),
      ...(hasMatched ? [one.matched ? 'matched by choice' : ''] : []),
    ]),
  };
}

/** Returns each published number once, from where it is shown first, named as the paper names it. */
export function eachOnce(comparisons: readonly Comparison[]): Comparison[] {
  const known = new Map<string, Comparison>();
  for (const one of comparisons) if (!known.has(one.number)) known.set(one.number, { ...one, what: one.number });
  return [...known.values()];
}

/** Published without a deviation, and a whole number: a rank, which is met or not. */
function isRank({ publishedDeviation }: Comparison): boolean {
  return publishedDeviation === null;
}

/** Says how many published ranks are met, and which are not. */
export function ranksAgreement(comparisons: readonly Comparison[]): string {
  const ranks = comparisons.filter(isRank);
  const missed = ranks.filter(({ published, ours }) => published !== ours);
  const shown = missed.slice(0, 5).map(({ what, published, ours }) => `${what}: ${ours} for ${published}`);
  const more = missed.length > shown.length ? ` and ${missed.length - shown.length} more` : '';
  const others = missed.length === 0 ? '' : `; not so ${shown.join('; ')}${more}`;
  return `${ranks.length - missed.length} of ${ranks.length} published ranks are met exactly${others}.`;
}

function meansAgreement(measured: readonly Comparison[]): string {
  const far = (one: Comparison) => Math.abs(one.ours - one.published) / (one.publishedDeviation as number);
  const within = (limit: number) => measured.filter((one) => far(one) <= limit).length;
  const worst = measured.reduce((a, b) => (far(b) > far(a) ? b : a));
  const offset = meanOf(measured.map((one) => one.ours - one.published));
  return (
    `Of ${measured.length} published numbers, ours is within one published standard deviation of ${within(1)} and within ` +
    `two of ${within(2)}. The farthest is ${worst.what}: ${worst.ours.toFixed(3)} against ${worst.published.toFixed(3)}, ` +
    `${deviationsText(worst)} published standard deviations. On average ours is ${signed(offset, 3)} off.`
  );
}

/**
 * Says in words how well numbers agree: how many within two published deviations, and which is farthest off; how many
 * ranks are met; and how many were matched by choice, which are not counted as agreeing.
 */
export function agreement(comparisons: readonly Comparison[]): string {
  const tests = comparisons.filter(({ matched }) => !matched);
  const measured = tests.filter((one) => deviations(one) !== null);
  const matched = comparisons.length - tests.length;
  return [
    ...(measured.length > 0 ? [meansAgreement(measured)] : []),
    ...(tests.some(isRank) ? [ranksAgreement(tests)] : []),
    ...(measured.length === 0 && !tests.some(isRank) ? ['Nothing here tests a published number.'] : []),
    ...(matched === 0
      ? []
      : [
          `${matched} more ${matched === 1 ? 'is' : 'are'} matched by choice and not counted: data sets were chosen by them.`,
        ]),
  ].join(' ');
}

/** Where a value falls among others: how many of them are below it, and the ends. */
export function placeAmong(value: number, values: readonly number[]): string {
  const below = values.filter((one) => one < value).length;
  if (below === 0) return `below all ${values.length}`;
  if (below === values.length) return `above all ${values.length}`;
  return `above ${below} of ${values.length}`;
}
