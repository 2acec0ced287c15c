import { EbitError } from '../errors.js';
import { checkedPartyGame, type PartyGame } from '../games/party-game.js';
import type { Model } from '../models/model-types.js';
import { TOPOLOGIES, type Topology } from '../network/topology.js';
import { checkedWhole, checkedWord, checkOptions, type OptionNames } from '../options.js';
import {
  askedQuestions,
  bestOfStarts,
  checkStarts,
  reachedBy,
  type StartOptions,
  startDefaults,
} from './best-of-starts.js';
import { jointQuestionBits, partyModel, type SharedByPlayers } from './players-model.js';

/** What {@link trainPlayers} takes. Of what is shared, one GHZ state unless something is told. */
export interface PlayersOptions extends StartOptions {
  /** GHZ states of all players, of which there are at most 8 then; one unless something else is shared, or this is told. */
  readonly ghz?: number;
  /** Of every GHZ state, from 0 to 1; 1 unless told. */
  readonly visibility?: number;
  /** Fair bits that all players know; none unless told. */
  readonly coins?: number;
  /** Who is joined by ebits: `'line'`, `'ring'`, `'star'` or `'complete'`; nobody unless told. */
  readonly topology?: Topology;
  /** Of every edge of the topology; 1 unless told. */
  readonly ebits?: number;
  /** Of every ebit, from 1/4 to 1; 1 unless told. */
  readonly fidelity?: number;
  /** Of rotations, where a player has more than one qubit to measure; 3 unless told. */
  readonly layers?: number;
}

/** What players of a game of several have learnt. */
export interface TrainedPlayers extends SharedByPlayers {
  /** sum_q M_q E_q of the model. */
  readonly value: number;
  /** (1 + value) / 2, the chance to win a shot. */
  readonly success: number;
  /** The least (1 + y_q E_q) / 2 of the joint questions that are asked, y the sign of M. */
  readonly worstSuccess: number;
  /** E_q, in the shape of the game's weights; 0 for what is not asked. */
  readonly correlators: Float64Array;
  /** Its E for a row of the bits of all questions, player by player, the first bit the most significant, is E_q. */
  readonly model: Model;
  /** How many there were: one that wins all shots but 1e-9 is the last. */
  readonly starts: number;
  readonly seed: number;
}

/** No strategy has a larger value than 1; half of what is missing are shots that are lost. */
const WON = 1 - 2e-9;

const OPTION_NAMES: OptionNames<PlayersOptions> = {
  ghz: true,
  visibility: true,
  coins: true,
  topology: true,
  ebits: true,
  fidelity: true,
  layers: true,
  starts: true,
  seed: true,
  iterations: true,
  onProgress: true,
  signal: true,
};

/** @throws EbitError 'range' or 'config' for what is no such options */
function sharedOf(options: PlayersOptions): SharedByPlayers {
  const { visibility = 1, coins = 0, topology: kind, fidelity = 1, layers = 3 } = options;
  if (kind !== undefined) checkedWord('topology', kind, TOPOLOGIES);
  const ebits = options.ebits ?? (kind === undefined ? 0 : 1);
  checkedWhole('The number of ebits on an edge', ebits, 0, 9);
  if (kind === undefined && ebits > 0) {
    throw new EbitError(
      'config',
      `Between which players are the ${ebits} ebits? Give a topology, one of ${TOPOLOGIES.join(', ')}.`,
    );
  }
  const isTold = ebits > 0 || options.coins !== undefined || options.ebits !== undefined;
  const ghz = options.ghz ?? (isTold ? 0 : 1);
  checkedWhole('The number of GHZ states', ghz, 0, 9);
  checkedWhole('The number of coins', coins, 0, 9);
  checkedWhole('The number of layers', layers, 1, 100);
  return { ghz, visibility, coins, topology: kind ?? null, ebits, fidelity, layers };
}

/**
 * Trains the players of an XOR game of three and more, and returns the best of several starts.
 *
 * Each player reads its question from a register of qubits and measures what it holds, its halves of ebits and its ends of
 * GHZ states and coins, at angles of that question, as the two players of `trainStrategy` do. Maximised is
 *
 *     value = sum_q M_q E_q,    success = (1 + value) / 2
 *
 * What is reached is a lower bound of what this shared state reaches; what nothing shared reaches at most is found by
 * `partyCeiling`. With `{ ghz: 0 }` nothing is shared.
 *
 * @param game - see `partyGame`
 * @param options - see {@link PlayersOptions}
 * @throws EbitError 'game' for what is no such game, or more questions than a player of 10 qubits holds; 'range' for a number
 *   outside its limits; 'config' for an unknown option or topology, and ebits without one; 'network' for a GHZ state of more
 *   than 8 players, a visibility outside [0, 1] and a fidelity outside [1/4, 1]; 'aborted' if `signal` says so; 'memory' if
 *   there is not enough
 * @example
 * (await trainPlayers(partyGame('mermin 3'), { starts: 2 })).success > 1 - 1e-9; // true
 * (await trainPlayers(partyGame('chsh-ring 3'), { topology: 'ring', starts: 1 })).success <= 0.676777; // true
 */
export async function trainPlayers(game: PartyGame, options: PlayersOptions = {}): Promise<TrainedPlayers> {
  const made = checkedPartyGame(game);
  checkOptions('trainPlayers', options, OPTION_NAMES);
  const shared = sharedOf(options);
  checkStarts(options);
  const { seed = startDefaults.seed } = options;
  const asked = askedQuestions(made.weights, (place) => jointQuestionBits(made, place));
  const { model, starts } = await bestOfStarts(partyModel(made, shared), asked, options, WON);
  const reached = reachedBy(model, made.weights, asked);
  return { ...reached, success: (1 + reached.value) / 2, model, ...shared, starts, seed };
}
