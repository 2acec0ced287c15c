import { startThread } from '#thread';
import { EbitError, messageOf } from '../errors.js';
import type { Thread } from './thread.js';
import type { PoolMessage, WorkerMessage } from './worker-messages.js';

/** A place for one thread, which is started when it is first needed and again after it was lost. */
export interface Seat {
  /** Runs one job; the next may begin when its promise is settled. */
  run(
    method: string,
    job: unknown,
    onEvent: (event: unknown) => void,
    signal: AbortSignal | undefined,
  ): Promise<unknown>;
  /** Ends the thread, and with it the job that runs, which then says that the pool is closed. */
  end(): Promise<void>;
}

/** The error for a job whose worker is gone, so that it may be tried again; one line, whatever the runtime says. */
export function lost(why: string): EbitError {
  const line = why.replace(/\s+/g, ' ').replace(/[. ]*$/, '');
  return new EbitError('worker', `A worker was lost: ${line}.`);
}

/** The error for a job of a pool that is closed: to try it there again is in vain. */
export function closedPool(): EbitError {
  return new EbitError('closed', 'The pool of threads is closed; open another one with threadPool().');
}

/** Returns a seat for threads that run the program at `script`. */
export function openSeat(script: URL): Seat {
  let thread: Thread | null = null;
  let task: { hear(message: WorkerMessage): void; lose(error: EbitError): void } | null = null;
  const listener = {
    message: (message: unknown) => task?.hear(message as WorkerMessage),
    lost(why: string) {
      thread = null;
      task?.lose(lost(why));
    },
  };
  const end = async (error: EbitError) => {
    const ending = thread?.end();
    thread = null;
    task?.lose(error);
    await ending;
  };
  return {
    run: (method, job, onEvent, signal) =>
      new Promise((resolve, reject) => {
        const post = (message: PoolMessage) => thread?.post(message);
        const abort = () => post({ kind: 'end' });
        const settle = () => {
          task = null;
          signal?.removeEventListener('abort', abort);
        };
        task = {
          hear(message) {
            if (message.kind === 'event') return onEvent(message.event);
            if (message.kind === 'failed') return void end(lost(message.why));
            settle();
            if (message.kind === 'done') resolve(message.result);
            else reject(new EbitError(message.code, message.message));
          },
          lose(error) {
            settle();
            reject(error);
          },
        };
        signal?.addEventListener('abort', abort);
        try {
          thread ??= startThread(script, listener);
          post({ kind: 'job', method, job, ended: signal?.aborted ?? false });
        } catch (error) {
          // A thread that did not even start is told by its address, a job that cannot be sent by itself.
          const why = messageOf(error);
          task.lose(lost(thread === null ? `${script.href} did not start: ${why}` : why));
        }
      }),
    end: () => end(closedPool()),
  };
}
