import { benchmark, chosenWorkloads } from '../../benchmark/benchmark.js';
import { compareBenchmarks } from '../../benchmark/compare.js';
import { type BenchmarkReport, parseBenchmark } from '../../benchmark/report.js';
import {
  comparisonTable,
  differenceTable,
  factsOf,
  rateTable,
  reportLines,
  type WordTable,
} from '../../benchmark/words.js';
import { workloads } from '../../benchmark/workloads.js';
import { EbitError, isEbitError } from '../../errors.js';
import { threadPool } from '../../jobs/thread-pool.js';
import { readText, writeWhole } from '../../node/files.js';
import { textTable } from '../../report/text-table.js';
import { installation } from '../installation.js';
import { listenForInterruption } from '../interruption.js';
import { machineFacts } from '../machine-facts.js';
import { countDisplay } from '../progress-display.js';
import type { Terminal } from '../terminal.js';
import type { Registration } from './context.js';

interface BenchOptions {
  readonly quick?: true;
  readonly only?: readonly string[];
  readonly json?: true;
  readonly out?: string;
  readonly compare?: readonly string[];
}

const EXAMPLES = `
Rates are medians over samples that are taken in turn, with their quartiles; higher is faster. Before anything is timed,
each workload has to compute the bits that it computes on every machine. What else runs on the machine slows it down:
its load stands in the report.

Workloads:
    ${workloads.map(({ name }) => name).join(', ')}

Examples:
    $ ebit bench                                       half a minute or so
    $ ebit bench --quick --only training-step,fit      a second or two
    $ ebit bench --out laptop.json                     to be compared with elsewhere
    $ ebit bench --compare laptop.json                 this machine beside that one
    $ ebit bench --compare laptop.json server.json     two that were written, side by side`;

/** `ebit bench` */
export const registerBench: Registration = (program, { terminal }) => {
  program
    .command('bench')
    .summary('measure how fast this machine and runtime are')
    .description('Measures rates of what ebit does, on this machine and runtime, and puts two machines side by side.')
    .option('--quick', 'fewer and shorter samples')
    .option('--only <names...>', 'these workloads, by commas or blanks')
    .option('--json', 'print JSON')
    .option('--out <file>', 'write the report as JSON')
    .option('--compare <files...>', 'beside a report that was written; of two, nothing is measured')
    .addHelpText('after', EXAMPLES)
    .action(async (options: BenchOptions) => run(options, terminal));
};

async function run(options: BenchOptions, terminal: Terminal): Promise<void> {
  const files = options.compare ?? [];
  if (files.length > 2) {
    throw new EbitError('usage', `--compare has ${files.length} files; give one, or two that are not measured again.`);
  }
  const only = options.only?.flatMap((word) => word.split(',')).filter((name) => name !== '');
  refuseUnknown(only);
  const given = files.map((path) => ({ path, report: written(path) }));
  if (given.length === 2) {
    const stray = (['quick', 'only', 'out'] as const).find((name) => options[name] !== undefined);
    if (stray !== undefined) {
      throw new EbitError('usage', `With two files to compare nothing is measured; leave out --${stray}.`);
    }
    show(given[0], given[1], options, terminal);
    return;
  }
  const own = await measure(options, only, terminal);
  if (options.out !== undefined) {
    writeWhole(options.out, `${JSON.stringify(own, null, 2)}\n`);
    terminal.note(`written to ${options.out}`);
  }
  if (given.length === 1) show(given[0], { path: 'this machine', report: own }, options, terminal);
  else if (options.json) terminal.data(`${JSON.stringify(own, null, 2)}\n`);
  else terminal.data(`${reportText(own, terminal)}\n`);
  const other = own.results.filter(({ equalBits }) => equalBits === false);
  if (other.length > 0) {
    throw new EbitError(
      'runtime',
      `Other bits than known came from ${other.map(({ name }) => name).join(', ')}; please report it.`,
    );
  }
}

function refuseUnknown(only: readonly string[] | undefined): void {
  try {
    chosenWorkloads(only);
  } catch (error) {
    throw isEbitError(error) ? new EbitError('usage', error.message) : error;
  }
}

function written(path: string): BenchmarkReport {
  const text = readText(path);
  try {
    return parseBenchmark(text);
  } catch (error) {
    throw isEbitError(error) ? new EbitError(error.code, `${path}: ${error.message}`) : error;
  }
}

async function measure(
  options: BenchOptions,
  only: readonly string[] | undefined,
  terminal: Terminal,
): Promise<BenchmarkReport> {
  // Before anything runs: the load is that of other programs.
  const machine = machineFacts();
  const interruption = listenForInterruption(terminal);
  const names = only ?? workloads.map(({ name }) => name);
  const executor = names.includes('threads') ? await threadPool({ script: installation().worker }) : undefined;
  let display: ReturnType<typeof countDisplay> | null = null;
  try {
    return await benchmark({
      quick: options.quick === true,
      only,
      machine,
      date: new Date().toISOString(),
      executor,
      signal: interruption.signal,
      onProgress({ done, total, name }) {
        display ??= countDisplay(terminal, 'measuring', total);
        display.update(done, name);
      },
    });
  } finally {
    // What it is set to in a callback, the compiler does not see.
    (display as ReturnType<typeof countDisplay> | null)?.stop();
    interruption.release();
    await executor?.close();
  }
}

function tableText({ head, rows }: WordTable, left: readonly number[], terminal: Terminal): string {
  return textTable(head, rows, { left, emphasis: terminal.colours.data.bold });
}

function reportText(report: BenchmarkReport, terminal: Terminal): string {
  return [
    textTable(null, factsOf(report), { left: [0, 1] }),
    tableText(rateTable(report), [0, 2, 4], terminal),
    reportLines(report).join('\n'),
  ].join('\n\n');
}

interface Named {
  readonly path: string;
  readonly report: BenchmarkReport;
}

function show(first: Named, second: Named, { json }: BenchOptions, terminal: Terminal): void {
  const comparison = compareBenchmarks(first.report, second.report);
  if (json) {
    terminal.data(`${JSON.stringify({ first: first.report, second: second.report, ...comparison }, null, 2)}\n`);
    return;
  }
  const parts = [`first: ${first.path}\nsecond: ${second.path}`];
  if (comparison.differences.length > 0) parts.push(tableText(differenceTable(comparison), [0, 1, 2], terminal));
  parts.push(tableText(comparisonTable(comparison), [0, 3, 4, 5], terminal));
  const lines = [first, second].flatMap(({ path, report }) => reportLines(report).map((line) => `${path}: ${line}`));
  parts.push([...lines, ...comparison.doubts].join('\n'));
  terminal.data(`${parts.join('\n\n')}\n`);
}
