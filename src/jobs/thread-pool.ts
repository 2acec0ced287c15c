import { EbitError, isEbitError } from '../errors.js';
import type { Executor } from './job.js';
import { RUN, resultOf, type WorkerReply } from './worker-messages.js';

/** How threads are started. */
export interface ThreadPoolOptions {
  /** How many, from 1; as many as there are processors unless told. */
  readonly workers?: number;
  /** Where the worker's program is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL;
}

/** Beyond any machine this is for, and low enough that a slip starts no thousands of threads. */
const MAX_WORKERS = 1024;
/** How long a thread has to end by itself before it is ended, milliseconds; one that computes looks up every 50. */
const PATIENCE = 1000;

function lost(cause: unknown): EbitError {
  const why = cause instanceof Error ? cause.message : String(cause);
  // The pool's own messages go on for many lines, of which the second has the exit code.
  const [first, second = ''] = why.split('\n');
  return new EbitError('worker', `A worker was lost: ${first} ${second.trim()}`.trimEnd(), { cause });
}

/**
 * Returns an executor that runs each job in a thread of its own: a worker thread, or a Web Worker in a browser.
 *
 * Threads start when they are needed and stay for the next job until `close`. A thread that ends while it runs a job, or
 * a job that throws what is no EbitError, is reported as lost.
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
  // Loaded on demand: it looks around for processors as soon as it is loaded, and most programs never start a thread.
  const { default: workerpool } = await import('workerpool');
  const { workers = workerpool.cpus, script = new URL('./worker.js', import.meta.url) } = options;
  if (!Number.isInteger(workers) || workers < 1 || workers > MAX_WORKERS) {
    throw new EbitError('range', `The number of workers is ${workers}; give an integer from 1 to ${MAX_WORKERS}.`);
  }
  const local = workerpool.platform === 'node' && script.protocol === 'file:';
  const place = local ? (await import('node:url')).fileURLToPath(script) : script.href;
  const pool = workerpool.pool(place, {
    maxWorkers: workers,
    workerTerminateTimeout: PATIENCE,
    workerOpts: { type: 'module' },
  });
  let closed = false;

  const run = async (job: J, onEvent: (event: E) => void, signal: AbortSignal | undefined): Promise<R> => {
    if (closed) throw lost('the pool is closed');
    const { port1: end, port2: ended } = new MessageChannel();
    const abort = () => end.postMessage(null);
    signal?.addEventListener('abort', abort);
    let reply: WorkerReply<R>;
    try {
      reply = await pool.exec(method, [job, ended, signal?.aborted ?? false], { on: onEvent, transfer: [ended] });
    } catch (error) {
      throw isEbitError(error) ? error : lost(error);
    } finally {
      signal?.removeEventListener('abort', abort);
      end.close();
    }
    return resultOf(reply);
  };
  return {
    width: workers,
    run,
    async close() {
      closed = true;
      await pool.terminate(true);
    },
  };
}
