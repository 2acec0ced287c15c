// What a benchmark came to, as plain data that another machine can read.
import * as v from 'valibot';
import { EbitError, messageOf } from '../errors.js';
import { checked, lazily } from '../schema.js';
import type { Quartiles } from './quartiles.js';

export const BENCHMARK_FORMAT = 'ebit-benchmark';
export const BENCHMARK_VERSION = 1;

/** What is known of a machine; null is what nobody told. */
export interface BenchmarkMachine {
  /** Such as `Node 20.20.2`. */
  readonly runtime: string | null;
  /** Such as `linux x64`. */
  readonly system: string | null;
  /** The processor's name. */
  readonly processor: string | null;
  /** How many threads it runs at once. */
  readonly threads: number | null;
  /** How many programs were running or waiting to run in the minute before; 0 is an idle machine. */
  readonly load: number | null;
}

/** What one workload came to. */
export interface BenchmarkResult {
  readonly name: string;
  /** In words. */
  readonly what: string;
  /** Of the rate. */
  readonly unit: string;
  /** Quartiles over the samples, in `unit`; null where the workload failed. */
  readonly rate: Quartiles | null;
  /** How many times the rate was taken. */
  readonly samples: number;
  /** Whether it computed the bits that are known; null where it computed nothing. A workload of other bits is not timed. */
  readonly equalBits: boolean | null;
  /** Why there is no rate, in words; null where there is one. */
  readonly fault: string | null;
}

/** What {@link benchmark} returns. */
export interface BenchmarkReport {
  readonly format: 'ebit-benchmark';
  readonly version: 1;
  /** The version of this package. */
  readonly ebit: string;
  /** The version of what it computes. */
  readonly numerics: number;
  /** When, in the words of whoever measured. */
  readonly date: string | null;
  /** Whether it was a quick one, of fewer and shorter samples. */
  readonly quick: boolean;
  /** The smallest step of the clock, milliseconds. */
  readonly clock: number;
  readonly machine: BenchmarkMachine;
  readonly results: readonly BenchmarkResult[];
}

const positive = /* @__PURE__ */ lazily(() => v.pipe(v.number(), v.finite(), v.gtValue(0)));
const count = /* @__PURE__ */ lazily(() => v.pipe(v.number(), v.integer(), v.minValue(0)));
const word = /* @__PURE__ */ lazily(() => v.pipe(v.string(), v.maxLength(500)));

/** The shape of a machine's facts. */
export const machineSchema = /* @__PURE__ */ lazily(() =>
  v.strictObject({
    runtime: v.nullable(word()),
    system: v.nullable(word()),
    processor: v.nullable(word()),
    threads: v.nullable(v.pipe(count(), v.minValue(1))),
    load: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
  }),
);

const reportSchema = /* @__PURE__ */ lazily(() =>
  v.strictObject({
    format: v.literal(BENCHMARK_FORMAT),
    version: v.literal(BENCHMARK_VERSION),
    ebit: word(),
    numerics: count(),
    date: v.nullable(word()),
    quick: v.boolean(),
    clock: positive(),
    machine: machineSchema(),
    results: v.array(
      v.strictObject({
        name: word(),
        what: word(),
        unit: word(),
        rate: v.nullable(
          v.pipe(
            v.strictObject({ lower: positive(), median: positive(), upper: positive() }),
            v.check(({ lower, median, upper }) => lower <= median && median <= upper, 'quartiles out of order'),
          ),
        ),
        samples: count(),
        equalBits: v.nullable(v.boolean()),
        fault: v.nullable(v.string()),
      }),
    ),
  }),
);

const WHAT = 'The benchmark';

/**
 * Returns the report that a text holds, such as `ebit bench --json` prints and the page saves.
 *
 * @param text - JSON
 * @throws EbitError 'file' for a text that is not whole JSON, is another kind of file, is of a later version, or has a
 *   value out of place, which the message names
 * @example
 * const report = await benchmark({ quick: true, only: ['predict-row'] });
 * parseBenchmark(JSON.stringify(report)).results[0].name; // 'predict-row'
 */
export function parseBenchmark(text: string): BenchmarkReport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new EbitError('file', `${WHAT} is not whole JSON (${messageOf(cause)}); it may be truncated, get it again.`, {
      cause,
    });
  }
  return checkedReport(json, WHAT);
}

/**
 * Returns a value if it is a report.
 *
 * @param what - its name, as the beginning of a sentence
 * @throws EbitError 'file' as {@link parseBenchmark}
 */
export function checkedReport(value: unknown, what: string): BenchmarkReport {
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (format !== BENCHMARK_FORMAT) {
    throw new EbitError(
      'file',
      `${what} is none: it has no "format": "${BENCHMARK_FORMAT}"; give what ebit bench --json prints.`,
    );
  }
  if (typeof version === 'number' && version > BENCHMARK_VERSION) {
    throw new EbitError(
      'file',
      `${what} is of version ${version}; this ebit reads ${BENCHMARK_VERSION}, install a later one.`,
    );
  }
  const report = checked(reportSchema(), value, 'file', what);
  const names = report.results.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new EbitError('file', `${what} has "${twice}" twice; give one as it was written.`);
  return report;
}
