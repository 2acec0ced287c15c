import { tableCells } from '../../data/table-cells.js';
import { EbitError } from '../../errors.js';
import { type Ceiling, ceiling } from '../../games/ceiling.js';
import { fewestShots } from '../../games/fewest-shots.js';
import { type Game, game, successOf } from '../../games/game.js';
import { gameFromCsv } from '../../games/game-from-csv.js';
import { margins } from '../../games/margins.js';
import { isPartyGameName } from '../../games/named-party-games.js';
import { FEWEST_PLAYERS, type PartyGame, partyGame } from '../../games/party-game.js';
import { partyGameFromCsv, playersOfTable } from '../../games/party-game-from-csv.js';
import { sharedStates } from '../../network/shared-states.js';
import { TOPOLOGIES, type Topology } from '../../network/topology.js';
import { entanglementText, sharedName } from '../../network/words.js';
import { readText } from '../../node/files.js';
import { type Cell, textTable } from '../../report/text-table.js';
import { type StrategyOptions, type TrainedStrategy, trainStrategy } from '../../strategies/train-strategy.js';
import { keepPlayers, refuseOccupied, shownTraining } from '../game-run.js';
import { playPartyGame } from '../party-game-run.js';
import { numberWord } from '../settings/words.js';
import type { Context, Registration } from './context.js';

interface GameOptions extends Pick<StrategyOptions, 'ebits' | 'coins' | 'fidelity' | 'starts' | 'seed' | 'layers'> {
  readonly parties?: number;
  readonly topology?: Topology;
  readonly ghz?: number;
  readonly visibility?: number;
  readonly out?: string;
  readonly json?: true;
}

/** What two players do not share, or are not asked for. */
const MANY_ALONE = ['parties', 'topology', 'ghz', 'visibility'] as const;

/** What margins take seconds for: pairs that a game asks, of which the named ones' can be exchanged with one another. */
const MOST_PAIRS = 512;
const MOST_OTHER_PAIRS = 100;
const MOST_SHORTER = 20;

/** Pairs of questions from which on the ceilings take seconds. */
const MANY = 100;

/** How often the majority of some shots may err. */
const ERRORS = [0.1, 0.05, 0.01, 0.001, 1e-6];

const EXAMPLES = `
Two players are asked a question each and answer +1 or -1; the product of their answers has to be the pair's label. A
name is one of
    chsh                    the smallest game in which ebits win more shots than coins
    odd-cycle <n>           colour a circle of n points, n odd, by two colours
    chained <n>             a chain of n questions a player
    access <n>              guess one bit of n that the other player has
    inner-product <n>       the inner product of two words of n bits
    random <S> <T> <seed>   S by T questions, labels by the toss of a coin
    mermin <K>              K players, 3 or more: a GHZ state wins every shot of Mermin's parity game
    chsh-ring <K>           a CHSH game on each edge of a ring of K players
A table has the columns a, b and label, weight or both. Without labels the weights are those of a Bell expression, and
its value is printed. With more columns than two beside label and weight, a column is a player.

What nothing shared reaches, any coins reach too, and no more; the certified number holds for any number of ebits. All
are chances to win one shot, no accuracies by a mean: with a coin the sign of the mean is right for all of CHSH. The
fewest shots are those whose majority errs at most so often, whichever pair of questions is asked, if shots are
independent and all by one strategy; of "never" no number is enough. Players who take another strategy for every shot
can need fewer, with nothing shared. The trained players were trained to win often in the mean.

Of three and more players what nothing shared reaches is exact too, and holds for coins and for all states that are
separable across all players at once; the most that entanglement reaches is not certified. They share a GHZ state
unless told, and an ebit on every edge of the ring of CHSH games.

Examples:
    $ ebit game chsh
    $ ebit game odd-cycle 5 --fidelity 0.95   with an imperfect ebit
    $ ebit game access 4 --ebits 2            what one ebit does not reach
    $ ebit game mermin --parties 5            five players who share a GHZ state
    $ ebit game chsh-ring 4 --topology line   four who share fewer ebits than there are games
    $ ebit game mine.csv --out runs/mine      keeps the players as a model: ebit draw runs/mine --qasm`;

/** `ebit game` */
export const registerGame: Registration = (program, context) => {
  program
    .command('game')
    .summary('train the players of a game, beside the most that coins and ebits reach')
    .description(
      'Trains the players of an XOR game that share ebits, coins or GHZ states, and says the most that could be reached.',
    )
    .argument('<game>', 'a name, or a table (CSV) of questions')
    .argument('[numbers...]', 'those behind the name')
    .option('--parties <n>', 'players, of a game for three and more', numberWord)
    .option('--ebits <n>', 'that two players share (default 1), or each edge of --topology', numberWord)
    .option('--topology <which>', `of more players who is joined by ebits: ${TOPOLOGIES.join(', ')}`)
    .option('--ghz <n>', 'GHZ states of three to eight players (default 1, if nothing else is shared)', numberWord)
    .option('--visibility <v>', 'of every GHZ state, from 0 to 1 (default 1)', numberWord)
    .option('--coins <n>', 'fair random bits that all know (default 0)', numberWord)
    .option('--fidelity <f>', 'of every ebit, from 0.25 to 1 (default 1)', numberWord)
    .option('--starts <n>', 'of the training, the best of which counts (default 10)', numberWord)
    .option('--seed <n>', 'of the first start (default 0)', numberWord)
    .option('--layers <n>', 'of rotations, where a player has several halves (default 3)', numberWord)
    .option('--out <folder>', 'keep the trained players there, as a model')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, numbers: readonly string[], options: GameOptions) => {
      const { terminal } = context;
      const { parties, ...told } = options;
      const several = openPartyGame(name, numbers, parties);
      if (several !== null) {
        await playPartyGame(several, told, context);
        return;
      }
      const stray = MANY_ALONE.find((word) => options[word] !== undefined);
      if (stray !== undefined) {
        throw new EbitError(
          'usage',
          `--${stray} is for games of three and more players, which "${name}" is not; leave it out.`,
        );
      }
      const made = openGame(name, numbers);
      const { out, json: asJson, topology: _, ghz: __, visibility: ___, ...asked } = told;
      if (out !== undefined) refuseOccupied(out);
      const trained = await shownTraining(
        (how) => trainStrategy(made, { ...asked, ...how }),
        (value) => successOf(made, value),
        context,
      );
      if (made.weights.length >= MANY) context.terminal.note('finding what coins and ebits reach at most …');
      const limits = ceiling(made);
      const report = reportOf(made, limits, trained);
      const json = `${JSON.stringify(report, null, 2)}\n`;
      if (out !== undefined) keepPlayers(out, trained.model, json, context);
      terminal.data(asJson ? json : `${textOf(made, limits, trained, report, context)}\n`);
    });
};

/** A table where the word is a path, else a name with its numbers. */
function openGame(name: string, numbers: readonly string[]): Game {
  if (!/[./\\]/.test(name)) return game([name, ...numbers].join(' '));
  if (numbers.length === 0) return gameFromCsv(readText(name));
  throw new EbitError('usage', `"${name}" is a table, which has no numbers behind it; leave ${numbers.join(' ')} out.`);
}

/**
 * The game of three and more players that words mean: a name of such, or a table with so many columns; null for another.
 *
 * @throws EbitError 'usage' where the number of players is said twice, or of a table at all
 */
function openPartyGame(name: string, numbers: readonly string[], parties: number | undefined): PartyGame | null {
  if (isPartyGameName(name)) {
    if (parties !== undefined && numbers.length > 0) {
      throw new EbitError(
        'usage',
        `"${numbers.join(' ')}" and --parties both say how many players there are; give one.`,
      );
    }
    return partyGame([name, ...(parties === undefined ? numbers : [parties])].join(' '));
  }
  if (!/[./\\]/.test(name) || numbers.length > 0) return null;
  const text = readText(name);
  const { header } = tableCells(text);
  if (!header.includes('label') || playersOfTable(header).length < FEWEST_PLAYERS) return null;
  if (parties === undefined) return partyGameFromCsv(text);
  throw new EbitError('usage', `"${name}" has a column for each player; leave --parties out.`);
}

/** What `--json` prints: chances to win a shot, or values where there are no labels. */
function reportOf(made: Game, { classical, quantum }: Ceiling, trained: TrainedStrategy) {
  const { exact, strategy } = classical;
  const { ebits, coins, starts, seed } = trained;
  const signs = { a: Array.from(strategy.a), b: Array.from(strategy.b) };
  const told = { ebits, coins, starts, seed };
  const questions = [made.a.length, made.b.length];
  const shots = shotsOf(made);
  if (quantum.success === null) {
    return {
      game: made.name,
      questions,
      classical: { value: classical.value, exact, strategy: signs },
      quantum: { lower: quantum.lower, upper: quantum.upper },
      trained: { value: trained.value, ...told },
      shots,
    };
  }
  return {
    game: made.name,
    questions,
    classical: { success: classical.success, exact, strategy: signs },
    quantum: quantum.success,
    trained: { success: trained.success, ...told },
    shots,
  };
}

/**
 * The fewest shots whose majority errs at most so often, whichever pair is asked, by the largest margins: their upper ends,
 * lest 1e-9 cost a shot where a margin is exactly enough. Null where there are no labels, or too many pairs.
 */
function shotsOf(made: Game) {
  const pairs = made.weights.filter((weight) => weight !== 0).length;
  const symmetric = made.name !== 'table' && !made.name.startsWith('random ');
  const few =
    pairs <= (symmetric ? MOST_PAIRS : MOST_OTHER_PAIRS) && Math.min(made.a.length, made.b.length) <= MOST_SHORTER;
  if (!made.labelled || !few) return null;
  const { classical, quantum } = margins(made);
  return { error: ERRORS, coins: fewest((1 + classical.upper) / 2), ebits: fewest((1 + quantum.upper) / 2) };
}

function fewest(success: number): (number | null)[] {
  return ERRORS.map((error) => fewestShots(Math.min(1, success), error));
}

type Report = ReturnType<typeof reportOf>;

function textOf(
  made: Game,
  limits: Ceiling,
  trained: TrainedStrategy,
  { shots }: Report,
  { terminal }: Context,
): string {
  const { bold } = terminal.colours.data;
  const { classical, quantum } = limits;
  const number = (value: number): string => {
    const shown = successOf(made, value) ?? value;
    return made.labelled ? shown.toFixed(6) : String(Number(shown.toPrecision(7)));
  };
  const { model } = trained;
  const nothing = trained.ebits + trained.coins === 0;
  const shared = nothing ? 'nothing shared' : sharedName(model.network);
  const quality = trained.ebits > 0 && trained.fidelity < 1 ? ` of fidelity ${trained.fidelity}` : '';
  const open = classical.exact ? '' : `, at least; at most ${number(classical.upper)}`;
  const gap =
    quantum.upper - quantum.lower > 1e-6 * Math.abs(quantum.upper) ? `; ${number(quantum.lower)} is reached` : '';
  const rows: Cell[][] = [
    ['nothing shared, or any coins, at most', number(classical.value), classical.exact ? 'exact' : open.slice(2)],
    [`trained: ${shared}${quality}`, number(trained.value), `best of ${trained.starts} starts, nothing proven`],
    ['any number of ebits, at most', number(quantum.upper), `certified${gap}`],
  ];
  const head = [
    `${made.name}: ${made.a.length} by ${made.b.length} questions`,
    made.labelled ? 'wins a shot with' : 'value',
    '',
  ];
  const parts = [textTable(head, rows, { left: [0, 2], emphasis: bold })];
  const states = sharedStates(model.network);
  if (states.length > 0) parts.push(`Shared: ${entanglementText(states)}.`);
  if (made.labelled) {
    const unknown = trained.worstSuccess > 0.5 ? 'over 10⁷' : 'never';
    const own = fewest(trained.worstSuccess).map((count) => count ?? unknown);
    parts.push(shotsText(shots, [`trained: ${shared}${quality}`, ...own], bold));
  }
  if (trained.directions !== null) parts.push(directionsText(made, trained.directions, bold));
  return parts.join('\n\n');
}

function shotsText(shots: Report['shots'], trained: Cell[], emphasis: (text: string) => string): string {
  const cells = (list: readonly (number | null)[]) => list.map((count) => count ?? 'over 10⁷');
  const rows: Cell[][] = [trained];
  if (shots !== null) {
    rows.unshift(['any coins', ...cells(shots.coins)]);
    rows.push(['any number of ebits', ...cells(shots.ebits)]);
  }
  const table = textTable(['fewest shots to err at most', ...ERRORS.map(String)], rows, { emphasis });
  return `${table}\n(independent shots, all by one strategy)`;
}

/** -0 is 0, and half a turn to the left one to the right. */
const degrees = (angle: number): string => ((angle * 180) / Math.PI).toFixed(2).replace(/^-((?:0|180)\.0*)$/, '$1');

/** Where the ebit is measured: the angle from z, and the one around it from x. */
function directionsText(
  made: Game,
  directions: NonNullable<TrainedStrategy['directions']>,
  emphasis: (text: string) => string,
): string {
  const rows = (['a', 'b'] as const).flatMap((player) =>
    made[player].map((question, i): Cell[] => {
      const [x, y, z] = directions[player].subarray(3 * i, 3 * i + 3);
      const away = Math.hypot(x, y);
      // On the axis there is no angle around it.
      const around = away < 1e-3 ? '' : degrees(Math.atan2(y, x));
      return [player.toUpperCase(), question, degrees(Math.atan2(away, z)), around];
    }),
  );
  const table = textTable(['player', 'question', 'degrees from z', 'around z, from x'], rows, { left: [0], emphasis });
  return `${table}\nDirections to measure the ebit in, all turned together so that the first is z.`;
}
