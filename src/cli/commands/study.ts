import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EbitError } from '../../errors.js';
import { writeWhole } from '../../node/files.js';
import { checkedWord } from '../../options.js';
import { plural } from '../../plural.js';
import { csvText } from '../../report/csv-text.js';
import { groupedRows, studyRows } from '../../studies/results.js';
import { slurmScript } from '../../studies/slurm-script.js';
import { type Study, studyPart } from '../../studies/study.js';
import { studyStatus } from '../../studies/study-progress.js';
import { installation } from '../installation.js';
import { requirePictures } from '../picture-packages.js';
import { addRedisFlags, type RedisFlags, redisUnless } from '../redis-flags.js';
import { shellWord } from '../shell-word.js';
import { type OpenedStudy, openStudy, storeToRead } from '../study-file.js';
import { failureOf, runOpened, submitOpened } from '../study-run.js';
import { cellsText, countsText, placeText, rowsText, timeText } from '../study-tables.js';
import { workerCount } from '../worker-count.js';
import { checkPictureName, writePicture } from '../write-picture.js';
import type { Context, Registration } from './context.js';

const EXAMPLES = `
A study is a file such as this one, study.yaml:
    task: { data: clusters, model: { depth: 5 }, training: { iterations: 400 } }
    axes:
      - { path: network.ebits, list: [0, 1, 2] }
      - { path: network.fidelity, range: { from: 0.5, to: 1, count: 6 } }
    repeats: 10

Axes are list, range, log-range or random values at a path of a task, or zip and grid of other axes. With
stop: { standardError: 0.005 } a cell gets no more repeats than it needs. The results are kept in a store, a
file a task: what is there is not run again, an interrupted command is given again, and stores are merged by
copying their files.

Examples:
    $ ebit study plan study.yaml                     what there is to run, and how long it takes
    $ ebit study run study.yaml                      run it, or go on with it
    $ ebit study status study.yaml                   while it runs, on another machine too
    $ ebit study results study.yaml --by ebits,fidelity
    $ ebit study results study.yaml --out all.parquet
    $ ebit study plot study.yaml --x fidelity --by ebits --out fidelity.svg
    $ ebit study run study.yaml --redis redis://HOST:6379            on all machines with an "ebit worker"
    $ ebit study run study.yaml --redis redis://HOST:6379 --detach   leave it there; the line above collects it
    $ ebit study schema > study.schema.json          by which editors complete and check the file`;

interface StoreOptions {
  readonly store?: string;
  readonly json?: true;
  readonly workers?: string;
}

interface RunOptions extends StoreOptions, RedisFlags {
  readonly part?: string;
  readonly detach?: true;
}

interface ResultsOptions extends StoreOptions {
  readonly by?: readonly string[];
  readonly metric?: readonly string[];
  readonly csv?: true;
  readonly out?: string;
}

interface PlotOptions extends StoreOptions {
  readonly by?: readonly string[];
  readonly metric?: string;
  readonly x?: string;
  readonly log?: true;
  readonly out: string;
}

interface SlurmOptions extends StoreOptions {
  readonly jobs: string;
  readonly processors: string;
  readonly time?: string;
  readonly partition?: string;
  readonly out?: string;
}

/** `a,b` as a list. */
const listWord = (word: string): string[] => word.split(',').map((one) => one.trim());

/** `ebit study` */
export const registerStudy: Registration = (program, context) => {
  const group = program
    .command('study')
    .summary('run tasks by the thousand from one file')
    .description('Plans, runs and collects a study: a base task, varied along axes, each cell repeated by seed.')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .argument('<study>', 'a file of YAML or JSON')
      .option('--store <folder>', "where results are kept (default: the file's own, or runs/<name>)");
  const workers = ['--workers <n>', 'threads (default: as many as there are processors)'] as const;
  add('plan', 'Lists what there is to run, what is there, and how long the rest takes.')
    .option(...workers)
    .option('--json', 'print JSON, every task with its name')
    .action((path: string, options: StoreOptions) => plan(path, options, context));
  for (const [name, description] of [
    ['run', 'Runs what is missing; the same line again goes on. Ctrl-C leaves checkpoints.'],
    ['retry', 'Runs what is missing, and what failed once more.'],
  ] as const) {
    addRedisFlags(
      add(name, description)
        .option(...workers)
        .option('--part <i/n>', 'of n programs that share the study the one with place i, from 0'),
    )
      .option('--detach', 'leave the tasks with Redis and end; without it the same line follows and collects them')
      .option('--json', 'print JSON')
      .action((path: string, options: RunOptions) => run(path, options, name === 'retry', context));
  }
  add('status', 'Says how far it is, what failed and why, and which files are damaged.')
    .option(...workers)
    .option('--json', 'print JSON')
    .action((path: string, options: StoreOptions) => status(path, options, context));
  add('results', 'Prints or writes what came of it, a row an outcome, or a row a group with means.')
    .option('--by <coordinates>', 'group by these, with mean, deviation and interval of 95 %', listWord)
    .option('--metric <names>', 'which metrics (default: those that the study collects)', listWord)
    .option('--out <file>', 'write there; a name that ends in .csv, .jsonl or .parquet')
    .option('--csv', 'print CSV')
    .option('--json', 'print JSON, one object a line')
    .action((path: string, options: ResultsOptions) => results(path, options, context));
  add('plot', 'Draws a metric against a coordinate, with bands by group.')
    .option('--metric <name>', 'what is drawn (default: the first that the study collects)')
    .option('--x <coordinate>', 'across (default: the first coordinate of numbers)')
    .option('--by <coordinates>', 'a line for each value of these (default: the next coordinate)', listWord)
    .option('--log', 'on a logarithmic axis')
    .requiredOption('--out <file>', 'a name that ends in .svg or .png')
    .action((path: string, options: PlotOptions) => plot(path, options, context));
  add('slurm', 'Writes a script for sbatch: an array of jobs that share the study and its store.')
    .option('--jobs <n>', 'how many', '16')
    .option('--processors <n>', 'of each', '1')
    .option('--time <limit>', 'how long each may run, as Slurm writes it')
    .option('--partition <name>', 'of the cluster')
    .option('--out <file>', 'write there (default: stdout)')
    .action((path: string, options: SlurmOptions) => slurm(path, options, context));
  group
    .command('schema')
    .description('Prints the JSON Schema (draft 2020-12) of study files, for editors.')
    .action(async () => {
      const { studyJsonSchema } = await import('../../studies/json-schema.js');
      context.terminal.data(`${JSON.stringify(studyJsonSchema(), null, 2)}\n`);
    });
};

function plan(path: string, options: StoreOptions, { terminal }: Context): void {
  const opened = openStudy(path, options.store);
  const found = studyStatus(opened.plan, storeToRead(opened));
  const workers = workerCount(options.workers);
  if (options.json) {
    const { total, most, done, secondsLeft } = found;
    const cells = opened.plan.cells.map(({ coordinates, repeats }) => ({
      coordinates,
      tasks: repeats.map(({ id, seed, task }) => ({ id, seed, task })),
    }));
    terminal.data(`${JSON.stringify({ store: opened.folder, total, most, done, secondsLeft, cells }, null, 2)}\n`);
    return;
  }
  const lines = [countsText(opened.plan, found), timeText(found, workers), `store: ${opened.folder}`, ''];
  terminal.data(`${[...lines, cellsText(opened.plan, found)].join('\n')}\n`);
}

/** The part of a study that `3/16` means. @throws EbitError 'usage' for another word */
function partOf(whole: Study, word: string | undefined): Study {
  if (word === undefined) return whole;
  const [, place, count] = word.match(/^(\d{1,7})\/(\d{1,7})$/) ?? [];
  if (place === undefined || Number(place) >= Number(count)) {
    throw new EbitError(
      'usage',
      `--part is ${word}; give a place from 0 and the number of parts, such as 0/16 to 15/16.`,
    );
  }
  return studyPart(whole, Number(place), Number(count));
}

/** What is said when tasks were left with Redis. */
function detachedText({ stop }: Study, submitted: number, total: number): string {
  const more = stop === null ? '' : ' With the stopping rule of the study there may then be more of them.';
  if (submitted === 0) return `Nothing of ${plural(total, 'task')} is left to submit.`;
  return (
    `${submitted} of ${plural(total, 'task')} are in the queue. The same line without --detach follows and collects ` +
    `them, from any machine.${more}`
  );
}

async function run(path: string, options: RunOptions, again: boolean, { terminal }: Context): Promise<void> {
  const redis = redisUnless(options.workers, options);
  if (options.detach && redis === null) {
    throw new EbitError('usage', '--detach means nothing without --redis; add it, with the address of a Redis.');
  }
  const workers = workerCount(options.workers);
  const opened = openStudy(path, options.store);
  const part = partOf(opened.plan, options.part);
  if (redis !== null && options.detach) {
    const submitted = await submitOpened(opened, { redis, again, part }, terminal);
    const { total } = studyStatus(part, storeToRead(opened));
    if (options.json) terminal.data(`${JSON.stringify({ store: opened.folder, submitted, total })}\n`);
    else terminal.data(`${detachedText(part, submitted, total)}\n`);
    return;
  }
  const summary = await runOpened(opened, { by: redis ?? workers, again, part }, terminal);
  const { done, total, failed } = summary;
  if (options.json) terminal.data(`${JSON.stringify({ store: opened.folder, done, total, failed })}\n`);
  else terminal.data(`${done} of ${total} tasks are in ${opened.folder}\n`);
  const failure = failureOf(summary, shellWord(path));
  if (failure !== null) throw failure;
}

function status(path: string, options: StoreOptions, { terminal }: Context): void {
  const opened = openStudy(path, options.store);
  const found = studyStatus(opened.plan, storeToRead(opened));
  const failures = found.failed.map(({ task: { id, seed }, cell: { coordinates }, code, message, tries }) => ({
    id,
    coordinates,
    seed,
    code,
    message,
    tries,
  }));
  if (options.json) {
    const { cells: _, failed: __, ...counts } = found;
    terminal.data(`${JSON.stringify({ store: opened.folder, ...counts, failed: failures }, null, 2)}\n`);
    return;
  }
  const lines = [
    countsText(opened.plan, found),
    timeText(found, workerCount(options.workers)),
    `store: ${opened.folder}`,
    ...found.damaged.map((place) => `damaged, and counted as missing: ${place}`),
    ...failures.map(({ id, coordinates, seed, code, message, tries }) => {
      const where = placeText({ ...coordinates, ...(seed === null ? {} : { seed }) });
      return `failed${tries === 1 ? '' : ` ${tries} times`} [${code}]: ${where === '' ? id : where}: ${message}`;
    }),
  ];
  terminal.data(`${lines.join('\n')}\n`);
}

/** Metrics by name, among those that the study collects. */
function withMetrics(whole: Study, metrics: readonly string[] | undefined): readonly string[] {
  return metrics?.map((name) => checkedWord('metric among those collected', name, whole.collect)) ?? whole.collect;
}

/** The endings of files of results. */
const FORMATS = ['csv', 'jsonl', 'parquet'] as const;

async function results(path: string, options: ResultsOptions, { terminal }: Context): Promise<void> {
  const ending = options.out?.match(/\.(\w+)$/)?.[1].toLowerCase();
  const format = options.out === undefined ? (options.csv ? 'csv' : options.json ? 'jsonl' : null) : ending;
  if (options.out !== undefined && !FORMATS.some((one) => one === ending)) {
    throw new EbitError(
      'usage',
      `Results cannot be written to "${options.out}"; give a name that ends in .csv, .jsonl or .parquet.`,
    );
  }
  const opened = openStudy(path, options.store);
  const metrics = withMetrics(opened.plan, options.metric);
  const all = studyRows(opened.plan, storeToRead(opened));
  const rows = (options.by === undefined ? all : groupedRows(opened.plan, all, options.by)).map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => {
        const own = opened.plan.collect.find((metric) => name === metric || name.startsWith(`${metric}.`));
        return own === undefined || metrics.includes(own);
      }),
    ),
  );
  if (format === null) {
    // A table of every metric is wider than any screen.
    const shown = options.metric === undefined ? metrics.slice(0, 1) : metrics;
    terminal.data(`${rowsText(rows, shown, opened.plan.collect)}\n`);
    return;
  }
  const write = (content: string | Uint8Array) => {
    if (options.out === undefined) terminal.data(content as string);
    else writeWhole(options.out, content);
  };
  if (format === 'csv') write(csvText(rows));
  else if (format === 'jsonl') write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  else write((await import('../../report/parquet.js')).parquetFile(rows));
}

async function plot(path: string, options: PlotOptions, { terminal }: Context): Promise<void> {
  checkPictureName(options.out);
  await requirePictures();
  const { plan: whole, ...rest } = openStudy(path, options.store);
  const [metric] = withMetrics(whole, options.metric === undefined ? undefined : [options.metric]);
  const rows = studyRows(whole, storeToRead({ plan: whole, ...rest }));
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { studyPicture, usualPicture } = await import('../study-picture.js');
  const { x, by, log } = options;
  await writePicture(
    terminal,
    options.out,
    studyPicture(whole, rows, usualPicture(whole, rows, { metric, x, by, log })),
  );
}

/** Slurm's own limit unless a cluster has another one. */
const MOST_JOBS = 1001;

function countWord(flag: string, word: string, most: number): number {
  const count = Number(word);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new EbitError('usage', `${flag} is ${word}; give an integer from 1 to ${most}.`);
}

function slurm(path: string, options: SlurmOptions, { terminal }: Context): void {
  const opened: OpenedStudy = openStudy(path, options.store);
  for (const flag of ['time', 'partition'] as const) {
    const word = options[flag];
    if (word !== undefined && !/^[\w:.,-]+$/.test(word)) {
      throw new EbitError(
        'usage',
        `--${flag} is ${JSON.stringify(word)}; give letters, digits, ":", "-" and "," only.`,
      );
    }
  }
  const words = [
    process.execPath,
    installation().program,
    'study',
    'run',
    resolve(path),
    '--store',
    resolve(opened.folder),
  ];
  const script = slurmScript({
    name: `ebit-${opened.plan.name.replace(/[^\w.-]+/g, '-')}`,
    jobs: countWord('--jobs', options.jobs, MOST_JOBS),
    processors: countWord('--processors', options.processors, 1024),
    time: options.time ?? null,
    partition: options.partition ?? null,
    command: words.map(shellWord),
  });
  if (options.out === undefined) terminal.data(script);
  else writeWhole(options.out, script);
}
