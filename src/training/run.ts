import { EbitError } from '../errors.js';
import { pause, SLICE } from '../pause.js';
import { batches } from './batches.js';
import { openDescent } from './descent.js';
import { isExhausted } from './early-stop.js';
import type { FitPlan } from './fit-options.js';
import { historyRecorder } from './history.js';
import type { Learner } from './learner.js';
import type { Progress } from './progress.js';
import type { RunState } from './run-state.js';
import type { Scores } from './scores.js';
import { type BestState, betterOf } from './watched-metric.js';

/** Why a run ended: all iterations are done, what it watches of the validation rows got no better, or its signal said so. */
export type StopReason = 'iterations' | 'early' | 'aborted';

/** Where a run has ended. */
export interface RunEnd extends RunState {
  /** Of the last parameters. */
  readonly scores: Scores;
  /** The best of the history's evaluations and the end; null where the fit does not keep it. */
  readonly kept: BestState | null;
  readonly stopped: StopReason;
}

/** Who watches a run. */
export interface RunWatch {
  /** Ends it before its next iteration. */
  readonly signal?: AbortSignal | undefined;
  /** Is handed the state every `checkpointEvery` iterations; the run goes on when its promise is kept. */
  readonly save?: (state: RunState) => void | Promise<void>;
}

/** The first multiple of `every` above `iteration`; Infinity where `every` is null. */
function nextAfter(iteration: number, every: number | null): number {
  return every === null ? Number.POSITIVE_INFINITY : iteration - (iteration % every) + every;
}

/**
 * The loop of every training: one step, one update and one store an iteration.
 *
 * It yields its progress every `progressEvery` iterations and after the last, returns where it has ended, and stands still
 * for as long as nobody asks for more.
 *
 * @param from - where to go on from; null for the learner's start
 * @throws EbitError 'not-finite' if the loss leaves the finite numbers
 */
export async function* run(
  learner: Learner,
  plan: FitPlan,
  from: RunState | null,
  { signal, save }: RunWatch,
): AsyncGenerator<Progress, RunEnd, void> {
  const { iterations, evaluateEvery, progressEvery, earlyStop, restoreBest, seed } = plan;
  const checkpointEvery = save === undefined ? null : plan.checkpointEvery;
  const { init, update } = openDescent(plan, learner.angles, learner.samples, learner.isLogits);
  const minibatches = batches(learner.samples, plan.batch, seed ?? 0, plan.sampling);
  const parameters = from?.parameters ?? learner.start.slice();
  const moments = from?.optimiser ?? init(parameters.length);
  const gradient = new Float64Array(parameters.length);
  const recorder = historyRecorder(iterations, from?.history ?? null);
  let iteration = from?.iteration ?? 0;
  let loss = 0;

  // The start is judged when somebody first asks how the run goes, so that its first step need not wait for it.
  let isStartJudged = from !== null;
  let best = from?.best ?? null;
  const judge = (at: number, judged: Float64Array) => {
    const scores = learner.scores(judged);
    recorder.recordScores(at, scores);
    if (restoreBest !== null) best = betterOf(restoreBest, best, at, judged, scores);
  };
  const history = () => {
    if (!isStartJudged) judge(0, learner.start);
    isStartJudged = true;
    return recorder;
  };
  const state = (): RunState => {
    // First, for it may be that the best is found by it.
    const course = history().snapshot();
    return { iteration, parameters, optimiser: moments, history: course, best };
  };
  const isOver = () => earlyStop !== null && isExhausted(history().validationValues(earlyStop.metric), earlyStop);

  /** Goes on to an iteration, or until the slice ends if that comes first. */
  const goOn = async (until: number, sliceEnd: number): Promise<void> => {
    do {
      const step = learner.step(parameters, minibatches.at(iteration), gradient, iteration);
      loss = typeof step === 'number' ? step : await step;
      if (!Number.isFinite(loss)) {
        const { learningRate } = plan.optimiser;
        throw new EbitError(
          'not-finite',
          `The loss became ${loss} at iteration ${iteration}; lower the learning rate of ${learningRate}.`,
        );
      }
      update(moments, gradient, parameters, iteration);
      recorder.recordLoss(loss);
      iteration += 1;
    } while (iteration < until && performance.now() < sliceEnd);
  };

  let stopped: StopReason = isOver() ? 'early' : 'iterations';
  let sliceEnd = performance.now() + SLICE;
  while (iteration < iterations && stopped === 'iterations') {
    if (signal?.aborted) {
      stopped = 'aborted';
      break;
    }
    const due = [evaluateEvery, progressEvery, checkpointEvery].map((every) => nextAfter(iteration, every));
    await goOn(Math.min(iterations, ...due), sliceEnd);
    if (iteration % evaluateEvery === 0) {
      history();
      judge(iteration, parameters);
      if (isOver()) stopped = 'early';
    }
    if (checkpointEvery !== null && iteration % checkpointEvery === 0) await save?.(state());
    if (iteration % progressEvery === 0 || iteration === iterations || stopped === 'early') {
      const shown = plan.progressParameters ? { parameters: parameters.slice() } : {};
      yield { seed, iteration, iterations, loss, scores: history().latestScores(), ...shown };
    }
    if (performance.now() >= sliceEnd) {
      await pause();
      sliceEnd = performance.now() + SLICE;
    }
  }
  const scores = iteration % evaluateEvery === 0 ? history().latestScores() : learner.scores(parameters);
  const end = state();
  const kept = restoreBest === null ? null : betterOf(restoreBest, end.best, iteration, parameters, scores);
  return { ...end, scores, kept, stopped };
}
