// Reports and comparisons in the words of tables, for the command line and the page.
import type { BenchmarkComparison, BenchmarkPair } from './compare.js';
import type { Quartiles } from './quartiles.js';
import type { BenchmarkReport, BenchmarkResult } from './report.js';

/** A table of texts. */
export interface WordTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A rate to three digits, thousands apart. */
export function rateText(rate: number): string {
  const rounded = Number(rate.toPrecision(3));
  if (rounded >= 1000) return String(rounded).replace(/\B(?=(\d{3})+$)/g, ',');
  return rounded.toPrecision(3);
}

const NOT_TOLD = 'not told';

/** How far the quartiles lie from the median, as a part of it. */
function spreadText({ lower, median, upper }: Quartiles): string {
  const percent = (part: number) => (100 * part).toFixed(0);
  return `-${percent(1 - lower / median)} +${percent(upper / median - 1)} %`;
}

const bitsText = ({ equalBits }: BenchmarkResult) =>
  equalBits === null ? 'not computed' : equalBits ? 'equal' : 'OTHER';

/** A report's rates. */
export function rateTable({ results }: BenchmarkReport): WordTable {
  return {
    head: ['workload', 'rate', 'unit', 'quartiles', 'bits'],
    rows: results.map((result) => [
      result.what,
      result.rate === null ? '–' : rateText(result.rate.median),
      result.unit,
      result.rate === null ? '' : spreadText(result.rate),
      bitsText(result),
    ]),
  };
}

/** What is known of a report's machine, a name and a text each. */
export function factsOf({ machine, ebit, numerics, date, quick, clock }: BenchmarkReport): [string, string][] {
  return [
    ['runtime', machine.runtime ?? NOT_TOLD],
    ['system', machine.system ?? NOT_TOLD],
    ['processor', machine.processor ?? NOT_TOLD],
    ['threads', machine.threads === null ? NOT_TOLD : String(machine.threads)],
    ['load before', machine.load === null ? NOT_TOLD : machine.load.toFixed(2)],
    ['ebit', `${ebit}, numerics ${numerics}`],
    ['date', date ?? NOT_TOLD],
    ['clock', `steps of ${Number(clock.toPrecision(2))} ms`],
    ['samples', quick ? 'few and short (quick)' : 'whole'],
  ];
}

/** What a report says below its rates: whether all bits are equal, and what went wrong. */
export function reportLines({ results }: BenchmarkReport): string[] {
  const other = results.filter(({ equalBits }) => equalBits === false).length;
  const computed = results.filter(({ equalBits }) => equalBits !== null).length;
  const bits =
    other === 0
      ? `equal bits: all ${computed} workloads compute what they do on every machine`
      : `OTHER BITS: ${other} of ${computed} workloads compute other numbers than they should`;
  return [bits, ...results.flatMap(({ name, fault }) => (fault === null ? [] : [`${name}: ${fault}`]))];
}

function verdictText({ ratio, faster }: BenchmarkPair): string {
  if (ratio === null) return 'not measured in both';
  if (faster === 'neither') return 'no difference seen';
  return faster === 'second' ? 'second faster' : 'first faster';
}

const ratioText = (ratio: Quartiles | null) =>
  ratio === null ? '–' : `${ratio.median.toFixed(2)} (${ratio.lower.toFixed(2)} to ${ratio.upper.toFixed(2)})`;

/** Two reports' rates, and how many times as fast the second is. */
export function comparisonTable({ pairs }: BenchmarkComparison): WordTable {
  const cell = (rate: Quartiles | null) => (rate === null ? '–' : rateText(rate.median));
  return {
    head: ['workload', 'first', 'second', 'unit', 'second / first', ''],
    rows: pairs.map((pair) => [
      pair.what,
      cell(pair.first),
      cell(pair.second),
      pair.unit,
      ratioText(pair.ratio),
      verdictText(pair),
    ]),
  };
}

/** What two reports have not in common: a name, and what each says. */
export function differenceTable({ differences }: BenchmarkComparison): WordTable {
  const said = (value: string | number | boolean | null) => {
    if (value === null) return NOT_TOLD;
    return typeof value === 'number'
      ? String(Number(value.toFixed(2)))
      : value === true
        ? 'yes'
        : value === false
          ? 'no'
          : value;
  };
  const label = (name: string) => (name === 'load' ? 'load before' : name);
  return {
    head: ['', 'first', 'second'],
    rows: differences.map(({ name, first, second }) => [label(name), said(first), said(second)]),
  };
}
