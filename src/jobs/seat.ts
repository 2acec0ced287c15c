import { startThread } from '#thread';
import { aborted } from '../abort.js';
import { EbitError, type EbitErrorCode, messageOf } from '../errors.js';
import type { Executor, FitJob, StepEvent, SteppedFit } from './job.js';
import { scriptMend, shownAddress } from './script.js';
import { type FitHandle, fitHandle } from './stepped-fit.js';
import type { Thread } from './thread.js';
import type { PoolMessage, WorkerMessage } from './worker-messages.js';

/** A place for one thread, which is started when it is first needed and again after it was lost. */
export interface Seat {
  /** Runs one job; the next may begin when its promise is settled. */
  readonly run: Executor['run'];
  /** Opens a fit that takes turns with the others here. */
  open(job: FitJob, onEvent: (event: StepEvent) => void): SteppedFit;
  /** Whether its thread is there. */
  readonly isStarted: boolean;
  /** How many fits are open. */
  readonly fits: number;
  /** Ends the thread, and with it all that runs, which then says that the pool is closed. */
  end(): Promise<void>;
}

/** What a runtime says of a thread, in one line without its end. */
function oneLine(why: string): string {
  return why.replace(/\s+/g, ' ').replace(/[. ]*$/, '');
}

/** The error for a job whose worker is gone, so that it may be tried again. */
export function lost(why: string): EbitError {
  return new EbitError('worker', `A worker was lost: ${oneLine(why)}.`);
}

/** The error for a job of a pool that is closed: to try it there again is in vain. */
export function closedPool(): EbitError {
  return new EbitError('closed', 'The pool of threads is closed; open another one with threadPool().');
}

/** The error for a pool whose threads' program does not come so far as to listen: no other job would fare better. */
function notBegun(script: URL, why: string): EbitError {
  return new EbitError(
    'runtime',
    `The program for threads, ${shownAddress(script)}, did not start: ${oneLine(why)}. ${scriptMend}`,
  );
}

/** What a thread refused; the reason of a signal cannot travel, but it is known here. */
function refusal({ code, message }: { readonly code: EbitErrorCode; readonly message: string }, signal?: AbortSignal) {
  return code === 'aborted' ? aborted(message, signal) : new EbitError(code, message);
}

/** The program of a pool's threads. */
export interface ThreadProgram {
  readonly script: URL;
  /** Whether it has ever listened: then a thread that does not come so far is one that was lost like any other. */
  hasBegun: boolean;
}

/** Returns a seat for threads that run a program. */
export function openSeat(program: ThreadProgram): Seat {
  const { script } = program;
  let thread: Thread | null = null;
  let task: { hear(message: WorkerMessage): void; lose(error: EbitError): void } | null = null;
  const fits = new Map<number, FitHandle>();
  let lastFit = 0;
  const hold = () => thread?.hold(task !== null || [...fits.values()].some(({ isAwaited }) => isAwaited));
  const loseAll = (error: EbitError) => {
    task?.lose(error);
    for (const { lose } of [...fits.values()]) lose(error);
  };
  const end = async (error: EbitError) => {
    const ending = thread?.end();
    thread = null;
    loseAll(error);
    await ending;
  };
  const listener = {
    message(sent: unknown) {
      program.hasBegun = true;
      const message = sent as WorkerMessage;
      if (message.kind === 'failed') void end(lost(message.why));
      else if (message.kind === 'fit') fits.get(message.fit)?.hear(message.answer);
      else task?.hear(message);
      hold();
    },
    lost(why: string, hasBegun: boolean) {
      thread = null;
      program.hasBegun ||= hasBegun;
      loseAll(program.hasBegun ? lost(why) : notBegun(script, why));
    },
  };
  /** Sends to the thread, which is started if there is none; what cannot be done is told to `lose`. */
  const send = (message: PoolMessage, lose: (error: EbitError) => void) => {
    try {
      thread ??= startThread(script, listener);
      hold();
      thread.post(message);
    } catch (error) {
      // Without a thread nothing has begun; else it is what was to be sent that cannot be.
      lose(thread === null ? notBegun(script, messageOf(error)) : lost(messageOf(error)));
    }
  };
  return {
    run: (job, onEvent, signal) =>
      new Promise((resolve, reject) => {
        const abort = () => thread?.post({ kind: 'end' });
        const settle = () => {
          task = null;
          signal?.removeEventListener('abort', abort);
        };
        const lose = (error: EbitError) => {
          settle();
          reject(error);
        };
        task = {
          hear(message) {
            if (message.kind === 'event') return onEvent(message.event);
            settle();
            if (message.kind === 'done') resolve(message.result);
            else if (message.kind === 'refused') reject(refusal(message, signal));
          },
          lose,
        };
        signal?.addEventListener('abort', abort);
        send({ kind: 'job', job, ended: signal?.aborted ?? false }, lose);
      }),
    open(job, onEvent) {
      lastFit += 1;
      const fit = lastFit;
      const handle = fitHandle(
        // A thread that was lost has taken its fits along; there is nothing to send to another one.
        (order) => send({ kind: 'fit', fit, order }, (error) => handle.lose(error)),
        onEvent,
        () => fits.delete(fit),
      );
      fits.set(fit, handle);
      send({ kind: 'fit', fit, order: { kind: 'open', job } }, handle.lose);
      return handle.fit;
    },
    get isStarted() {
      return thread !== null;
    },
    get fits() {
      return fits.size;
    },
    end: () => end(closedPool()),
  };
}
