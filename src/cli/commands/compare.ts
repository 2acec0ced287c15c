import { join, resolve } from 'node:path';
import { EbitError } from '../../errors.js';
import type { PartialData } from '../../tasks/data-settings.js';
import { classifierDefaults } from '../../tasks/model-settings.js';
import { comparisonNote, comparisonTable, verdictLines } from '../../worth/comparison-words.js';
import { type CompareSettings, compareDefaults } from '../../worth/plan.js';
import { addRedisFlags, type RedisFlags, redisUnless } from '../redis-flags.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { dataFlagNames, flagDefaults, flagGroups } from '../settings/flat.js';
import { numbersWord } from '../settings/words.js';
import { durationText, workDisplay } from '../work-display.js';
import { workerCount } from '../worker-count.js';
import type { Context, Registration } from './context.js';

interface CompareOptions extends RedisFlags {
  readonly ebits?: string;
  readonly coins?: string;
  readonly fidelity?: string;
  readonly seeds?: string;
  readonly shots?: string;
  readonly accuracy?: string;
  readonly out?: string;
  readonly workers?: string;
  readonly resume?: true;
  readonly force?: true;
  readonly json?: true;
}

const FOLDER = join('runs', 'compare');

/** What a comparison is over, and how it is run. */
const OWN = ['loss', 'seed', 'seeds', 'workers', 'earlyStop', 'checkpointEvery', 'evaluateEvery'];

/** Of the classifier and its training, what is the same for all that is compared. */
const SHARED = ['Model:', 'Training:'].flatMap((group) => Object.keys(flagGroups[group]));
const FLAGS = [...dataFlagNames, ...SHARED].filter((name) => !OWN.includes(name));

const EXAMPLES = `
What is compared: nothing shared, every number of coins and of ebits, ebits of each --fidelity, and beside them logistic
regression and, for two parties of four features, the DNN of the paper. All are trained for each price: the exact mean
(mean square loss), and each number of shots a decision (5/6 of the iterations the same, then the errors by so many
shots). Of clusters the best numbers of coins and ebits are chosen on as many data sets more than are reported on; of
a table on the validation rows of each split, and its test rows are reported on. The verdict is computed from paired
differences, needs five seeds, and says of every sentence what it stands on.

Examples:
    $ ebit compare --data clusters                             about ten minutes on two cores
    $ ebit compare --data clusters --ebits 1 --coins 1..2 --depth 5 --shots 100
    $ ebit compare --data clusters --ebits 1 --coins 0 --fidelity 0.5,0.85 --shots 10,100,1000
    $ ebit compare --data patients.csv --label outcome --columns A=age,weight --columns B=dose,marker --seeds 10
    $ ebit compare --data clusters --accuracy 0.9 --out runs/ninety
    $ ebit compare --data clusters --redis redis://HOST:6379   on all machines with an "ebit worker"

The folder holds compare.json (every number), compare.svg and compare.png, and results/ with one file a task: what is
there is not computed again, and an interrupted command is given again.`;

/** `ebit compare` */
export const registerCompare: Registration = (program, context) => {
  const command = program
    .command('compare')
    .summary('say what ebits are worth against fair rivals, and what they cost')
    .description(
      'Trains models that share nothing, coins or ebits, and classical ones, and says what is better, by how much, and at ' +
        'how many shots and pairs a decision.',
    )
    .option('--ebits <list>', 'numbers of ebits, such as 0..4 or 1,2 (default 0..4, as far as the qubits go)')
    .option('--coins <list>', 'numbers of coins, likewise (default 0..4, as far as the qubits go)')
    .option('--fidelity <list>', 'also ebits of these fidelities, such as 0.5,0.85; up to 0.5 they are separable')
    .option(
      '--seeds <n>',
      `data sets or splits that are reported on (default ${compareDefaults.seeds}, the fewest for a verdict)`,
    )
    .option('--shots <list>', `numbers of shots a decision (default ${compareDefaults.shots.join()})`)
    .option(
      '--accuracy <share>',
      'find the fewest shots for it (default: what the best coins reach with the most shots)',
    )
    .option('--out <folder>', `where everything goes (default: ${FOLDER}, replaced every time)`)
    .option('--resume', 'go on with a folder that is there; without it the folder may also be new')
    .option('--force', 'replace a comparison of other settings that is in --out')
    .option('--workers <n>', 'threads; the results do not depend on it (default: as many as there are processors)')
    .option('--json', 'print JSON');
  addRedisFlags(command);
  const { validation, test } = compareDefaults.shares;
  addFlags(command, FLAGS, {
    ...flagDefaults,
    depth: classifierDefaults.depth,
    iterations: compareDefaults.iterations,
    validation,
    test,
  });
  command.addHelpText('after', EXAMPLES).action((options: CompareOptions) => compareCommand(options, context));
};

/** The settings of a comparison among a command's options. @throws EbitError 'usage' */
function compareSettings(options: CompareOptions): CompareSettings {
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => FLAGS.includes(name)));
  const { data, model, training } = settingsFromFlags(own);
  const lists = (['ebits', 'coins', 'shots'] as const).map((name) => [name, numbersWord(`--${name}`, options[name])]);
  return withoutGaps({
    data: (data?.kind === 'table' && data.path !== undefined
      ? { ...data, path: resolve(data.path) }
      : (data ?? {})) as PartialData,
    ...Object.fromEntries(lists),
    fidelities: numbersWord('--fidelity', options.fidelity),
    seeds: numberOf('--seeds', options.seeds),
    accuracy: numberOf('--accuracy', options.accuracy),
    model,
    training,
  });
}

function numberOf(flag: string, word: string | undefined): number | undefined {
  return numbersWord(flag, word)?.[0];
}

function withoutGaps(settings: CompareSettings): CompareSettings {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as unknown as CompareSettings;
}

async function compareCommand(options: CompareOptions, { terminal }: Context): Promise<void> {
  const by = redisUnless(options.workers, options) ?? workerCount(options.workers);
  const settings = compareSettings(options);
  if (options.resume && options.force) {
    throw new EbitError('usage', '--resume goes on with what is there and --force replaces it; give one of them.');
  }
  const start = performance.now();
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { worthRun } = await import('../worth-run.js');
  const { comparisonQuestions } = await import('../comparison-questions.js');
  const { answers, failure } = await worthRun(
    {
      questions: comparisonQuestions([{ name: 'compare', settings }]),
      folder: options.out ?? FOLDER,
      by,
      resumes: options.resume ?? false,
      replaces: options.out === undefined || options.force === true,
      display: () => workDisplay(terminal),
    },
    terminal,
  );
  const [{ answer: comparison, picture }] = answers;
  if (options.json) {
    terminal.data(`${JSON.stringify({ ...comparison, picture }, null, 2)}\n`);
  } else {
    const { bold } = terminal.colours.data;
    const lines = verdictLines(comparison);
    const pictureLine = picture === null ? [] : [`picture  ${picture.svg}, ${picture.png}`];
    terminal.data(
      `${[comparisonTable(comparison, bold), comparisonNote(comparison), lines.join('\n'), ...pictureLine].join('\n\n')}\n`,
    );
    terminal.note(`This took ${durationText((performance.now() - start) / 1000)}.`);
  }
  if (failure !== null) throw failure;
}
