import { join } from 'node:path';
import { EbitError } from '../../errors.js';
import type { LinkSettings } from '../../links/link.js';
import { readText } from '../../node/files.js';
import { percent } from '../../report/spread.js';
import { type Cell, textTable } from '../../report/text-table.js';
import { type Budget, runBudget } from '../../worth/budget.js';
import { type BudgetSettings, budgetDefaults, budgetPlan } from '../../worth/budget-plan.js';
import type { BudgetEntry, Reading } from '../../worth/budget-search.js';
import { trainedForText } from '../../worth/budget-words.js';
import { linkSource } from '../link-source.js';
import { flagNaming } from '../settings/resolve.js';
import { numbersWord } from '../settings/words.js';
import { durationText, workDisplay } from '../work-display.js';
import {
  addResourceFlags,
  addWorthFlags,
  numberWordOf,
  type WorthFlags,
  withColumns,
  withoutGaps,
  worthPlace,
  worthSettings,
} from '../worth-flags.js';
import type { Context, Registration } from './context.js';

interface BudgetOptions extends WorthFlags {
  readonly shotsMax?: string;
  readonly trainedFor?: string;
  readonly confirmations?: string;
  readonly link?: string;
  readonly distil?: string;
}

const FOLDER = join('runs', 'budget');

const EXAMPLES = `
Nothing shared, every number of coins and of ebits, and ebits of each --fidelity are trained for the exact mean and for
each number of --trained-for, and measured at more and more shots. A resource reaches the accuracy where the lower end
of the 95 % interval over the seeds of the search does. What it takes is confirmed on other seeds, from four times as
many shots downwards. The answer is the list of what nothing undercuts in shots, pairs and coins together; where nothing
reaches the accuracy it says so, and what comes nearest.

With --link the one ebit of a shot comes from a link, as it comes and distilled by each number of rounds, and takes
as many new pairs and seconds as "ebit link" says: distil, or spend the pairs on more shots?

Examples:
    $ ebit budget --data clusters --accuracy 0.85              some minutes on two cores
    $ ebit budget --data clusters --accuracy 0.8 --shots-max 1000 --ebits 1,2 --coins 1,2 --depth 5
    $ ebit budget --data clusters --accuracy 0.8 --ebits 1 --fidelity 0.85,0.97
    $ ebit budget --data clusters --accuracy 0.7 --noise depolarizing:0.01    the same noise, whatever is shared
    $ ebit budget --data clusters --accuracy 0.8 --link link.yaml --distil dejmps:0,1,2
    $ ebit budget --data patients.csv --label outcome --columns A=age,weight --columns B=dose,marker --accuracy 0.9
    $ ebit budget --data clusters --accuracy 0.9 --redis redis://HOST:6379   on all machines with an "ebit worker"

The folder holds budget.json (every number), budget.svg and budget.png, and results/ with one file a task: what is there
is not computed again, and an interrupted command is given again.`;

/** `ebit budget` */
export const registerBudget: Registration = (program, context) => {
  const command = program
    .command('budget')
    .summary('find the fewest shots, pairs and coins for an accuracy')
    .description('Searches what a decision of some accuracy takes, and confirms it on other seeds.')
    .requiredOption('--accuracy <share>', 'that a decision has to reach, such as 0.9')
    .option('--shots-max <n>', `shots of a decision at most (default ${budgetDefaults.shotsMost})`)
    .option('--trained-for <list>', `numbers of shots to train for too (default ${budgetDefaults.trainedFor.join()})`);
  const { protocol, rounds } = budgetDefaults.distil;
  addResourceFlags(command)
    .option('--link <file>', 'the link that makes the one ebit of a shot, as "ebit link" reads it')
    .option('--distil <protocol:rounds>', `rounds to try on its pairs (default ${protocol}:${rounds.join()})`)
    .option('--seeds <n>', `data sets or splits of the search (default ${budgetDefaults.seeds}, the fewest)`)
    .option('--confirmations <n>', `others to confirm it on (default ${budgetDefaults.confirmations})`);
  addWorthFlags(command, FOLDER, 'a budget')
    .addHelpText('after', EXAMPLES)
    .action((options: BudgetOptions) => budgetCommand(options, context));
};

async function budgetCommand(options: BudgetOptions, { terminal }: Context): Promise<void> {
  const place = worthPlace(options, FOLDER);
  if (options.distil !== undefined && options.link === undefined) {
    throw new EbitError('usage', '--distil is about the pairs of a link; give --link too, or leave it out.');
  }
  const { settings, columns } = withColumns(
    withoutGaps({
      ...worthSettings(options),
      shotsMost: numberWordOf('--shots-max', options.shotsMax),
      trainedFor: numbersWord('--trained-for', options.trainedFor),
      confirmations: numberWordOf('--confirmations', options.confirmations),
      link: options.link === undefined ? undefined : onlyLink(options.link),
      distil: options.distil === undefined ? undefined : roundsWord(options.distil),
    }) as BudgetSettings,
  );
  const plan = budgetPlan(settings, flagNaming, readText);
  const start = performance.now();
  // Loaded on demand: the drawing packages take longer to load than most commands take to run.
  const { worthRun } = await import('../worth-run.js');
  const { answers, failure } = await worthRun(
    {
      questions: [
        {
          name: 'budget',
          settings,
          run: (how) => runBudget(plan, how),
          figure: async (found) => (await import('../../worth/budget-figure.js')).budgetFigure(found),
        },
      ],
      ...place,
      display: () => workDisplay(terminal),
    },
    terminal,
  );
  const [{ answer, picture }] = answers;
  if (options.json) {
    terminal.data(`${JSON.stringify({ ...answer, picture }, null, 2)}\n`);
  } else {
    const columnsLine = columns === null ? [] : [`Columns: ${columns}.`];
    const lines = picture === null ? [] : [`picture  ${picture.svg}, ${picture.png}`];
    const { bold } = terminal.colours.data;
    terminal.data(
      `${[budgetTable(answer, bold), [...answer.sentences, ...columnsLine].join('\n'), ...lines].join('\n\n')}\n`,
    );
    terminal.note(`This took ${durationText((performance.now() - start) / 1000)}.`);
  }
  if (failure !== null) throw failure;
}

/** The link of a file. @throws EbitError 'usage' for several; as `linkSource` */
function onlyLink(path: string): LinkSettings {
  const { links } = linkSource(path, {});
  if (links.length === 1) return links[0];
  throw new EbitError('usage', `"${path}" has ${links.length} links; a shot of a budget takes a pair of one.`);
}

/** `dejmps:0,1,2`. @throws EbitError 'usage' for words that are no numbers */
function roundsWord(word: string): BudgetSettings['distil'] {
  const [protocol, rounds] = word.split(':');
  // Which protocols there are the links know.
  return {
    protocol,
    rounds: numbersWord('--distil', rounds) ?? budgetDefaults.distil.rounds,
  } as BudgetSettings['distil'];
}

function intervalText({ mean, low, high }: Reading): string {
  return `${percent(mean)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}

/** What was measured where an entry stands: at its shots on other seeds, else at the best of the search. */
function shownReading({ shots, found, confirmation, search }: BudgetEntry): Reading {
  const confirmed = confirmation.find((reading) => reading.shots === (shots ?? found));
  return confirmed ?? search.reduce((kept, next) => (next.low > kept.low ? next : kept));
}

function budgetTable({ entries, accuracy, seeds }: Budget, emphasis: (text: string) => string): string {
  const isLinked = entries.some(({ resource }) => resource.linked !== undefined);
  const time = isLinked ? ['seconds'] : [];
  const head = [
    'shared',
    'trained for',
    'found',
    'confirmed',
    'pairs',
    ...time,
    'coins',
    'accuracy',
    'reached',
    'median',
    '',
  ];
  const rows = entries.map((entry): Cell[] => {
    const { name, trainedFor, found, shots, pairs, coins, seconds, reached, median, isBest } = entry;
    return [
      name,
      trainedForText(trainedFor),
      found ?? 'not reached',
      shots ?? (found === null ? '' : 'no'),
      pairs ?? '',
      ...(isLinked ? [seconds === null ? '' : Number(seconds.toPrecision(3))] : []),
      coins ?? '',
      `${intervalText(shownReading(entry))}${found === null ? ` at ${shownReading(entry).shots}` : ''}`,
      reached === null ? '' : `${reached[0]} of ${reached[1]}`,
      median ?? '',
      isBest ? 'best' : '',
    ];
  });
  return (
    `${textTable(head, rows, { left: isLinked ? [0, 1, 7, 10] : [0, 1, 6, 9], emphasis })}\n` +
    `(shots, pairs and coins a decision for an accuracy of ${percent(accuracy)}; found on ${seeds.search.length} seeds, confirmed on ` +
    `${seeds.confirmation.length} others; accuracy with its 95 % interval)`
  );
}
