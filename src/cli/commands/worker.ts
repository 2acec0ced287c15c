import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { EbitError } from '../../errors.js';
import { isFolder } from '../../node/files.js';
import { folderStore } from '../../node/folder-store.js';
import type { RedisWorker, WorkerEvent } from '../../node/redis/worker.js';
import { NUMERICS } from '../../numerics.js';
import { plural } from '../../plural.js';
import { breastCancerTable, installation } from '../installation.js';
import { listenForInterruption } from '../interruption.js';
import { addRedisFlags, type RedisFlags, redisOptions } from '../redis-flags.js';
import type { Terminal } from '../terminal.js';
import type { Context, Registration } from './context.js';

interface WorkerCommandOptions extends RedisFlags {
  readonly concurrency?: string;
  readonly data?: readonly string[];
  readonly store?: string;
  readonly lock?: string;
  readonly grace?: string;
  readonly idle?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
    $ ebit worker --redis redis://10.0.0.7:6379                  on as many machines as there are
    $ ebit worker --redis redis://10.0.0.7:6379 --data tables    with the CSV tables that tasks learn from
    $ REDIS_URL=rediss://:PASSWORD@host ebit worker --concurrency 4
    $ ebit worker --redis redis://10.0.0.7:6379 --idle 60        ends when there is nothing more to do

SIGTERM or SIGINT ends a worker well (exit code 0): it takes no more tasks, gives trainings back with their checkpoints,
and lets everything else go on for --grace seconds before it gives that back too. A second one ends it at once (130). A
worker that is lost costs a training what it did since its last checkpoint; another one goes on from there.
With --store there is nothing to collect: outcomes, checkpoints and failures stand in the store, where
"ebit study status" and "results" find them, and stay in Redis for a day.
A task names a table by what stands in it: a worker looks for it in the CSV files of the folders given by --data.
Whoever can write to this Redis can give this worker work, but no code, and no path to read.`;

/** `ebit worker` */
export const registerWorker: Registration = (program, context) => {
  const command = program
    .command('worker')
    .summary('compute tasks that Redis brings from elsewhere')
    .description('Takes tasks from a queue in Redis, computes them, and brings their outcomes there.');
  addRedisFlags(command)
    .option('--concurrency <n>', 'how many tasks at once (default: as many as there are processors)')
    .option('--data <folder>', 'a folder with CSV tables that tasks learn from; may be given again', collect)
    .option('--store <folder>', "keep outcomes there too, such as in a study's folder that all machines see")
    .option('--lock <seconds>', 'after how long without a word from this worker another one takes over (default: 15)')
    .option('--grace <seconds>', 'how long tasks that leave no checkpoint go on after SIGTERM (default: 10)')
    .option('--idle <seconds>', 'end after so long without a task (default: never)')
    .option('--json', 'print a line of JSON for everything that happens')
    .addHelpText('after', EXAMPLES)
    .action((options: WorkerCommandOptions) => work(options, context));
};

function collect(word: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), word];
}

/** A whole number of a flag. @throws EbitError 'usage' for anything else */
function whole(flag: string, word: string | undefined, standard: number, least: number, most: number): number {
  const number = word === undefined ? standard : Number(word);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new EbitError('usage', `--${flag} is ${word}; give an integer from ${least} to ${most}.`);
}

async function work(options: WorkerCommandOptions, { terminal }: Context): Promise<void> {
  const concurrency = whole('concurrency', options.concurrency, availableParallelism(), 1, 1024);
  const lock = whole('lock', options.lock, 15, 1, 3600);
  const grace = whole('grace', options.grace, 10, 0, 3600);
  const idle = options.idle === undefined ? null : whole('idle', options.idle, 0, 1, 1_000_000);
  const redis = redisOptions(options, process.env);
  const missing = options.data?.find((folder) => !isFolder(folder));
  if (missing !== undefined) throw new EbitError('usage', `--data ${missing} is no folder; give one with CSV tables.`);
  // The table that comes with ebit is there wherever ebit is.
  const data = [...(options.data ?? []), dirname(breastCancerTable())];
  const say = speaker(terminal, options.json ?? false);
  const interruption = listenForInterruption(terminal);
  const ended = new Promise<void>((resolve) => {
    if (interruption.signal.aborted) resolve();
    interruption.signal.addEventListener('abort', () => resolve());
  });
  let idling: NodeJS.Timeout | undefined;
  try {
    // Loaded on demand, with the packages that it needs.
    const { redisWorker } = await import('../../node/redis/worker.js');
    const worker: RedisWorker = await redisWorker({
      ...redis,
      concurrency,
      lock,
      data,
      ...(options.store === undefined ? {} : { store: folderStore(options.store) }),
      script: installation().worker,
      onNote: terminal.note,
      onEvent: say.event,
    });
    say.listening(worker.address, concurrency);
    const bored = new Promise<void>((resolve) => {
      if (idle === null) return;
      let busyAt = performance.now();
      let count = 0;
      idling = setInterval(() => {
        if (worker.running > 0 || say.count() !== count) busyAt = performance.now();
        count = say.count();
        if (performance.now() - busyAt >= 1000 * idle) resolve();
      }, 100);
    });
    await Promise.race([ended, bored]);
    await worker.drain(grace);
    say.ended();
  } finally {
    clearInterval(idling);
    interruption.release();
  }
}

/** Where nobody is to be bored, how long it is quiet between two lines about what is done, milliseconds. */
const QUIET = 20_000;

/** Says what a worker does: a line now and then, or one of JSON for everything. */
function speaker(terminal: Terminal, isJson: boolean) {
  const counts = { done: 0, failed: 0, 'handed back': 0 };
  const all = () =>
    `${plural(counts.done, 'task')} done, ${counts.failed} failed, ${counts['handed back']} handed back`;
  const json = (event: object) => terminal.data(`${JSON.stringify(event)}\n`);
  let next = 0;
  return {
    listening(redis: string, concurrency: number): void {
      if (isJson) json({ kind: 'listening', redis, concurrency, numerics: NUMERICS });
      const at = `at ${redis} for tasks of numerics version ${NUMERICS}`;
      terminal.note(`Listening ${at}, ${concurrency} at once.`);
      next = performance.now() + QUIET;
    },
    event(event: WorkerEvent): void {
      if (event.kind !== 'begun') counts[event.kind] += 1;
      if (isJson) json(event);
      if (event.kind === 'failed') terminal.note(`${event.id} failed [${event.code}]: ${event.message}`);
      if (performance.now() < next) return;
      next = performance.now() + QUIET;
      terminal.note(`${all()}.`);
    },
    /** How many tasks have come and gone. */
    count: () => counts.done + counts.failed + counts['handed back'],
    ended(): void {
      if (isJson) json({ kind: 'ended', done: counts.done, failed: counts.failed, handedBack: counts['handed back'] });
      else terminal.data(`${all()}\n`);
    },
  };
}
