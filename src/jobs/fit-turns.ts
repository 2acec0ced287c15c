import { pause } from '../pause.js';
import type { FitOutcome } from '../tasks/outcome.js';
import { type FitStep, fitInSteps, type StepScores } from '../tasks/step-fit.js';
import { contextOf } from './job-context.js';
import type { FitAnswer, FitOrder } from './worker-messages.js';

/** How long one fit computes before the next has its turn, milliseconds. No number depends on it. */
const TURN = 40;

/** How fits that take turns are heard. */
export interface FitEars {
  answer(fit: number, answer: FitAnswer): void;
  fail(fit: number, error: unknown): void;
}

/** A fit that is under way in this thread. */
interface Entrant {
  readonly fit: number;
  readonly steps: AsyncGenerator<FitStep, FitOutcome, void>;
  /** How many steps are still asked for. */
  left: number;
  /** The last call of `step`, and the last that was answered. */
  call: number;
  answered: number;
  /** Whether nothing was told of it yet. */
  isNew: boolean;
}

/**
 * Returns how orders about fits are carried out in this thread: several are under way, and each is taken on in turn. One
 * that stands still is one that nobody asks for a step.
 */
export function fitTurns({ answer, fail }: FitEars): (fit: number, order: FitOrder) => void {
  const entrants = new Map<number, Entrant>();
  let isRunning = false;

  const open = (fit: number, { job }: Extract<FitOrder, { kind: 'open' }>) => {
    const { task, ...context } = contextOf(job, (event) => {
      if (event.kind === 'checkpoint' || event.kind === 'thread-lost') answer(fit, { kind: 'event', event });
    });
    entrants.set(fit, { fit, steps: fitInSteps(task, context), left: 0, call: 0, answered: 0, isNew: true });
  };

  const turn = async (entrant: Entrant): Promise<void> => {
    const { fit, steps } = entrant;
    const start = performance.now();
    const losses: number[] = [];
    const evaluations: StepScores[] = [];
    let last: FitStep | null = null;
    const tell = () => {
      if (last === null) return;
      const { iteration, parameters } = last;
      const busy = performance.now() - start;
      const told = { losses: Float64Array.from(losses), evaluations, parameters: parameters.slice() };
      answer(fit, { kind: 'event', event: { kind: 'steps', iteration, ...told, busy } });
      entrant.isNew = false;
    };
    while (entrant.left > 0 && performance.now() - start < TURN) {
      const { call } = entrant;
      const next = await steps.next();
      if (entrants.get(fit) !== entrant) return;
      if (next.done) {
        entrants.delete(fit);
        tell();
        answer(fit, { kind: 'done', outcome: next.value });
        return;
      }
      last = next.value;
      losses.push(last.loss);
      evaluations.push(...last.evaluations);
      // A call that came in the meantime asks for steps from then on.
      if (entrant.call === call) entrant.left -= 1;
      if (entrant.isNew) break;
    }
    tell();
    if (entrant.left > 0) return;
    entrant.answered = entrant.call;
    answer(fit, { kind: 'still', call: entrant.call });
  };

  const goOn = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      const awake = [...entrants.values()].filter(({ left, call, answered }) => left > 0 || answered < call);
      if (awake.length === 0) break;
      for (const entrant of awake) {
        const { fit } = entrant;
        if (entrants.get(fit) !== entrant) continue;
        try {
          await turn(entrant);
        } catch (error) {
          if (entrants.delete(fit)) fail(fit, error);
        }
        await pause();
      }
    }
    isRunning = false;
  };

  return (fit, order) => {
    if (order.kind === 'open') {
      try {
        open(fit, order);
      } catch (error) {
        fail(fit, error);
      }
      return;
    }
    const entrant = entrants.get(fit);
    if (entrant === undefined) return;
    if (order.kind === 'close') {
      entrants.delete(fit);
      // Its sessions are given back as soon as the step that is under way is done.
      void entrant.steps.return(undefined as never).catch(() => {});
      return;
    }
    entrant.left = order.count;
    entrant.call = order.call;
    void goOn();
  };
}
