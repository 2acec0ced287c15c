import { processors } from '#thread';
import { refuseAborted } from '../abort.js';
import { asyncDisposable } from '../disposal.js';
import { checkedFunction, checkedSignal, checkedWhole, checkOptions } from '../options.js';
import type { Executor, SteppingExecutor } from './job.js';
import { scriptFor } from './script.js';
import { closedPool, openSeat, type Seat } from './seat.js';
import { MAX_THREADS } from './thread.js';

/** How threads are started. */
export interface ThreadPoolOptions {
  /** How many, from 1; as many as there are processors unless told. */
  readonly workers?: number;
  /**
   * Where the worker's program is, as a URL or an absolute address; the built `worker.js` beside the built library unless
   * told. One of another origin is started by way of a Blob.
   */
  readonly script?: URL | string;
}

/** A pool of threads, which `await using` closes. */
export interface ThreadPool extends SteppingExecutor, AsyncDisposable {}

/**
 * Returns an executor that runs each job in a thread of its own: a worker thread, or a Web Worker in a browser. Fits that are
 * opened share the threads, as evenly as they come.
 *
 * Threads start when they are needed and stay for the next job until `close`, which `await using` calls. Idle ones do not keep
 * a program of Node or Bun from ending. A job that comes when all are busy waits.
 * A thread that ends while it runs a job, or a job that throws what is no EbitError, is reported as lost.
 *
 * @throws EbitError 'range' for a number of workers that is not an integer from 1 to 1024; 'worker' for a script that is no
 *   address; 'runtime' where there are no threads, or their program is nowhere to be found; 'config' for an unknown option.
 *   Its `run` throws 'worker' for a thread that is lost, 'runtime' for a program that is not there or does not start,
 *   'aborted' for a job whose signal was aborted before there was a thread, and 'closed' after `close`, which may be called
 *   again
 * @example
 * const threads = await threadPool({ workers: 2 });
 * const results = await runSweep(threads, jobs).finally(() => threads.close());
 */
export async function threadPool(options: ThreadPoolOptions = {}): Promise<ThreadPool> {
  checkOptions('threadPool', options, { workers: true, script: true });
  if (options.workers !== undefined) checkedWhole('The number of workers', options.workers, 1, MAX_THREADS);
  const script = scriptFor(options.script);
  const { workers = processors() } = options;
  const program = { script, hasBegun: false };
  const seats = Array.from({ length: workers }, () => openSeat(program));
  const free = [...seats];
  const waiting: ((seat: Seat) => void)[] = [];
  const freeSeat = () => {
    // The seat that was given back last is taken first: its thread is there already. Better is one without open fits.
    const idlest = free.reduce((best, seat, i) => (seat.fits <= free[best].fits ? i : best), 0);
    return free.length > 0 ? free.splice(idlest, 1)[0] : new Promise<Seat>((resolve) => waiting.push(resolve));
  };
  let closed = false;

  const run: Executor['run'] = async (job, onEvent, signal) => {
    checkedFunction('onEvent', onEvent);
    checkedSignal(signal);
    if (closed) throw closedPool();
    const seat = await freeSeat();
    try {
      if (closed) throw closedPool();
      if (!seat.isStarted) refuseAborted('Stopped before a thread was started for the job.', signal);
      return await seat.run(job, onEvent, signal);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(seat);
      else next(seat);
    }
  };
  return asyncDisposable<SteppingExecutor>({
    width: workers,
    run,
    open(job, onEvent) {
      checkedFunction('onEvent', onEvent);
      if (closed) throw closedPool();
      const load = (seat: Seat) => seat.fits + (free.includes(seat) ? 0 : 1);
      return seats.reduce((least, seat) => (load(seat) < load(least) ? seat : least)).open(job, onEvent);
    },
    async close() {
      closed = true;
      await Promise.all(seats.map((seat) => seat.end()));
    },
  });
}
