import { EbitError, isEbitError } from '../../errors.js';
import { bellCeiling } from '../../games/bell-ceiling.js';
import type { BellCost } from '../../games/bell-cost.js';
import { type Ceiling, ceiling } from '../../games/ceiling.js';
import { fewestShots } from '../../games/fewest-shots.js';
import type { Game } from '../../games/game.js';
import type { TableGame } from '../../games/game-from-table.js';
import type { Margins } from '../../games/margin-types.js';
import { margins } from '../../games/margins.js';
import { reachedWithEbits } from '../../games/reached-with-ebits.js';
import { textTable } from '../../report/text-table.js';
import { checkCertificateFile, writeCertificate } from '../certificate-file.js';
import { gameSource } from '../game-source.js';
import { columnsWord, numberWord } from '../settings/words.js';
import type { Context, Registration } from './context.js';

interface CeilingWords {
  readonly data?: string;
  readonly columns?: Record<string, string[]>;
  readonly label?: string;
  readonly positive?: string;
  readonly bins?: unknown;
  readonly margins: boolean;
  readonly certificate?: string;
  readonly check?: string;
  readonly json?: true;
}

/** Questions of both players from which the ceilings take more than a moment. */
const MANY_QUESTIONS = 150;

/** How often the majority of shots may err. */
const ERRORS = [0.1, 0.05, 0.01, 0.001, 1e-6] as const;

const SHOT = [
  'A ceiling bounds the success of one shot that is decided by the product of both answers (parity or fixed weights).',
  'Coins: nothing shared, or any number of public coins. Ebits: any number of perfect ones.',
  'It does not bound free weights, nor an accuracy by the mean of many shots: with coins enough any table that does not',
  'contradict itself is learnt by its mean.',
];
const SHOTS = [
  'Shots are independent and all by one strategy. Players who may take another one for every shot can need fewer, with',
  'nothing shared but the number of the shot: three shots decide CHSH so.',
];
const LEVEL1 = [
  'Coins: nothing shared, or any number of public coins. One ebit: the best that was found, a lower bound.',
  'Any ebits: NPA level 1, an upper bound that need not be reached.',
];

const EXAMPLES = `
Games by name: chsh, "odd-cycle n", "chained n", "access n", "inner-product n", "random S T seed"; the Bell cost i3322.
A file has the columns a, b and label, weight or both, a pair of questions a row. A Bell cost with terms on marginals
has a, b, weight and outcomes x, y of 1 and -1, with empty cells for what a term does not have.

Of a table by --data each party's values in a row are its question. Columns of more than 16 different numbers are
continuous: every row would be its own question and the ceiling 1, so they are refused unless --bins cuts them.

The margin is the most that the least y E over all pairs can be; shots are the fewest whose majority decides every pair
with at most that error, by a strategy of that margin.

Examples:
    $ ebit ceiling chsh
    $ ebit ceiling access 4 --json
    $ ebit ceiling i3322
    $ ebit ceiling chsh --certificate proof.json
    $ ebit ceiling chsh --check proof.json                 by whoever does not believe it
    $ ebit ceiling --data table.csv --columns A=age,dose --columns B=weight --label outcome --bins 2`;

/** `ebit ceiling` */
export const registerCeiling: Registration = (program, context) => {
  program
    .command('ceiling')
    .summary('say what coins reach in a game, and what no ebits exceed')
    .description(
      'Finds the most that players reach in an XOR game with coins and with ebits, in one shot and in every pair of questions, ' +
        'with certificates.',
    )
    .argument('[game...]', 'a name with its numbers, or a file: game.csv')
    .option('--data <table>', "a CSV table whose rows are the game's pairs of questions")
    .option('--columns <party=columns>', 'the columns that a party is asked; once for each of two parties', columnsWord)
    .option('--label <column>', 'the column of the labels')
    .option('--positive <value>', 'the label that means +1')
    .option('--bins <n>', 'cut columns of more numbers at quantiles into so many parts', numberWord)
    .option('--no-margins', 'leave the margins and shots out; they take the longest')
    .option('--certificate <file>', 'write what proves the ceilings to a file')
    .option('--check <file>', 'find what such a file proves of the game, and nothing else')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((words: string[], options: CeilingWords) => {
      const source = gameSource({ ...options, words });
      if (options.check !== undefined && options.certificate !== undefined) {
        throw new EbitError('usage', '--check reads a certificate and --certificate writes one; give one of them.');
      }
      if (options.check !== undefined) checked(source, options.check, options, context);
      else if (source.kind === 'cost') ofCost(source.cost, options, context);
      else ofGame(source.game, source.rows, options, context);
    });
};

/** What a file proves. */
function checked(
  source: ReturnType<typeof gameSource>,
  path: string,
  { json }: CeilingWords,
  { terminal }: Context,
): void {
  const { upper, margins: ends } = checkCertificateFile(path, source);
  if (json) {
    terminal.data(`${JSON.stringify({ file: path, upper, margins: ends }, null, 2)}\n`);
    return;
  }
  const rows = [['value with any ebits', `at most ${decimal(upper)}`]];
  if (ends !== null) {
    rows.push(
      ['margin with any coins', `${decimal(ends.classical.lower)} to ${decimal(ends.classical.upper)}`],
      ['margin with any ebits', `${decimal(ends.quantum.lower)} to ${decimal(ends.quantum.upper)}`],
    );
  }
  terminal.data(`The certificate holds.\n${textTable(null, rows, { left: [0, 1] })}\n`);
}

function ofCost(cost: BellCost, { json, certificate }: CeilingWords, { terminal }: Context): void {
  const { classical, level1 } = bellCeiling(cost);
  const { lower, ebits, starts, seed } = reachedWithEbits(cost);
  if (certificate !== undefined) writeCertificate(certificate, cost.name, { level1 });
  const questions = [cost.a.length, cost.b.length];
  if (json) {
    const { strategy, ...known } = classical;
    const plain = { a: Array.from(strategy.a), b: Array.from(strategy.b) };
    const facts = {
      cost: cost.name,
      questions,
      classical: { ...known, strategy: plain },
      reached: { lower, ebits, starts, seed },
      level1: { upper: level1.upper },
      bounds: LEVEL1.join(' '),
    };
    terminal.data(`${JSON.stringify(facts, null, 2)}\n`);
    return;
  }
  const rows = [
    ['coins at most', decimal(classical.exact ? classical.value : classical.upper)],
    ['one ebit at least', decimal(lower)],
    ['any ebits at most (NPA level 1)', decimal(level1.upper)],
  ];
  const title = terminal.colours.data.bold(`${cost.name}: ${questions[0]} by ${questions[1]} questions`);
  terminal.data(`${title}\n\n${textTable(null, rows)}\n\n${LEVEL1.join('\n')}\n`);
}

/** Shots for one error; null where more than ten million are needed. */
interface Shots {
  readonly error: number;
  readonly classical: number | null;
  readonly quantum: number | null;
  /** Coins' shots over ebits' shots. */
  readonly ratio: number | null;
}

/** By the upper ends: no one strategy of all shots does with fewer. The lower ends are next to them, but on the wrong side of 1 - 0.9. */
function shotsOf({ classical, quantum }: Margins): Shots[] {
  return ERRORS.map((error) => {
    const [coins, ebits] = [classical, quantum].map(({ upper }) => fewestShots(Math.min(1, (1 + upper) / 2), error));
    return { error, classical: coins, quantum: ebits, ratio: coins === null || ebits === null ? null : coins / ebits };
  });
}

/** The margins, or null with a note where a game has none or is too large for them. */
function marginsOf(game: Game, { margins: wanted }: CeilingWords, { terminal }: Context): Margins | null {
  if (!wanted) return null;
  try {
    return margins(game);
  } catch (error) {
    if (!isEbitError(error) || error.code !== 'game') throw error;
    terminal.note(`No margins: ${error.message}`);
    return null;
  }
}

function ofGame(game: Game, rows: TableGame | null, options: CeilingWords, context: Context): void {
  const { terminal } = context;
  if (game.a.length + game.b.length > MANY_QUESTIONS) {
    terminal.note(
      `Looking for the ceilings of ${game.a.length} by ${game.b.length} questions: from 500 on it takes minutes.`,
    );
  }
  const found = ceiling(game);
  const best = marginsOf(game, options, context);
  const shots = best === null ? null : shotsOf(best);
  if (options.certificate !== undefined) {
    const { certificate } = found.quantum;
    writeCertificate(options.certificate, game.name, { quantum: { certificate }, margins: best });
  }
  if (rows !== null && 2 * rows.alone > rows.rows) {
    terminal.note(
      `${rows.alone} of ${rows.rows} rows have their pair of questions to themselves: the ceiling says little of other rows; ` +
        'name fewer columns or bins.',
    );
  }
  const agreement = rows?.agreement ?? 1;
  const success = (value: number): number | null => (game.labelled ? (1 + agreement * value) / 2 : null);
  terminal.data(
    options.json
      ? `${JSON.stringify(factsOf(game, rows, found, best, shots, success), null, 2)}\n`
      : `${textOf(game, rows, found, best, shots, success, context)}\n`,
  );
}

type Success = (value: number) => number | null;

function factsOf(
  game: Game,
  rows: TableGame | null,
  { classical, quantum }: Ceiling,
  best: Margins | null,
  shots: Shots[] | null,
  success: Success,
) {
  const { value, exact, upper, strategy } = classical;
  const ends = ({ lower, upper: most }: { readonly lower: number; readonly upper: number }) => ({ lower, upper: most });
  const range = { lower: success(quantum.lower), upper: success(quantum.upper) };
  return {
    game: game.name,
    questions: [game.a.length, game.b.length],
    ...(rows === null ? {} : { rows: rows.rows, alone: rows.alone, agreement: rows.agreement, cuts: rows.cuts }),
    classical: {
      successPerShot: success(value),
      value,
      exact,
      upper,
      strategy: { a: Array.from(strategy.a), b: Array.from(strategy.b) },
    },
    quantum: { successPerShot: game.labelled ? range : null, value: ends(quantum) },
    margins: best === null ? null : { classical: ends(best.classical), quantum: ends(best.quantum) },
    shots,
    bounds: [...SHOT, ...(shots === null ? [] : SHOTS)].join(' '),
  };
}

function textOf(
  game: Game,
  rows: TableGame | null,
  { classical, quantum }: Ceiling,
  best: Margins | null,
  shots: Shots[] | null,
  success: Success,
  { terminal }: Context,
): string {
  const { bold } = terminal.colours.data;
  const asked = game.weights.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0);
  const size = `${game.a.length} by ${game.b.length} questions, ${asked} pairs`;
  const agreement = rows?.agreement ?? 1;
  const about = rows === null ? size : `${size}; ${rows.rows} rows, ${rows.alone} alone with their pair`;
  const shown = (value: number): string => decimal(success(value) ?? value);
  const line = (who: string, value: number, margin: number | undefined): string[] =>
    best === null ? [who, shown(value)] : [who, shown(value), decimal(margin ?? Number.NaN)];
  const coins = classical.exact ? 'coins, exactly' : 'coins at most';
  const head = ['', game.labelled ? 'success of a shot' : 'value', ...(best === null ? [] : ['margin'])];
  const ceilings = textTable(
    head,
    [line(coins, classical.upper, best?.classical.upper), line('ebits at most', quantum.upper, best?.quantum.upper)],
    { emphasis: bold },
  );
  const parts = [`${bold(game.name)}: ${about}`, ceilings];
  if (shots !== null) {
    const counted = shots.map(({ error, classical: c, quantum: q, ratio }) => [
      String(error),
      c ?? 'over 10⁷',
      q ?? 'over 10⁷',
      ratio === null ? '' : ratio.toFixed(2),
    ]);
    const names = ['error in every pair', 'shots with coins', 'with ebits', 'ratio'];
    parts.push(textTable(names, counted, { emphasis: bold }));
  }
  if (agreement < 1) {
    parts.push(
      'Some pairs have rows of both labels. The margin is that of the label which more of them have, and whatever decides by\n' +
        `these questions is right in at most ${decimal((1 + agreement) / 2)} of the rows.`,
    );
  }
  return [...parts, [...SHOT, ...(shots === null ? [] : SHOTS)].join('\n')].join('\n\n');
}

function decimal(value: number): string {
  return value.toFixed(6);
}
