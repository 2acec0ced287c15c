import type { Quartiles } from './quartiles.js';
import { type BenchmarkReport, checkedReport } from './report.js';

/** A workload of two reports. */
export interface BenchmarkPair {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  /** Null where that report has no rate. */
  readonly first: Quartiles | null;
  readonly second: Quartiles | null;
  /**
   * How many times as fast the second is: the ratio of the medians, between the least and the greatest of any two rates inside
   * the quartiles; null where a rate is missing.
   */
  readonly ratio: Quartiles | null;
  /** Which is faster; `neither` where the quartiles overlap, null where a rate is missing. */
  readonly faster: 'first' | 'second' | 'neither' | null;
}

/** Two reports side by side. */
export interface BenchmarkComparison {
  readonly pairs: readonly BenchmarkPair[];
  /** What the two have not in common, by its name. */
  readonly differences: readonly {
    readonly name: string;
    readonly first: string | number | boolean | null;
    readonly second: string | number | boolean | null;
  }[];
  /** What keeps the two from being compared, in words; empty where nothing does. */
  readonly doubts: readonly string[];
}

/** Programs that wait beyond this part of the threads take time from what is measured. */
const BUSY = 0.25;
/** Quartiles that are further apart than this part of the median tell of a machine that was not left alone. */
const UNSTEADY = 0.2;

function pairOf(
  name: string,
  first: BenchmarkReport['results'][number] | undefined,
  second: BenchmarkReport['results'][number] | undefined,
): BenchmarkPair {
  const [a, b] = [first?.rate ?? null, second?.rate ?? null];
  const { what, unit } = (first ?? second) as BenchmarkReport['results'][number];
  // Rates of two units are none of one workload.
  const comparable = a !== null && b !== null && first?.unit === second?.unit;
  if (!comparable) return { name, what, unit, first: a, second: b, ratio: null, faster: null };
  const ratio = { lower: b.lower / a.upper, median: b.median / a.median, upper: b.upper / a.lower };
  const faster = ratio.lower > 1 ? 'second' : ratio.upper < 1 ? 'first' : 'neither';
  return { name, what, unit, first: a, second: b, ratio, faster };
}

/** What keeps a report from standing for its machine. */
function doubtsOf(which: 'first' | 'second', { machine, results }: BenchmarkReport): string[] {
  const doubts: string[] = [];
  const { load, threads } = machine;
  if (load !== null && load > BUSY * (threads ?? 1)) {
    doubts.push(
      `The ${which} machine was busy with other work (load ${load.toFixed(2)}, ${threads ?? 'unknown'} threads): it may be faster than this says.`,
    );
  }
  const timed = results.flatMap(({ rate }) => (rate === null ? [] : [rate]));
  const unsteady = timed.filter(({ lower, median, upper }) => upper - lower > UNSTEADY * median).length;
  if (unsteady > 0) {
    doubts.push(
      `${unsteady} of ${timed.length} rates of the ${which} vary by more than a fifth: measure again on a quiet machine.`,
    );
  }
  return doubts;
}

/**
 * Puts two reports side by side.
 *
 * With the quartiles l, m, u of each rate the ratio is m2/m1, between l2/u1 and u2/l1. Where 1 lies between these, the two
 * cannot be told apart.
 *
 * @param first - from {@link benchmark} or {@link parseBenchmark}
 * @param second - the same of another machine, runtime or version
 * @throws EbitError 'file' for what is no report
 * @example
 * const report = await benchmark({ quick: true, only: ['predict-row'] });
 * compareBenchmarks(report, report).pairs[0].faster; // 'neither'
 */
export function compareBenchmarks(first: BenchmarkReport, second: BenchmarkReport): BenchmarkComparison {
  const [a, b] = [checkedReport(first, 'The first benchmark'), checkedReport(second, 'The second benchmark')];
  const names = [...new Set([...a.results, ...b.results].map(({ name }) => name))];
  const pairs = names.map((name) =>
    pairOf(
      name,
      a.results.find((one) => one.name === name),
      b.results.find((one) => one.name === name),
    ),
  );
  const facts = ({ machine, ebit, numerics, quick }: BenchmarkReport) => ({ ...machine, ebit, numerics, quick });
  const [ours, theirs] = [facts(a), facts(b)];
  const differences = (Object.keys(ours) as (keyof typeof ours)[])
    .filter((name) => ours[name] !== theirs[name])
    .map((name) => ({ name, first: ours[name], second: theirs[name] }));
  return { pairs, differences, doubts: [...doubtsOf('first', a), ...doubtsOf('second', b)] };
}
