import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { percent } from '../../report/spread.js';
import { comparisonNote, comparisonTable, verdictLines } from '../../worth/comparison-words.js';
import type { CompareSettings } from '../../worth/plan.js';
import { breastCancerTable } from '../installation.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { durationText, workDisplay } from '../work-display.js';
import { workerCount } from '../worker-count.js';
import type { Context, Registration } from './context.js';

interface DemoOptions {
  readonly out?: string;
  readonly force?: true;
  readonly json?: true;
  readonly seeds?: number;
  readonly workers?: string;
}

/** Where the demonstration is kept unless told; its own earlier results there may always be replaced. */
const FOLDER = join('runs', 'demo');

const DEFAULTS = { seeds: 6, depth: 10, iterations: 1200 } as const;

/** What is compared with what, and at which price beside the exact mean. */
const SHARED = { coins: [2], ebits: [1], shots: [100] } as const;

/** One of the demonstration's learning tasks. */
interface Lesson {
  readonly name: string;
  /** For somebody who sees it for the first time. */
  readonly about: string;
  readonly data: CompareSettings['data'];
}

function lessons(): Lesson[] {
  return [
    {
      name: 'clusters',
      about:
        "Clusters, the paper's data: points in 8 dimensions around 64 corners of a cube, half of the corners called +1.\n" +
        'Each party sees 4 of the 8 coordinates, which alone say little about the label.',
      data: { kind: 'clusters', seed: 1 },
    },
    {
      name: 'breast-cancer',
      about:
        'Breast Cancer Wisconsin: 569 tumours, benign (1) or malignant (-1).\n' +
        'A holds mean radius, texture, area and smoothness; B mean compactness, concavity, concave points and symmetry.\n' +
        'Unlike above, each party alone could tell more than nine labels in ten.',
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
  ];
}

const EXAMPLES = `
Examples:
    $ ebit demo
    $ ebit demo --seeds 10 --depth 20 --out runs/longer`;

/** `ebit demo`, which is what `npm start` runs */
export const registerDemo: Registration = (program, context) => {
  const command = program
    .command('demo')
    .summary('what coins do, what one ebit adds, and what it costs, on two data sets')
    .description(
      "Trains the paper's two-processor classifier with nothing shared, with two coins and with one ebit, on the paper's " +
        'clusters and on a real table, for the exact mean and for 100 shots, and says what the differences are.',
    )
    .option('--out <folder>', `where numbers and pictures are kept (default: ${FOLDER}, replaced every time)`)
    .option('--force', 'replace the comparison that is in --out')
    .option('--workers <n>', `threads; the results do not depend on it (default: ${standardWorkers()})`)
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES);
  addFlags(command, Object.keys(DEFAULTS), DEFAULTS);
  command.action((options: DemoOptions) => demo(options, context));
};

/** Two, so that the machine stays usable. */
function standardWorkers(): number {
  return Math.min(2, availableParallelism());
}

async function demo(options: DemoOptions, { terminal }: Context): Promise<void> {
  const given = Object.fromEntries(Object.entries(options).filter(([name]) => name in DEFAULTS));
  const { run, model, training } = settingsFromFlags(given);
  const { seeds, depth, iterations } = DEFAULTS;
  const by = options.workers === undefined ? standardWorkers() : workerCount(options.workers);
  terminal.note(
    'Two quantum processors, A and B, each see half of the features of a point. They cannot talk to each other while\n' +
      'they compute; each ends in one bit, and the two bits decide on the label. What changes if they share two coins,\n' +
      'random bits that both know, or one ebit, an entangled pair? And what if a label has to come from 100 shots?',
  );
  const start = performance.now();
  const all = lessons();
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { worthRun } = await import('../worth-run.js');
  const { comparisonQuestions } = await import('../comparison-questions.js');
  const { answers, failure } = await worthRun(
    {
      questions: comparisonQuestions(
        all.map(({ name, data }) => ({
          name,
          settings: {
            data,
            ...SHARED,
            seeds: run?.seeds ?? seeds,
            model: { depth, ...model },
            training: { iterations, ...training },
          },
        })),
      ),
      folder: options.out ?? FOLDER,
      by,
      resumes: false,
      replaces: options.out === undefined || options.force === true,
      display({ name }) {
        terminal.note(`\n${all.find((lesson) => lesson.name === name)?.about}`);
        return workDisplay(terminal);
      },
    },
    terminal,
  );
  if (options.json) {
    const report = answers.map(({ name, answer: comparison, picture }) => ({ name, ...comparison, picture }));
    terminal.data(`${JSON.stringify({ report }, null, 2)}\n`);
    if (failure !== null) throw failure;
    return;
  }
  const { bold } = terminal.colours.data;
  terminal.note('');
  const parts = answers.map(({ name, answer: comparison, picture }) =>
    [
      `${bold(name)} (the larger class: ${percent(comparison.baseRate)})`,
      comparisonTable(comparison, bold),
      comparisonNote(comparison),
      verdictLines(comparison).join('\n'),
      ...(picture === null ? [] : [`picture  ${picture.svg}, ${picture.png}`]),
    ].join('\n\n'),
  );
  terminal.data(`${parts.join('\n\n')}\n`);
  terminal.note(`\nThis took ${durationText((performance.now() - start) / 1000)}. Go on with: ebit compare --help`);
  if (failure !== null) throw failure;
}
