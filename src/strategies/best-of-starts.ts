// How players learn: Adam over all questions at once, from several starts, and once more from the best.
import { aborted, refuseAborted } from '../abort.js';
import type { Model } from '../models/model-types.js';
import { openSession } from '../models/session.js';
import type { Session } from '../models/session-types.js';
import { checkedFunction, checkedSignal, checkedWhole } from '../options.js';
import { pause, SLICE } from '../pause.js';
import { openDescent } from '../training/descent.js';
import { completeTraining } from '../training/training-settings.js';

/** How far the training of a strategy is. */
export interface StrategyProgress {
  /** How many iterations are done, those that an early end saved included. */
  readonly iteration: number;
  /** How many there are in all starts together, and in the last round from the best. */
  readonly iterations: number;
  /** The largest value so far, of the game whose weights' magnitudes are scaled to a sum of 1. */
  readonly value: number;
}

/** How the players of a game are trained, whatever the game. */
export interface StartOptions {
  /** How many times training starts anew; 10 unless told. */
  readonly starts?: number;
  /** Of the first start, 0 unless told; the others have the seeds after it, up to 2^53 - 1. */
  readonly seed?: number;
  /** Updates of a start at most; 300 unless told. */
  readonly iterations?: number;
  /** Called every 20 iterations; what it throws or rejects with ends the training, as it is. */
  readonly onProgress?: (progress: StrategyProgress) => unknown;
  /** Ends the training before its next iteration. */
  readonly signal?: AbortSignal;
}

/** What holds unless told. */
export const startDefaults = { starts: 10, seed: 0, iterations: 300 } as const;

/** @throws EbitError 'range' for a number outside its limits, 'config' for what is no function or signal, 'aborted' */
export function checkStarts({ starts, seed, iterations, onProgress, signal }: StartOptions): void {
  const count = checkedWhole('The number of starts', starts ?? startDefaults.starts, 1, 10_000);
  checkedWhole('The seed', seed ?? startDefaults.seed, 0, Number.MAX_SAFE_INTEGER - count);
  checkedWhole('The number of iterations', iterations ?? startDefaults.iterations, 1, 1_000_000);
  if (onProgress !== undefined) checkedFunction('onProgress', onProgress);
  checkedSignal(signal);
  refuseAborted('Stopped before the first start.', signal);
}

/** The joint questions of a game that are asked, as rows of a data set. */
export interface AskedQuestions {
  /** Of each its place in the table of weights. */
  readonly places: readonly number[];
  readonly rows: Float64Array;
  readonly labels: Float64Array;
  /** Scaled so that the largest is 1. */
  readonly weights: Float64Array;
}

/** Returns those of a table of weights; a row is what `rowAt` makes of a place in it. */
export function askedQuestions(weights: Float64Array, rowAt: (place: number) => readonly number[]): AskedQuestions {
  // A weight that is 0 beside the largest adds nothing that a double holds.
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const places = Array.from(weights.keys()).filter((place) => Math.abs(weights[place]) > 1e-30 * largest);
  return {
    places,
    rows: Float64Array.from(places.flatMap(rowAt)),
    labels: Float64Array.from(places, (place) => Math.sign(weights[place])),
    weights: Float64Array.from(places, (place) => Math.abs(weights[place]) / largest),
  };
}

/** What players reach on the questions of a game, every number of it from the model's own probabilities. */
export interface Reached {
  /** sum_q M_q E_q. */
  readonly value: number;
  /** The least (1 + y_q E_q) / 2 of the joint questions that are asked, y the sign of M. */
  readonly worstSuccess: number;
  /** E_q, in the shape of the weights; 0 for what is not asked. */
  readonly correlators: Float64Array;
}

/** @param weights - M, of which the questions were made */
export function reachedBy(model: Model, weights: Float64Array, { places, rows, labels }: AskedQuestions): Reached {
  const expectations = model.expectations(rows);
  const correlators = new Float64Array(weights.length);
  let value = 0;
  let worstSuccess = 1;
  places.forEach((place, n) => {
    correlators[place] = expectations[n];
    value += weights[place] * expectations[n];
    worstSuccess = Math.min(worstSuccess, (1 + labels[n] * expectations[n]) / 2);
  });
  return { value, worstSuccess, correlators };
}

/** After how many iterations it is seen whether the value still grows. */
const EVERY = 20;
/** A start ends where the value, of a game whose weights' magnitudes sum to 1, grows by less. */
const STANDSTILL = 1e-10;
/** Of the starts, and of the last round. */
const RATE = 0.1;
const LAST_RATE = 0.02;

/** Where a start has come to. */
interface Peak {
  readonly parameters: Float64Array;
  /** The value, its game's magnitudes scaled to a sum of 1. */
  readonly value: number;
}

/**
 * Returns a model with the parameters of the best of several starts, trained on at a fifth of the rate, and how many starts
 * that took.
 *
 * @param options - checked by {@link checkStarts}
 * @param enough - a value that makes the start which reaches it the last one; none unless told
 * @throws EbitError 'aborted' if the signal says so; 'memory' if there is not enough
 */
export async function bestOfStarts(
  model: Model,
  asked: AskedQuestions,
  options: StartOptions,
  enough = Number.POSITIVE_INFINITY,
): Promise<{ readonly model: Model; readonly starts: number }> {
  const { starts = startDefaults.starts, seed = startDefaults.seed } = options;
  const session = openSession(model, asked.rows, asked.labels, { weights: asked.weights });
  try {
    const climb = climber(session, model, starts + 1, options);
    const higher = (one: Peak, other: Peak): Peak => (other.value > one.value ? other : one);
    let best = await climb(model.withInitialParameters(seed).parameters, RATE);
    let done = 1;
    for (; done < starts && best.value < enough; done++) {
      best = higher(best, await climb(model.withInitialParameters(seed + done).parameters, RATE));
    }
    best = higher(best, await climb(best.parameters, LAST_RATE));
    return { model: model.withParameters(best.parameters), starts: done };
  } finally {
    session.close();
  }
}

/** Returns what climbs from some parameters to a peak nearby; so many climbs are to come. */
function climber(
  session: Session,
  { angles }: Model,
  climbs: number,
  { iterations = startDefaults.iterations, onProgress, signal }: StartOptions,
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
