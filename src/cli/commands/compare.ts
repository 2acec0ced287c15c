import { join } from 'node:path';
import { comparisonNote, comparisonTable, verdictLines } from '../../worth/comparison-words.js';
import { compareDefaults } from '../../worth/plan.js';
import { numbersWord } from '../settings/words.js';
import { durationText, workDisplay } from '../work-display.js';
import {
  addResourceFlags,
  addWorthFlags,
  type WorthFlags,
  withColumns,
  withoutGaps,
  worthPlace,
  worthSettings,
} from '../worth-flags.js';
import type { Context, Registration } from './context.js';

interface CompareOptions extends WorthFlags {
  readonly shots?: string;
}

const FOLDER = join('runs', 'compare');

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
    $ ebit compare --data clusters --noise depolarizing:0.01    the same for every rival; classical models have none
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
    );
  addResourceFlags(command)
    .option(
      '--seeds <n>',
      `data sets or splits that are reported on (default ${compareDefaults.seeds}, the fewest for a verdict)`,
    )
    .option('--shots <list>', `numbers of shots a decision (default ${compareDefaults.shots.join()})`)
    .option(
      '--accuracy <share>',
      'find the fewest shots for it (default: what the best coins reach with the most shots)',
    );
  addWorthFlags(command, FOLDER, 'a comparison')
    .addHelpText('after', EXAMPLES)
    .action((options: CompareOptions) => compareCommand(options, context));
};

async function compareCommand(options: CompareOptions, { terminal }: Context): Promise<void> {
  const place = worthPlace(options, FOLDER);
  const { settings, columns } = withColumns(
    withoutGaps({ ...worthSettings(options), shots: numbersWord('--shots', options.shots) }),
  );
  const start = performance.now();
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { worthRun } = await import('../worth-run.js');
  const { comparisonQuestions } = await import('../comparison-questions.js');
  const { answers, failure } = await worthRun(
    {
      questions: comparisonQuestions([{ name: 'compare', settings }]),
      ...place,
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
    const columnsLine = columns === null ? [] : [`Columns: ${columns}.`];
    const note = [comparisonNote(comparison), ...columnsLine].join('\n');
    const pictureLine = picture === null ? [] : [`picture  ${picture.svg}, ${picture.png}`];
    terminal.data(`${[comparisonTable(comparison, bold), note, lines.join('\n'), ...pictureLine].join('\n\n')}\n`);
    terminal.note(`This took ${durationText((performance.now() - start) / 1000)}.`);
  }
  if (failure !== null) throw failure;
}
