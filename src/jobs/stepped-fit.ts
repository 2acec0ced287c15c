import { EbitError } from '../errors.js';
import { checkedWhole } from '../options.js';
import type { FitOutcome } from '../tasks/outcome.js';
import type { StepEvent, SteppedFit } from './job.js';
import type { FitAnswer, FitOrder } from './worker-messages.js';

/** A fit as its user has it, and where that is told what whoever runs it says. */
export interface FitHandle {
  readonly fit: SteppedFit;
  /** Whether somebody waits for it to stand still. */
  readonly isAwaited: boolean;
  hear(answer: FitAnswer): void;
  /** Ends it with an error. */
  lose(error: unknown): void;
}

/**
 * Returns the user's end of a fit that is taken on in steps somewhere.
 *
 * @param send - brings orders there
 * @param onEvent - hears what the fit says
 * @param onOver - called once, when the fit has ended, however that came
 */
export function fitHandle(
  send: (order: FitOrder) => void,
  onEvent: (event: StepEvent) => void,
  onOver: () => void,
): FitHandle {
  let calls = 0;
  const waiting: ((ending: Promise<FitOutcome | null>) => void)[] = [];
  let ended: (() => Promise<FitOutcome | null>) | null = null;
  const settle = (ending: () => Promise<FitOutcome | null>) => {
    for (const resolve of waiting.splice(0)) resolve(ending());
  };
  const end = (ending: () => Promise<FitOutcome | null>) => {
    if (ended !== null) return;
    ended = ending;
    onOver();
    settle(ending);
  };
  const lose = (error: unknown) => end(() => Promise.reject(error));
  return {
    fit: {
      async step(count) {
        if (count !== undefined) checkedWhole('The number of steps', count, 0, Number.MAX_SAFE_INTEGER);
        if (ended !== null) return ended();
        calls += 1;
        // Before it is sent: that may end the fit.
        const stands = new Promise<FitOutcome | null>((resolve) => waiting.push(resolve));
        send({ kind: 'step', call: calls, count: count ?? Number.POSITIVE_INFINITY });
        return stands;
      },
      close() {
        if (ended === null) send({ kind: 'close' });
        lose(new EbitError('closed', 'The fit is closed; open another one.'));
      },
    },
    get isAwaited() {
      return waiting.length > 0;
    },
    hear(answer) {
      if (ended !== null) return;
      if (answer.kind === 'event') onEvent(answer.event);
      // One that stood still before it heard of the last call does so no longer.
      else if (answer.kind === 'still') answer.call === calls && settle(async () => null);
      else if (answer.kind === 'done') end(async () => answer.outcome);
      else lose(new EbitError(answer.code, answer.message));
    },
    lose,
  };
}
