import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import cliProgress from 'cli-progress';
import { EbitError } from '../../errors.js';
import type { OpenChoices, Scale } from '../../experiments/experiment.js';
import type { ExperimentsProgress, Finding } from '../../experiments/run-experiments.js';
import type { Executor } from '../../jobs/job.js';
import { isFolder, makeFolder, writeWhole } from '../files.js';
import { installation } from '../installation.js';
import { listenForInterruption } from '../interruption.js';
import { folderStore } from '../result-store.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { flagDefaults, flat } from '../settings/flat.js';
import type { Terminal } from '../terminal.js';
import { triedPicture } from '../write-picture.js';
import type { Context, Registration } from './context.js';

/** What the paper leaves open. Unless told it is what fits its tables best; for corners that differs by table. */
const CHOICES = [
  'corners',
  'pairs',
  'learningRate',
  'beta2',
  'batch',
  'sampling',
] as const satisfies (keyof OpenChoices)[];

interface ReproduceOptions {
  readonly quick?: true;
  readonly tiny?: true;
  readonly out?: string;
  readonly workers?: string;
  readonly resume?: true;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
    $ ebit reproduce all                       everything, in the paper's size
    $ ebit reproduce all --quick               the same, coarse, in two minutes
    $ ebit reproduce fig3 table-s2 --out chsh  some of it
    $ ebit reproduce table-s4 --corners distinct
    $ ebit reproduce fig4b fig4c fidelity      five data sets, training loss, how good an ebit must be

The folder holds report.html with everything, numbers/ (CSV and JSON of every number), figures/ (SVG and PNG), and
results/ with one file a task (a training or a measurement), named by a hash of all that its numbers depend on. What is there is not computed again: an
interrupted command is given again, and the results of two machines are merged by copying the files of results/.`;

/** `ebit reproduce` */
export const registerReproduce: Registration = (program, context) => {
  const command = program
    .command('reproduce')
    .summary("run the paper's experiments and compare")
    .description(
      'Runs experiments of arXiv:2605.03864 and writes every number, every figure, and a report that puts each published ' +
        'number beside ours.',
    )
    .argument('<names...>', 'all, or names of figures and tables such as fig4d or table-s4')
    .option('--quick', 'a coarse version: fewer iterations, runs and data sets')
    .option('--tiny', 'the smallest version, which only shows that everything works')
    .option('--out <folder>', 'where everything goes (default: runs/reproduce, or runs/reproduce-quick)')
    .option('--resume', 'go on with a folder that is there; without it the folder may also be new')
    .option('--workers <n>', 'threads; the results do not depend on it (default: as many as there are processors)')
    .option('--json', 'print JSON');
  addFlags(command, CHOICES, { ...flagDefaults, corners: 'independent for fig4b and table-s3, else grid' });
  command
    .addHelpText('after', EXAMPLES)
    .action((names: string[], options: ReproduceOptions) => reproduce(names, options, context));
};

async function reproduce(names: string[], options: ReproduceOptions, { terminal }: Context): Promise<void> {
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const [{ experimentsNamed }, { runExperiments }, { outcomeBook }] = await Promise.all([
    import('../../experiments/all.js'),
    import('../../experiments/run-experiments.js'),
    import('../../jobs/run-tasks.js'),
  ]);
  const chosen = experimentsNamed(names);
  const workers = workerCount(options.workers);
  const choices: OpenChoices = flat(
    settingsFromFlags(
      Object.fromEntries(Object.entries(options).filter(([name]) => CHOICES.some((one) => one === name))),
    ),
  );
  const scale: Scale = { name: options.tiny ? 'tiny' : options.quick ? 'quick' : 'full', choices };
  const folder = options.out ?? join('runs', scale.name === 'full' ? 'reproduce' : `reproduce-${scale.name}`);
  if (options.resume && !isFolder(join(folder, 'results'))) {
    throw new EbitError('file', `There is nothing to go on with in "${folder}"; leave out --resume to begin there.`);
  }
  const store = folderStore(join(folder, 'results'));
  const start = performance.now();
  const interruption = listenForInterruption(terminal);
  const display = workDisplay(terminal);
  const executor = await executorFor(workers);
  let findings: readonly Finding[];
  try {
    findings = await runExperiments(chosen, scale, outcomeBook(), {
      store,
      executor,
      signal: interruption.signal,
      onProgress: display.update,
    });
  } finally {
    display.stop();
    interruption.release();
    await executor.close();
  }
  const failure = await writeAll(folder, scale, findings, terminal);
  const seconds = (performance.now() - start) / 1000;
  if (options.json) {
    const summary = findings.map(({ experiment: { name }, findings: { words, comparisons = [] } }) => ({
      name,
      words,
      comparisons,
    }));
    terminal.data(`${JSON.stringify({ folder, scale: scale.name, experiments: summary }, null, 2)}\n`);
    if (failure !== null) throw failure;
    return;
  }
  terminal.data(`${findings.map(findingText).join('\n\n')}\n\nreport  ${join(folder, 'report.html')}\n`);
  terminal.note(`This took ${durationText(seconds)}.`);
  if (failure !== null) throw failure;
}

function workerCount(word: string | undefined): number {
  const count = word === undefined ? availableParallelism() : Number(word);
  if (!Number.isInteger(count) || count < 1 || count > 1024) {
    throw new EbitError('usage', `--workers is ${word}; give an integer from 1 to 1024.`);
  }
  return count;
}

/** So many threads; one is this thread. */
async function executorFor(workers: number): Promise<Executor> {
  if (workers === 1) return (await import('../../jobs/run-job.js')).callingThread();
  return (await import('../../jobs/thread-pool.js')).threadPool({ workers });
}

function findingText({ experiment, findings: { words } }: Finding): string {
  return [experiment.title, ...words].join('\n');
}

/** Writes numbers and report, then the pictures; returns why one of these failed, or null. */
async function writeAll(
  folder: string,
  scale: Scale,
  findings: readonly Finding[],
  terminal: Terminal,
): Promise<EbitError | null> {
  const [{ sizeOf }, { reportOf }, { htmlReport }, { csvText }, { hasFonts, renderPng }] = await Promise.all([
    import('../../experiments/run-experiments.js'),
    import('../../experiments/report.js'),
    import('../../report/html-report.js'),
    import('../../report/csv-text.js'),
    import('../../report/png.js'),
  ]);
  const [numbers, figures] = ['numbers', 'figures'].map((name) => join(folder, name));
  makeFolder(numbers);
  for (const { experiment, findings: one } of findings) {
    const { words, comparisons = [], records } = one;
    const { name, title } = experiment;
    writeWhole(join(numbers, `${name}.csv`), csvText(records));
    const json = { name, title, scale: sizeOf(experiment, scale), words, comparisons, records };
    writeWhole(join(numbers, `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
  }
  writeWhole(join(folder, 'report.html'), htmlReport(reportOf(scale, findings, installation().version)));
  const { failure } = await triedPicture(async () => {
    makeFolder(figures);
    for (const { name, svg } of findings.flatMap(({ findings: one }) => one.figures ?? [])) {
      writeWhole(join(figures, `${name}.svg`), svg);
      writeWhole(join(figures, `${name}.png`), renderPng(svg));
    }
    if (!hasFonts())
      terminal.note('This system has no fonts, so the PNG files have no letters; the SVG files are whole.');
  });
  return failure;
}

/** Writes how long something takes: `4 min 20 s`, `35 s`. */
function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Where nobody watches, how long it is quiet between two lines, milliseconds. */
const QUIET = 20_000;

function workDisplay(terminal: Terminal): { update(progress: ExperimentsProgress): void; stop(): void } {
  const start = performance.now();
  const left = ({ workDone, workLeft }: ExperimentsProgress): string => {
    if (workLeft === 0) return 'done';
    const elapsed = (performance.now() - start) / 1000;
    return workDone === 0 ? '…' : `about ${durationText((elapsed * workLeft) / workDone)} left`;
  };
  if (!terminal.watched) {
    let next = start;
    return {
      update(progress) {
        if (performance.now() < next) return;
        next = performance.now() + QUIET;
        terminal.note(`${progress.done} of ${progress.total} tasks, ${left(progress)}`);
      },
      stop: () => {},
    };
  }
  const { cyan } = terminal.colours.note;
  const bar = new cliProgress.SingleBar({
    stream: terminal.notes as NodeJS.WriteStream,
    format: `tasks ${cyan('{bar}')} {value}/{total} {left}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    // SIGINT is for the command, which keeps what is finished.
    gracefulExit: false,
  });
  let isStarted = false;
  return {
    update(progress) {
      if (!isStarted) bar.start(progress.total, progress.done, { left: '' });
      isStarted = true;
      bar.setTotal(progress.total);
      bar.update(progress.done, { left: left(progress) });
    },
    stop: () => bar.stop(),
  };
}
