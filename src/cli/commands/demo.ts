import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ebitsName } from '../../network/words.js';
import { writeWhole } from '../../node/files.js';
import { percent, percentSpread, pointsSpread, spread } from '../../report/spread.js';
import { type Cell, textTable } from '../../report/text-table.js';
import { verdictOf } from '../../report/verdict.js';
import type { FitResult } from '../../training/training-run.js';
import { breastCancerTable, installation } from '../installation.js';
import type { RunSummary } from '../run-summary.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { flat } from '../settings/flat.js';
import { mergedSettings } from '../settings/resolve.js';
import type { Settings } from '../settings/schema.js';
import { type StartedRun, startRun } from '../start-run.js';
import { watchedTraining } from '../watched-training.js';
import { writeCurves } from '../write-curves.js';
import { triedPicture } from '../write-picture.js';
import type { Context, Registration } from './context.js';

interface DemoOptions {
  readonly out?: string;
  readonly force?: true;
  readonly json?: true;
}

/** Where the demonstration is kept unless told; its own earlier results there may always be replaced. */
const FOLDER = join('runs', 'demo');

const DEFAULTS = {
  model: { depth: 20 },
  training: { iterations: 2000, seed: 1, evaluateEvery: 50 },
  run: { seeds: 5, workers: Math.min(2, availableParallelism()) },
} as const;

const EBITS = [0, 1] as const;

/** One of the demonstration's learning tasks. */
interface Lesson {
  readonly name: string;
  /** The first part of its runs' folders. */
  readonly folder: string;
  /** For somebody who sees it for the first time. */
  readonly about: string;
  readonly settings: Settings;
}

function lessons(): Lesson[] {
  return [
    {
      name: 'Clusters',
      folder: 'clusters',
      about:
        "Clusters, the paper's data: points in 8 dimensions around 64 corners of a cube, half of the corners called +1.\n" +
        'Each party sees 4 of the 8 coordinates, which alone say little about the label.',
      settings: { data: { kind: 'clusters', seed: 1 } },
    },
    {
      name: 'Breast Cancer Wisconsin',
      folder: 'breast-cancer',
      about:
        'Breast Cancer Wisconsin: 569 tumours, benign (1) or malignant (-1).\n' +
        'A holds mean radius, texture, area and smoothness; B mean compactness, concavity, concave points and symmetry.\n' +
        'Unlike above, each party alone could tell more than nine labels in ten.',
      settings: {
        data: {
          kind: 'table',
          path: breastCancerTable(),
          seed: 1,
          columns: {
            A: ['mean_radius', 'mean_texture', 'mean_area', 'mean_smoothness'],
            B: ['mean_compactness', 'mean_concavity', 'mean_concave_points', 'mean_symmetry'],
          },
          positive: '1',
        },
      },
    },
  ];
}

const EXAMPLES = `
Examples:
    $ ebit demo
    $ ebit demo --seeds 3 --depth 10 --out runs/short`;

/** `ebit demo`, which is what `npm start` runs */
export const registerDemo: Registration = (program, context) => {
  const command = program
    .command('demo')
    .summary('show what one ebit brings, on two data sets')
    .description(
      "Trains the paper's two-processor classifier without an ebit and with one, on the paper's clusters and on a " +
        'real table, several times each, and shows the accuracies, the gain with its interval, and the training curves.',
    )
    .option('--out <folder>', `where the runs and the picture are kept (default: ${FOLDER}, replaced every time)`)
    .option('--force', 'replace the runs that are in --out')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES);
  addFlags(command, Object.keys(flat(DEFAULTS)), flat(DEFAULTS));
  command.action((options: DemoOptions) => demo(options, settingsFromFlags({ ...options }), context));
};

/** A lesson's run with one number of ebits. */
interface Attempt {
  readonly lesson: Lesson;
  readonly ebits: number;
  readonly run: StartedRun;
}

/** A run that was trained. */
interface Fitted extends Attempt {
  readonly results: readonly FitResult[];
  readonly summary: RunSummary;
}

async function demo(options: DemoOptions, settings: Settings, { terminal }: Context): Promise<void> {
  const folder = options.out ?? FOLDER;
  const attempts = await prepare(folder, options.out === undefined || options.force === true, settings);
  terminal.note(
    'Two quantum processors, A and B, each see half of the features of a point. They cannot talk to each other while\n' +
      'they compute; each ends in one bit, and the two bits decide on the label. What changes if they share one ebit?',
  );
  const start = performance.now();
  const fitted: Fitted[] = [];
  for (const attempt of attempts) {
    if (attempt.ebits === EBITS[0]) terminal.note(`\n${attempt.lesson.about}`);
    const { results, summary } = await watchedTraining(
      attempt.run,
      `  ${ebitsName(attempt.ebits).padEnd(7)}`,
      terminal,
    );
    fitted.push({ ...attempt, results, summary });
  }
  terminal.note('');
  const panels = lessons().map(({ name }) => ({
    name,
    curves: fitted
      .filter(({ lesson }) => lesson.name === name)
      .map(({ ebits, results }) => ({ name: ebitsName(ebits), results })),
  }));
  const seconds = (performance.now() - start) / 1000;
  const report = lessons().map(({ name }) => lessonReport(fitted.filter(({ lesson }) => lesson.name === name)));
  writeWhole(
    join(folder, 'summary.json'),
    `${JSON.stringify({ ebit: installation().version, seconds, report }, null, 2)}\n`,
  );
  const { made: picture, failure } = await triedPicture(() => writeCurves(terminal, folder, panels));
  if (options.json) {
    terminal.data(`${JSON.stringify({ report, picture }, null, 2)}\n`);
    if (failure !== null) throw failure;
    return;
  }
  const { bold } = terminal.colours.data;
  const files = [
    ...fitted.map(({ lesson, ebits, run }) => [
      `model, ${lesson.name}, ${ebitsName(ebits)}`,
      run.directory.pathOf('model'),
    ]),
    ...(picture === null ? [] : [['training curves', `${picture.svg}, ${picture.png}`]]),
  ];
  terminal.data(`${reportText(report, bold)}\n\n${textTable(null, files, { left: [0, 1] })}\n`);
  terminal.note(`\nThis took ${seconds.toFixed(0)} s. Go on with: ebit --help`);
  if (failure !== null) throw failure;
}

/** Prepares all runs before the first is trained, so that nothing is in their way later. */
async function prepare(folder: string, force: boolean, settings: Settings): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const lesson of lessons()) {
    for (const ebits of EBITS) {
      const path = join(folder, `${lesson.folder}-${ebits}-ebit${ebits === 1 ? '' : 's'}`);
      const asked = mergedSettings(mergedSettings(lesson.settings, DEFAULTS), settings);
      const run = await startRun(mergedSettings(asked, { network: { ebits } }), path, force);
      attempts.push({ lesson, ebits, run });
    }
  }
  return attempts;
}

/** The numbers of one lesson: a row for every number of ebits, and what the last has over the first. */
function lessonReport(fitted: readonly Fitted[]) {
  const validation = (results: readonly FitResult[]) =>
    results.map(({ accuracy }) => accuracy.validation ?? Number.NaN);
  const balanced = (summary: RunSummary) =>
    (summary.fits ?? [summary]).map(({ balancedAccuracy }) => balancedAccuracy?.validation ?? Number.NaN);
  const rows = fitted.map(({ ebits, results, run, summary }) => ({
    ebits,
    training: spread(results.map(({ accuracy }) => accuracy.training)),
    validation: spread(validation(results)),
    balancedValidation: spread(balanced(summary)),
    path: run.directory.path,
  }));
  // Seed by seed: both runs of a seed start from the same angles, so their difference is less scattered than they are.
  const without = validation(fitted[0].results);
  const differences = validation(fitted[fitted.length - 1].results).map((value, i) => value - without[i]);
  const verdict = verdictOf({ first: 'one ebit', second: 'no ebit', differences, over: 'seeds' });
  return {
    data: fitted[0].lesson.name,
    fits: without.length,
    baseRate: fitted[0].summary.baseRate?.validation ?? null,
    rows,
    gain: spread(differences),
    verdict,
  };
}

function reportText(report: readonly ReturnType<typeof lessonReport>[], emphasis: (text: string) => string): string {
  const rows = report.flatMap(({ data, rows: lines, gain, baseRate }) =>
    lines.map(({ ebits, training, validation, balancedValidation }, i): Cell[] => [
      i === 0 ? data : '',
      ebits,
      percentSpread(training),
      percentSpread(validation),
      percentSpread(balancedValidation),
      baseRate === null ? null : percent(baseRate),
      i === lines.length - 1 ? pointsSpread(gain) : '',
    ]),
  );
  const head = [
    'data',
    'ebits',
    'training accuracy',
    'validation accuracy',
    'balanced',
    'larger class',
    'gain of the ebit',
  ];
  const verdicts = report.map(({ data, verdict }) => `${data}: ${verdict.sentence}`).join('\n');
  return `${textTable(head, rows, { emphasis })}\n(mean ± standard deviation over ${report[0].fits} runs; gain in points of validation accuracy, seed by seed;\nbalanced: mean over the classes; larger class: its share of the validation rows)\n\n${verdicts}`;
}
