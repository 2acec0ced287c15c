// What Redis holds beside a task while a worker has it: its latest checkpoint, then its outcome.
import type { Queue, Job as QueuedJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { messageOf } from '../../errors.js';
import type { TaskEvent } from '../../tasks/run-context.js';
import { type Checkpoint, parseCheckpoint } from '../../training/checkpoint.js';
import { keysOf } from './task-queue.js';

/** A task that this worker has, as Redis sees it. */
export interface CarriedTask {
  /** What was found there: the outcome, where somebody was quicker, as text; else where to go on from. */
  found(): Promise<{ readonly outcome: string | null; readonly checkpoint: Checkpoint | null }>;
  /** Passes on what the task says, without waiting: its checkpoints all, of anything else now and then some. */
  hear(event: TaskEvent): void;
  /** Keeps a last checkpoint, when all before it are kept. */
  keepCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** Keeps the outcome, after which there is no checkpoint any more. */
  keepOutcome(text: string): Promise<void>;
}

/** How often a task's progress is passed on, milliseconds. */
const PROGRESS_EVERY = 1000;

/**
 * Keeps a text beside a task for as long as the task is there and nobody else has it. A task that gets on is not one that
 * its workers are lost of: their count begins anew.
 */
const KEEP = `if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local lock = redis.call('GET', KEYS[2])
if lock and lock ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[3], ARGV[2], 'EX', ARGV[3])
redis.call('HSET', KEYS[1], 'stc', 0)
if KEYS[4] then redis.call('DEL', KEYS[4]) end
return 1`;

/** How a task is carried. */
export interface CarriedTaskOptions {
  /** Called when another worker has the task by now, or nobody wants it any more. */
  readonly lose: () => void;
  readonly note: (text: string) => void;
  /** For how long what it comes to stays, if nobody acknowledges it. */
  readonly seconds: number;
}

export function carriedTask(
  client: Redis,
  queue: Queue,
  job: QueuedJob<string>,
  token: string,
  { lose, note, seconds }: CarriedTaskOptions,
): CarriedTask {
  const id = String(job.id);
  const keys = keysOf(queue, id);
  const keep = async (text: string, key: string, ...obsolete: string[]): Promise<boolean> => {
    const all = [keys.job, keys.lock, key, ...obsolete];
    return (await client.eval(KEEP, all.length, ...all, token, text, seconds)) === 1;
  };
  // One at a time, and the latest next: a slow network is given no queue of them.
  let latest: Checkpoint | null = null;
  let keeping: Promise<void> | null = null;
  // What nobody hears of now is heard of with the next.
  const tell = (what: object): void => void job.updateProgress(what).catch(() => {});
  const keepLatest = async (): Promise<void> => {
    while (latest !== null) {
      const text = JSON.stringify(latest);
      latest = null;
      try {
        if (await keep(text, keys.checkpoint)) tell({ kind: 'checkpoint' });
        else lose();
      } catch (error) {
        note(`A checkpoint of ${id} was not kept: ${messageOf(error)}`);
      }
    }
    keeping = null;
  };
  let nextProgress = performance.now() + PROGRESS_EVERY;
  return {
    async found() {
      const [outcome, text] = await client.mget(keys.outcome, keys.checkpoint);
      return { outcome, checkpoint: text === null ? null : readable(text) };
    },
    hear(event) {
      if (event.kind === 'checkpoint') {
        latest = event.checkpoint;
        keeping ??= keepLatest();
      } else if (performance.now() >= nextProgress) {
        nextProgress = performance.now() + PROGRESS_EVERY;
        tell(event);
      }
    },
    async keepCheckpoint(checkpoint) {
      await keeping;
      await keep(JSON.stringify(checkpoint), keys.checkpoint);
    },
    async keepOutcome(text) {
      // What is on its way arrives before this, for there is one connection.
      latest = null;
      await keep(text, keys.outcome, keys.checkpoint);
    },
  };
}

/** A checkpoint that cannot be read is as good as none. */
function readable(text: string): Checkpoint | null {
  try {
    return parseCheckpoint(text);
  } catch {
    return null;
  }
}
