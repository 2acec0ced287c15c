import { processors, workerScript } from '#thread';
import { refuseAborted } from '../abort.js';
import { EbitError } from '../errors.js';
import { checkedFunction, checkedSignal, checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import type { Executor, SteppingExecutor } from './job.js';
import { closedPool, openSeat, type Seat } from './seat.js';
import { MAX_THREADS } from './thread.js';

/** How threads are started. */
export interface ThreadPoolOptions {
  /** How many, from 1; as many as there are processors unless told. */
  readonly workers?: number;
  /** Where the worker's program is; the built `worker.js` beside the built library unless told. */
  readonly script?: URL;
}

/** The address of a worker's program; a URL is told by its href, since programs of several realms have several URLs. */
function checkedScript(script: URL): URL {
  const given: unknown = script;
  if (typeof given === 'object' && given !== null && 'href' in given && typeof given.href === 'string') return script;
  throw new EbitError(
    'worker',
    `${shownValue(given)} is no address of a worker's program; give a URL, such as new URL('./worker.js', import.meta.url).`,
  );
}

/**
 * Returns an executor that runs each job in a thread of its own: a worker thread, or a Web Worker in a browser. Fits that are
 * opened share the threads, as evenly as they come.
 *
 * Threads start when they are needed and stay for the next job until `close`. A job that comes when all are busy waits.
 * A thread that ends while it runs a job, or a job that throws what is no EbitError, is reported as lost.
 *
 * @throws EbitError 'range' for a number of workers that is not an integer from 1 to 1024; 'worker' for a script that is no
 *   URL; 'config' for an unknown option. Its `run` throws 'worker' for a thread that is lost, 'runtime' for a program that
 *   is not there or does not start, 'aborted' for a job whose signal was aborted before there was a thread, and 'closed' after
 *   `close`, which may be called again
 * @example
 * const threads = await threadPool({ workers: 2 });
 * const results = await runSweep(threads, jobs).finally(() => threads.close());
 */
export async function threadPool(options: ThreadPoolOptions = {}): Promise<SteppingExecutor> {
  checkOptions('threadPool', options, { workers: true, script: true });
  const { workers = processors(), script: given } = options;
  checkedWhole('The number of workers', workers, 1, MAX_THREADS);
  const script = given === undefined ? workerScript() : checkedScript(given);
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
  return {
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
  };
}
