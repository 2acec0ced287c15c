import type { FitJob } from '../../../jobs/job.js';
import type { Model } from '../../../models/model-types.js';
import { parityWeight } from '../../../models/weights.js';
import { pause } from '../../../pause.js';
import { fitTask } from '../../../tasks/fit-task.js';
import { learningTask } from '../../../tasks/make.js';
import type { TaskEvent } from '../../../tasks/run-context.js';
import { type Answer, answerFinder, type GameEmbedding, type Vector } from './answers.js';
import { type Game, gameOf, questionAnswers } from './game.js';
import type { GameLoss } from './words.js';

/** On what a training of the game hangs. */
export interface GameSettings {
  readonly embedding: GameEmbedding;
  /** A multiple of {@link FRAMES}. */
  readonly iterations: number;
  readonly seed: number;
}

/** Which of the trainings beside each other. */
export interface Player {
  readonly ebits: 0 | 1;
  readonly loss: GameLoss;
}

/** How a player plays at one moment of the training. */
export interface Frame {
  readonly iteration: number;
  readonly game: Game;
  /** What the parties answer to questions 0 and 1, flips divided out. */
  readonly a: readonly [Answer, Answer];
  readonly b: readonly [Answer, Answer];
}

/** A whole training, moment by moment. */
export interface GameRun extends Player {
  readonly seed: number;
  readonly frames: readonly Frame[];
}

/** How many moments are looked at, beside the beginning. */
export const FRAMES = 250;

/** The paper's depth for this game. */
export const DEPTH = 20;

/** Both losses, with an ebit and with nothing shared. */
export const PLAYERS: readonly Player[] = (['product', 'mse'] as const).flatMap((loss) =>
  ([0, 1] as const).map((ebits) => ({ ebits, loss })),
);

/** For how long the page stands still while it measures, milliseconds. */
const SLICE = 12;

/** How much of all trainings is done, from 0 to 1. */
export type OnProgress = (done: number) => void;

/** Runs a fit somewhere. */
export type Fit = (job: FitJob, onEvent: (event: TaskEvent) => void, signal: AbortSignal) => Promise<unknown>;

/** The training of one player, as a worker takes it: two parties of two qubits, a parity weight, all 16 inputs a step. */
export function gameJob(player: Player, { embedding, iterations, seed }: GameSettings): FitJob {
  return {
    task: fitTask({
      data: { kind: 'chsh', embedding },
      network: { ebits: player.ebits },
      model: { depth: DEPTH, weights: 'parity' },
      training: { iterations, batch: 'full', loss: player.loss, seed, evaluateEvery: iterations },
    }),
    progressEvery: iterations,
    checkpointEvery: iterations / FRAMES,
  };
}

/** Parameters at one moment, in the model's order. */
interface Moment {
  readonly iteration: number;
  readonly parameters: Float64Array;
}

function momentOf(event: TaskEvent): Moment | null {
  if (event.kind !== 'checkpoint') return null;
  const { iteration, model } = event.checkpoint;
  const { parameters } = model;
  const angles = model.network.processors.flatMap(({ name }) => Array.from(parameters[name]));
  return { iteration, parameters: Float64Array.from([...angles, ...parameters.weights]) };
}

/** Finds what the parties measure at every moment, letting the page live in between. */
async function measured(
  model: Model,
  embedding: GameEmbedding,
  moments: readonly Moment[],
  signal: AbortSignal,
): Promise<Frame[]> {
  const correlations: Vector = model.network.ebits[0]?.correlations ?? [0, 0, 0];
  const finders = [0, 1].map((party) => answerFinder(model, party, embedding));
  const frames: Frame[] = [];
  try {
    let since = performance.now();
    for (const { iteration, parameters } of moments) {
      if (performance.now() - since > SLICE) {
        await pause();
        since = performance.now();
      }
      if (signal.aborted) break;
      const [a, b] = finders.map((finder) => finder.answers(parameters));
      const { sign } = parityWeight({ ...model, weightForm: 'parity' }, parameters);
      const game = gameOf([a, b], correlations, sign);
      frames.push({ iteration, game, a: questionAnswers(a), b: questionAnswers(b) });
    }
  } finally {
    for (const finder of finders) finder.close();
  }
  return frames;
}

/**
 * Trains all players and finds how each plays from its beginning to its end.
 *
 * @param fit - where trainings run
 * @returns null if it was ended early
 * @throws what `fit` throws
 */
export async function trainGames(
  settings: GameSettings,
  fit: Fit,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<GameRun[] | null> {
  let done = 0;
  const runs = await Promise.all(
    PLAYERS.map(async (player): Promise<GameRun> => {
      const job = gameJob(player, settings);
      const { model } = learningTask(job.task);
      const moments: Moment[] = [{ iteration: 0, parameters: model.parameters }];
      const onEvent = (event: TaskEvent): void => {
        const moment = momentOf(event);
        if (moment === null) return;
        moments.push(moment);
        done += 1;
        onProgress(done / (PLAYERS.length * FRAMES));
      };
      await fit(job, onEvent, signal);
      const frames = await measured(model, settings.embedding, moments, signal);
      return { ...player, seed: settings.seed, frames };
    }),
  );
  return signal.aborted ? null : runs;
}
