// The one place where a difference of accuracies becomes a sentence, for the command line, the report and the page.
import { bootstrapInterval, type Interval, meanOf, pairedInterval } from '../statistics.js';

/** Fewer seeds than these have an interval so wide, and so sensitive to its assumptions, that none is given. */
export const LEAST_SEEDS = 5;

/**
 * Two ways of learning, measured side by side.
 *
 * `differences` are the first's accuracy minus the second's, in shares of 1: one for every seed (same data, same start,
 * everything but the one thing alike), or, of a single run each, one for every row that both labelled: 1 where only the
 * first was right, -1 where only the second was, else 0.
 */
export interface Contrast {
  /** What the first has and what the second has, as they stand after `with`: `one ebit`, `nothing shared`. */
  readonly first: string;
  readonly second: string;
  readonly differences: readonly number[];
  readonly over: 'seeds' | 'validation rows' | 'training rows' | 'data sets';
}

/** What a contrast says. */
export interface Verdict {
  /** Null where there are too few seeds for one. */
  readonly interval: Interval | null;
  /** 1: the first is better, -1: the second is, 0: no difference seen; null: not tested. */
  readonly better: 1 | 0 | -1 | null;
  /** A whole sentence; the numbers are points, hundredths of accuracy. */
  readonly sentence: string;
}

/** Points with their sign, a true minus, so that numbers below each other line up: `+3.1`. */
export function signedPoints(share: number): string {
  const text = Math.abs(100 * share).toFixed(1);
  if (text === '0.0') return text;
  return `${share < 0 ? '−' : '+'}${text}`;
}

function intervalText({ low, high }: Interval, basis: string): string {
  return `95 % interval ${signedPoints(low)} to ${signedPoints(high)}, ${basis}`;
}

/**
 * Says whether one way of learning is better than another, from the numbers alone.
 *
 * Over seeds or data sets: Student's paired interval of 95 %, from five on. Over rows, which is a single run each: a
 * paired bootstrap over the rows, which knows nothing of other seeds, and says so. An interval that holds 0 reads "no
 * difference seen".
 *
 * @param contrast - see {@link Contrast}
 * @throws EbitError 'range' without any difference
 */
export function verdictOf({ first, second, differences, over }: Contrast): Verdict {
  const isByRow = over === 'validation rows' || over === 'training rows';
  if (!isByRow && differences.length > 0 && differences.length < LEAST_SEEDS) {
    const few = differences.length === 1 ? over.replace(/s$/, '') : over;
    return {
      interval: null,
      better: null,
      sentence:
        `With ${first} minus with ${second}: ${signedPoints(meanOf(differences))} points over ${differences.length} ${few}; ` +
        `not tested, an interval needs ${LEAST_SEEDS}.`,
    };
  }
  const interval = isByRow ? bootstrapInterval(differences) : pairedInterval(differences);
  const basis = isByRow
    ? `one seed, bootstrap over ${differences.length} ${over}`
    : `paired over ${differences.length} ${over}`;
  const better = interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0;
  if (better === 0) {
    return {
      interval,
      better,
      sentence:
        `No difference seen between ${first} and ${second}: ${signedPoints(interval.mean)} points ` +
        `(${intervalText(interval, basis)}).`,
    };
  }
  const size = Math.abs(100 * interval.mean).toFixed(1);
  return {
    interval,
    better,
    sentence:
      `With ${first} the accuracy is ${size} points ${better > 0 ? 'higher' : 'lower'} than with ${second} ` +
      `(${intervalText(interval, basis)}).`,
  };
}
