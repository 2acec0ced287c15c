import { join } from 'node:path';
import { type OpenChoices, type Scale, titleOf } from '../../experiments/experiment.js';
import type { Finding } from '../../experiments/run-experiments.js';
import { requirePictures } from '../picture-packages.js';
import { addRedisFlags, type RedisFlags, redisUnless } from '../redis-flags.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { flagDefaults, flat } from '../settings/flat.js';
import { shellWord } from '../shell-word.js';
import { durationText, workDisplay } from '../work-display.js';
import { workerCount } from '../worker-count.js';
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

interface ReproduceOptions extends RedisFlags {
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
    $ ebit reproduce all --redis redis://HOST:6379   on all machines with an "ebit worker"
    $ ebit reproduce fig4b fig4c fidelity      five data sets, training loss, how good an ebit must be
    $ ebit reproduce rivals price              coins beside ebits, and what a decision costs in shots and pairs

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
  addRedisFlags(command);
  addFlags(command, CHOICES, { ...flagDefaults, corners: 'independent for fig4b and table-s3, else grid' });
  command
    .addHelpText('after', EXAMPLES)
    .action((names: string[], options: ReproduceOptions) => reproduce(names, options, context));
};

async function reproduce(names: string[], options: ReproduceOptions, { terminal }: Context): Promise<void> {
  const redis = redisUnless(options.workers, options);
  const by = redis ?? workerCount(options.workers);
  const choices: OpenChoices = flat(
    settingsFromFlags(
      Object.fromEntries(Object.entries(options).filter(([name]) => CHOICES.some((one) => one === name))),
    ),
  );
  const scale: Scale = { name: options.tiny ? 'tiny' : options.quick ? 'quick' : 'full', choices };
  const folder = options.out ?? join('runs', scale.name === 'full' ? 'reproduce' : `reproduce-${scale.name}`);
  const start = performance.now();
  await requirePictures();
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { reproduction } = await import('../reproduction.js');
  const { findings, conclusion, claims, counted, failure } = await reproduction(
    {
      names,
      scale,
      folder,
      by,
      resumes: options.resume ?? false,
      command: commandText(names, options),
      display: () => workDisplay(terminal),
    },
    terminal,
  );
  const seconds = (performance.now() - start) / 1000;
  if (options.json) {
    const summary = findings.map(({ experiment: { name }, findings: { words, comparisons = [] } }) => ({
      name,
      words,
      comparisons,
    }));
    const told = claims.map(({ claim: { text, where, published }, verdict, ours, shownBy }) => {
      return { text, where, published, verdict, ours, shownBy };
    });
    const all = { folder, scale: scale.name, conclusion, claims: told, experiments: summary };
    terminal.data(`${JSON.stringify(all, null, 2)}\n`);
  } else {
    const parts = [
      ...findings.map(findingText),
      ['Conclusion', ...conclusion, `Claims of the paper: ${counted}.`].join('\n'),
    ];
    terminal.data(`${parts.join('\n\n')}\n\nreport  ${join(folder, 'report.html')}\n`);
    terminal.note(`This took ${durationText(seconds)}.`);
  }
  if (failure !== null) throw failure;
}

/** The command as it is given again. The address of a Redis may hold a password, so it is not told. */
function commandText(names: readonly string[], options: ReproduceOptions): string {
  const own = Object.entries(options).filter(([name]) => !name.startsWith('redis'));
  const flags = own.flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [flag, shellWord(String(value))];
  });
  return ['ebit reproduce', ...names, ...flags, ...(options.redis === undefined ? [] : ['--redis …'])].join(' ');
}

function findingText({ experiment, findings: { words } }: Finding): string {
  return [titleOf(experiment), ...words].join('\n');
}
