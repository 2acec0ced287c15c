import { aborted, refuseAborted } from '../abort.js';
import { checkedGame, type Game, successOf } from '../games/game.js';
import type { Model } from '../models/model-types.js';
import { openSession } from '../models/session.js';
import type { Session } from '../models/session-types.js';
import { checkedFunction, checkedSignal, checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { pause, SLICE } from '../pause.js';
import { openDescent } from '../training/descent.js';
import { completeTraining } from '../training/training-settings.js';
import { type Directions, directionsOf } from './directions.js';
import { questionBits, type Resources, strategyModel } from './strategy-model.js';

/** What {@link trainStrategy} takes. */
export interface StrategyOptions {
  /** How many ebits the players share; 1 unless told. */
  readonly ebits?: number;
  /** How many fair public coins; none unless told. */
  readonly coins?: number;
  /** Of every ebit, from 1/4 to 1; 1 unless told. */
  readonly fidelity?: number;
  /** How many times training starts anew; 10 unless told. */
  readonly starts?: number;
  /** Of the first start, 0 unless told; the others have the seeds after it, up to 2^53 - 1. */
  readonly seed?: number;
  /** Of rotations, where a player has more than one qubit to measure; 3 unless told. */
  readonly layers?: number;
  /** Updates of a start at most; 300 unless told. */
  readonly iterations?: number;
  /** Called every 20 iterations; what it throws or rejects with ends the training, as it is. */
  readonly onProgress?: (progress: StrategyProgress) => unknown;
  /** Ends the training before its next iteration. */
  readonly signal?: AbortSignal;
}

/** How far the training of a strategy is. */
export interface StrategyProgress {
  /** How many iterations are done, those that an early end saved included. */
  readonly iteration: number;
  /** How many there are in all starts together, and in the last round from the best. */
  readonly iterations: number;
  /** The largest value so far, of the game whose weights' magnitudes are scaled to a sum of 1. */
  readonly value: number;
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

/** After how many iterations it is seen whether the value still grows. */
const EVERY = 20;
/** A start ends where the value, of a game whose weights' magnitudes sum to 1, grows by less. */
const STANDSTILL = 1e-10;
/** Of the starts, and of the last round. */
const RATE = 0.1;
const LAST_RATE = 0.02;

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
  const { ebits = 1, coins = 0, fidelity = 1, starts = 10, seed = 0, layers = 3, iterations = 300 } = options;
  checkedWhole('The number of ebits', ebits, 0, 9);
  checkedWhole('The number of coins', coins, 0, 9);
  checkedWhole('The number of starts', starts, 1, 10_000);
  checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER - starts);
  checkedWhole('The number of layers', layers, 1, 100);
  checkedWhole('The number of iterations', iterations, 1, 1_000_000);
  if (options.onProgress !== undefined) checkedFunction('onProgress', options.onProgress);
  checkedSignal(options.signal);
  refuseAborted('Stopped before the first start.', options.signal);
  const resources: Resources = { ebits, coins, fidelity, layers };
  const model = strategyModel(made, resources);
  const pairs = pairsOf(made);
  const session = openSession(model, pairs.rows, pairs.labels, { weights: pairs.weights });
  try {
    const climb = climber(session, model, iterations, starts + 1, options);
    const higher = (one: Peak, other: Peak): Peak => (other.value > one.value ? other : one);
    let best = await climb(model.withInitialParameters(seed).parameters, RATE);
    for (let k = 1; k < starts; k++) {
      best = higher(best, await climb(model.withInitialParameters(seed + k).parameters, RATE));
    }
    best = higher(best, await climb(best.parameters, LAST_RATE));
    return finished(made, model.withParameters(best.parameters), pairs, { ...resources, starts, seed });
  } finally {
    session.close();
  }
}

/** The pairs of a game that are asked, as rows of a data set. */
interface AskedPairs {
  /** Of each its place in the table of weights. */
  readonly places: readonly number[];
  readonly rows: Float64Array;
  readonly labels: Float64Array;
  /** Scaled so that the largest is 1. */
  readonly weights: Float64Array;
}

function pairsOf({ a, b, weights }: Game): AskedPairs {
  // A weight that is 0 beside the largest adds nothing that a double holds.
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const places = Array.from(weights.keys()).filter((place) => Math.abs(weights[place]) > 1e-30 * largest);
  const rows = places.map((place) => [
    ...questionBits(Math.floor(place / b.length), a.length),
    ...questionBits(place % b.length, b.length),
  ]);
  return {
    places,
    rows: Float64Array.from(rows.flat()),
    labels: Float64Array.from(places, (place) => Math.sign(weights[place])),
    weights: Float64Array.from(places, (place) => Math.abs(weights[place]) / largest),
  };
}

/** Where a start has come to. */
interface Peak {
  readonly parameters: Float64Array;
  /** The value, its game's magnitudes scaled to a sum of 1. */
  readonly value: number;
}

/** Returns what climbs from some parameters to a peak nearby; so many climbs are to come. */
function climber(
  session: Session,
  { angles }: Model,
  iterations: number,
  climbs: number,
  { onProgress, signal }: StrategyOptions,
) {
  const gradient = new Float64Array(angles);
  let climb = 0;
  let most = Number.NEGATIVE_INFINITY;
  let since = performance.now();
  return async (start: Float64Array, learningRate: number): Promise<Peak> => {
    const plan = completeTraining({ iterations, schedule: { kind: 'cosine' } }, { learningRate });
    const { init, update } = openDescent(plan, angles, 1);
    const parameters = start.slice();
    const state = init(angles);
    const valueHere = (): number => -session.step(parameters, null, 'product', gradient);
    let before = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < iterations; t++) {
      if (signal?.aborted) {
        throw aborted(`Stopped after ${climb * iterations + t} of ${climbs * iterations} iterations.`, signal);
      }
      const value = valueHere();
      most = Math.max(most, value);
      if (t % EVERY === 0) {
        await onProgress?.({ iteration: climb * iterations + t, iterations: climbs * iterations, value: most });
        if (Math.abs(value - before) < STANDSTILL) break;
        before = value;
      }
      update(state, gradient, parameters, t);
      if (performance.now() - since > SLICE) {
        await pause();
        since = performance.now();
      }
    }
    climb++;
    return { parameters, value: valueHere() };
  };
}

/** The result, every number of it from the model's own probabilities. */
function finished(
  game: Game,
  model: Model,
  { places, rows, labels }: AskedPairs,
  told: Resources & { readonly starts: number; readonly seed: number },
): TrainedStrategy {
  const expectations = model.expectations(rows);
  const correlators = new Float64Array(game.weights.length);
  let value = 0;
  let worst = 1;
  places.forEach((place, n) => {
    correlators[place] = expectations[n];
    value += game.weights[place] * expectations[n];
    worst = Math.min(worst, (1 + labels[n] * expectations[n]) / 2);
  });
  const single = told.ebits === 1 && told.coins === 0;
  return {
    value,
    success: successOf(game, value),
    worstSuccess: worst,
    correlators,
    directions: single ? directionsOf(model.parameters, game.a.length) : null,
    model,
    ...told,
  };
}
