// `ebit game` for three and more players.
import { EbitError } from '../errors.js';
import { fewestShots } from '../games/fewest-shots.js';
import { type PartyCeiling, partyCeiling } from '../games/party-ceiling.js';
import type { PartyGame } from '../games/party-game.js';
import { sharedStates } from '../network/shared-states.js';
import { entanglementText } from '../network/words.js';
import { plural } from '../plural.js';
import { type Cell, textTable } from '../report/text-table.js';
import { type PlayersOptions, type TrainedPlayers, trainPlayers } from '../strategies/train-players.js';
import type { Context } from './commands/context.js';
import { keepPlayers, refuseOccupied, shownTraining } from './game-run.js';

/** What is shared where nothing is said: what wins the game most. */
function standardOf({ name }: PartyGame, options: PlayersOptions): PlayersOptions {
  const isSaid = (['ghz', 'coins', 'topology', 'ebits'] as const).some((word) => options[word] !== undefined);
  return !isSaid && name.startsWith('chsh-ring ') ? { ...options, topology: 'ring' } : options;
}

/** Plays a game of several players, and prints what came of it. @throws EbitError of any kind that the parts refuse */
export async function playPartyGame(
  made: PartyGame,
  { out, json: asJson, ...options }: PlayersOptions & { readonly out?: string; readonly json?: true },
  context: Context,
): Promise<void> {
  if (options.ebits !== undefined && options.ebits > 0 && options.topology === undefined) {
    throw new EbitError(
      'usage',
      `Between which of the ${made.players.length} players are the ebits? Give --topology line, ring, star or complete.`,
    );
  }
  if (out !== undefined) refuseOccupied(out);
  // Refused before anything is trained, where it takes too long.
  const limit = partyCeiling(made);
  const trained = await shownTraining(
    (how) => trainPlayers(made, { ...standardOf(made, options), ...how }),
    (value) => (1 + value) / 2,
    context,
  );
  const json = `${JSON.stringify(reportOf(made, limit, trained), null, 2)}\n`;
  if (out !== undefined) keepPlayers(out, trained.model, json, context);
  context.terminal.data(asJson ? json : `${textOf(made, limit, trained, context)}\n`);
}

/** What `--json` prints: chances to win a shot. */
function reportOf({ name, players }: PartyGame, { classical, quantum }: PartyCeiling, trained: TrainedPlayers) {
  const { success, worstSuccess, ghz, visibility, coins, topology, ebits, fidelity, starts, seed } = trained;
  return {
    game: name,
    questions: players.map((questions) => questions.length),
    classical: {
      success: classical.success,
      exact: true,
      strategy: classical.strategy.map((answers) => Array.from(answers)),
    },
    quantum,
    trained: { success, worstSuccess, ghz, visibility, coins, topology, ebits, fidelity, starts, seed },
  };
}

/** `1 GHZ state of 5 players and 2 coins`, `1 ebit on each edge of a ring`. */
function sharedText({ ghz, visibility, coins, topology, ebits, fidelity }: TrainedPlayers, players: number): string {
  const said = [
    ...(ebits === 0 || topology === null
      ? []
      : [`${plural(ebits, 'ebit')}${fidelity < 1 ? ` of fidelity ${fidelity}` : ''} on each edge of a ${topology}`]),
    ...(ghz === 0
      ? []
      : [`${plural(ghz, 'GHZ state')} of ${players} players${visibility < 1 ? ` at visibility ${visibility}` : ''}`]),
    ...(coins === 0 ? [] : [plural(coins, 'coin')]),
  ];
  return said.length === 0 ? 'nothing shared' : said.join(' and ');
}

/** How often the majority of some shots may err. */
const ERRORS = [0.1, 0.05, 0.01, 0.001, 1e-6];

function textOf(
  { name, players }: PartyGame,
  { classical }: PartyCeiling,
  trained: TrainedPlayers,
  { terminal }: Context,
): string {
  const { bold } = terminal.colours.data;
  const sizes = players.map((questions) => questions.length);
  const questions = sizes.every((size) => size === sizes[0])
    ? `${sizes[0]} questions each`
    : `${sizes.join(', ')} questions`;
  const shared = `trained: ${sharedText(trained, players.length)}`;
  const rows: Cell[][] = [
    ['nothing shared, coins or fully separable states, at most', classical.success.toFixed(6), 'exact'],
    [shared, trained.success.toFixed(6), `best of ${plural(trained.starts, 'start')}, nothing proven`],
    ['any entanglement, at most', '', 'not certified for more than two players'],
  ];
  const head = [`${name}: ${players.length} players of ${questions}`, 'wins a shot with', ''];
  const parts = [textTable(head, rows, { left: [0, 2], emphasis: bold })];
  const states = sharedStates(trained.model.network);
  if (states.length > 0) parts.push(`Shared: ${entanglementText(states)}.`);
  const unknown = trained.worstSuccess > 0.5 ? 'over 10⁷' : 'never';
  const shots = ERRORS.map((error) => fewestShots(Math.min(1, trained.worstSuccess), error) ?? unknown);
  const table = textTable(['fewest shots to err at most', ...ERRORS.map(String)], [[shared, ...shots]], {
    emphasis: bold,
  });
  parts.push(`${table}\n(independent shots, all by one strategy, whichever joint question is asked)`);
  return parts.join('\n\n');
}
