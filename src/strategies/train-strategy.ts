import { checkedGame, type Game, successOf } from '../games/game.js';
import type { Model } from '../models/model-types.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import {
  askedQuestions,
  bestOfStarts,
  checkStarts,
  reachedBy,
  type StartOptions,
  startDefaults,
} from './best-of-starts.js';
import { type Directions, directionsOf } from './directions.js';
import { questionBits, type Resources, strategyModel } from './strategy-model.js';

/** What {@link trainStrategy} takes. */
export interface StrategyOptions extends StartOptions {
  /** How many ebits the players share; 1 unless told. */
  readonly ebits?: number;
  /** How many fair public coins; none unless told. */
  readonly coins?: number;
  /** Of every ebit, from 1/4 to 1; 1 unless told. */
  readonly fidelity?: number;
  /** Of rotations, where a player has more than one qubit to measure; 3 unless told. */
  readonly layers?: number;
}

/** What two players have learnt. */
export interface TrainedStrategy {
  /** sum_ab M_ab E_ab of the model. */
  readonly value: number;
  /** (1 + value) / 2 of a game with labels, the chance to win a shot; else null. */
  readonly success: number | null;
  /** The least (1 + y_ab E_ab) / 2 of the pairs that are asked, y the sign of M. */
  readonly worstSuccess: number;
  /** E_ab, shape [a x b]; 0 for a pair that is not asked. */
  readonly correlators: Float64Array;
  /** Where a single ebit is measured; null where more is shared, or none. */
  readonly directions: Directions | null;
  /** Its E for a row of the bits of both questions, the first the most significant, is E_ab. */
  readonly model: Model;
  readonly ebits: number;
  readonly coins: number;
  readonly fidelity: number;
  readonly layers: number;
  readonly starts: number;
  readonly seed: number;
}

const OPTION_NAMES: OptionNames<StrategyOptions> = {
  ebits: true,
  coins: true,
  fidelity: true,
  starts: true,
  seed: true,
  layers: true,
  iterations: true,
  onProgress: true,
  signal: true,
};

/**
 * Trains two players of an XOR game, and returns the best of several starts.
 *
 * Each player reads a question from a register of qubits and measures the halves of ebits and coins at angles of that
 * question: RZ and RX on one qubit; on several, layers of both with CZ between neighbours. The answer is the bit of the
 * first. Maximised is
 *
 *     value = sum_ab M_ab E_ab
 *
 * by Adam over all pairs at once, its rate falling along half a cosine, from `starts` random starts; the best is trained on at
 * a fifth of the rate. What is reached is a lower bound of what these resources reach, while `ceiling` bounds what any
 * number of them can. The result is a model as any other: it can be saved, drawn and exported.
 *
 * @param game - see `game`; up to 512 questions a player, fewer the more is shared
 * @param options - see {@link StrategyOptions}; `{ ebits: 0 }` shares nothing
 * @throws EbitError 'game' for what is no game, or more questions than a player of 10 qubits holds; 'range' for a number
 *   outside its limits; 'network' for a fidelity outside [1/4, 1]; 'config' for an unknown option; 'aborted' if `signal`
 *   says so; 'memory' if there is not enough
 * @example
 * const { success, directions } = await trainStrategy(game('chsh'));
 * success; // about 0.853553
 * (await trainStrategy(game('chsh'), { ebits: 0, coins: 1 })).success; // about 0.75
 */
export async function trainStrategy(game: Game, options: StrategyOptions = {}): Promise<TrainedStrategy> {
  const made = checkedGame(game);
  checkOptions('trainStrategy', options, OPTION_NAMES);
  const { ebits = 1, coins = 0, fidelity = 1, layers = 3 } = options;
  const { starts = startDefaults.starts, seed = startDefaults.seed } = options;
  checkedWhole('The number of ebits', ebits, 0, 9);
  checkedWhole('The number of coins', coins, 0, 9);
  checkedWhole('The number of layers', layers, 1, 100);
  checkStarts(options);
  const resources: Resources = { ebits, coins, fidelity, layers };
  const model = strategyModel(made, resources);
  const pairs = askedQuestions(made.weights, (place) => [
    ...questionBits(Math.floor(place / made.b.length), made.a.length),
    ...questionBits(place % made.b.length, made.b.length),
  ]);
  const { model: best } = await bestOfStarts(model, pairs, options);
  const reached = reachedBy(best, made.weights, pairs);
  const isSingle = ebits === 1 && coins === 0;
  return {
    ...reached,
    success: successOf(made, reached.value),
    directions: isSingle ? directionsOf(best.parameters, made.a.length) : null,
    model: best,
    ...resources,
    starts,
    seed,
  };
}
