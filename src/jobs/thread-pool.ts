import { processors, workerScript } from '#thread';
import { EbitError } from '../errors.js';
import type { Executor } from './job.js';
import { lost, openSeat, type Seat } from './seat.js';
import { RUN } from './worker-messages.js';

/** How threads are started. */
export interface ThreadPoolOptions {
  /** How many, from 1; as many as there are processors unless told. */
  readonly workers?: number;
  /** Where the worker's program is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL;
}

/** Beyond any machine this is for, and low enough that a slip starts no thousands of threads. */
const MAX_WORKERS = 1024;

/**
 * Returns an executor that runs each job in a thread of its own: a worker thread, or a Web Worker in a browser.
 *
 * Threads start when they are needed and stay for the next job until `close`. A job that comes when all are busy waits.
 * A thread that ends while it runs a job, or a job that throws what is no EbitError, is reported as lost.
 *
 * @throws EbitError 'range' for a number of workers that is not an integer from 1 to 1024
 * @example
 * const threads = await threadPool({ workers: 2 });
 * const results = await runSweep(threads, jobs).finally(() => threads.close());
 */
export function threadPool(options: ThreadPoolOptions = {}): Promise<Executor> {
  return openThreads(RUN, options);
}

/**
 * Returns an executor for another kind of job, as {@link threadPool} for fits.
 *
 * @param method - what the worker calls that kind
 * @throws EbitError as `threadPool`
 */
export async function openThreads<J, R, E>(method: string, options: ThreadPoolOptions): Promise<Executor<J, R, E>> {
  const { workers = processors(), script = workerScript() } = options;
  if (!Number.isInteger(workers) || workers < 1 || workers > MAX_WORKERS) {
    throw new EbitError('range', `The number of workers is ${workers}; give an integer from 1 to ${MAX_WORKERS}.`);
  }
  const seats = Array.from({ length: workers }, () => openSeat(script));
  // The seat that was given back last is taken first: its thread is there already.
  const free = [...seats];
  const waiting: ((seat: Seat) => void)[] = [];
  const freeSeat = () => free.pop() ?? new Promise<Seat>((resolve) => waiting.push(resolve));
  let closed = false;

  const run = async (job: J, onEvent: (event: E) => void, signal: AbortSignal | undefined): Promise<R> => {
    const seat = await freeSeat();
    try {
      if (closed) throw lost('the pool is closed');
      return (await seat.run(method, job, (event) => onEvent(event as E), signal)) as R;
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(seat);
      else next(seat);
    }
  };
  return {
    width: workers,
    run,
    async close() {
      closed = true;
      await Promise.all(seats.map((seat) => seat.end()));
    },
  };
}
