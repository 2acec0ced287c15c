import { CLASSICAL_BOUND, QUANTUM_BOUND } from '../analysis/chsh-score.js';
import { parityWeight } from '../models/weights.js';
import type { DataSettings } from '../tasks/data-settings.js';
import type { EvaluationTask } from '../tasks/evaluation-task.js';
import { type FitTask, fitTask } from '../tasks/fit-task.js';
import { modelOf, rowsOf } from '../tasks/make.js';
import type { PartialNetwork } from '../tasks/network-settings.js';
import type { TaskTraining } from '../tasks/training-settings.js';
import type { Known, Measured, Scale, Sizes } from './experiment.js';
import { present, seedsTo } from './measured.js';
import { evaluatedCells } from './trainings.js';

/** How much the CHSH game is trained. */
export interface GameSize {
  readonly iterations: number;
  readonly runs: number;
  readonly depth: number;
}

export const gameSizes: Sizes<GameSize> = {
  full: { iterations: 2000, runs: 10, depth: 20 },
  quick: { iterations: 1000, runs: 5, depth: 20 },
  tiny: { iterations: 10, runs: 2, depth: 1 },
};

/** One way to learn the game. */
export interface GameCase {
  readonly ebits: number;
  readonly coins: number;
  readonly embedding: Extract<DataSettings, { readonly kind: 'chsh' }>['embedding'];
  readonly loss: Extract<TaskTraining['loss'], 'product' | 'mse'>;
}

/** Returns a training on the CHSH game: two processors of two qubits, parity weights, all 16 inputs a step. */
export function gameFit(
  { iterations, depth }: GameSize,
  { choices: { learningRate, beta2 } }: Scale,
  seed: number,
  { embedding, loss, network }: Pick<GameCase, 'embedding' | 'loss'> & { readonly network: PartialNetwork },
): FitTask {
  return fitTask({
    data: { kind: 'chsh', embedding },
    network,
    model: { depth, weights: 'parity' },
    training: { iterations, evaluateEvery: iterations, learningRate, beta2, batch: 'full', loss, seed },
  });
}

/** What a trained player is measured on: all inputs. The expectations are there for whoever wants to see them one by one. */
export const PLAYED = { rows: 'training', expectations: true } as const;

/** A trained player on all inputs. */
export interface PlayedCell extends GameCase {
  readonly seed: number;
  readonly task: EvaluationTask;
}

/** Returns the measurements of all runs of some ways to learn the game; none until they are trained. */
export function playedCells(size: GameSize & Scale, cases: readonly GameCase[], known: Known): PlayedCell[] {
  const trainings = cases.flatMap((one) =>
    seedsTo(size.runs).map((seed) => {
      const { ebits, coins, embedding, loss } = one;
      return { ...one, seed, task: gameFit(size, size, seed, { embedding, loss, network: { ebits, coins } }) };
    }),
  );
  return evaluatedCells(trainings, known, () => PLAYED);
}

/** Trained players, with what was measured. */
export type Played = readonly Measured<PlayedCell>[];

/** The probabilities of winning in a single shot. */
export function successesOf(players: readonly { readonly outcome: Played[number]['outcome'] }[]): number[] {
  return players.map(({ outcome }) => outcome.successProbability);
}

/** Label times expectation over the weight, L E / w, input by input. */
export function marginsOf({ task, outcome }: Played[number]): number[] {
  const { weight } = parityWeight({ ...modelOf(task), weightForm: 'parity' }, task.parameters);
  const { labels } = rowsOf(task.data).training;
  return present(outcome.expectations, 'expectation').map((value, n) => (labels[n] * value) / weight);
}

/** What separable states allow in a single shot, and what quantum theory allows at all. */
export const SHOT_LIMITS = [
  { axis: 'y', at: CLASSICAL_BOUND, text: '3/4' },
  { axis: 'y', at: QUANTUM_BOUND, text: 'cos²(π/8)' },
] as const;

/** What was measured of one run, as it goes into the numbers. */
export function runRecord({ seed, outcome: { score, successProbability: success } }: Played[number]) {
  const { accuracy, balancedAccuracy, baseRate } = score;
  return { seed, accuracy, balancedAccuracy, baseRate, success };
}
