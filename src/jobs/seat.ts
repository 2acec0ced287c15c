import { startThread } from '#thread';
import { EbitError } from '../errors.js';
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
  /** Ends the thread, and with it the job that runs. */
  end(): Promise<void>;
}

/** The error for a job whose worker is gone, so that it may be tried again; one line, whatever the runtime says. */
export function lost(why: string): EbitError {
  const line = why.replace(/\s+/g, ' ').replace(/[. ]*$/, '');
  return new EbitError('worker', `A worker was lost: ${line}.`);
}

/** Returns a seat for threads that run the program at `script`. */
export function openSeat(script: URL): Seat {
  let thread: Thread | null = null;
  let task: { hear(message: WorkerMessage): void; lose(why: string): void } | null = null;
  const listener = {
    message: (message: unknown) => task?.hear(message as WorkerMessage),
    lost(why: string) {
      thread = null;
      task?.lose(why);
    },
  };
  const end = async (why: string) => {
    const ending = thread?.end();
    thread = null;
    task?.lose(why);
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
            if (message.kind === 'failed') return void end(message.why);
            settle();
            if (message.kind === 'done') resolve(message.result);
            else reject(new EbitError(message.code, message.message));
          },
          lose(why) {
            settle();
            reject(lost(why));
          },
        };
        signal?.addEventListener('abort', abort);
        try {
          thread ??= startThread(script, listener);
          post({ kind: 'job', method, job, ended: signal?.aborted ?? false });
        } catch (error) {
          task.lose(error instanceof Error ? error.message : String(error));
        }
      }),
    end: () => end('the pool is closed'),
  };
}
