import type * as BullMQ from 'bullmq';
import type { Redis } from 'ioredis';

/** How often is looked, milliseconds. */
const EVERY = 2000;

/** How many are looked at, those that are due first. */
const AT_ONCE = 1000;

/**
 * Brings tasks that wait for another try back into the queue when they have waited for long enough.
 *
 * BullMQ does so when the time is over that the clock of the machine said on which the task failed, by the clock of whoever
 * looks: where that is five hours behind, five hours too late. Here it counts how long ago the task was first seen to wait,
 * which no clock has a part in.
 *
 * @returns how to stop looking
 */
export function watchOverdue(client: Redis, queue: BullMQ.Queue, { Job }: typeof BullMQ): () => void {
  let seen = new Map<string, number>();
  const look = async (): Promise<void> => {
    const ids = await client.zrange(queue.toKey('delayed'), 0, AT_ONCE - 1);
    const waits = await Promise.all(ids.map((id) => client.hget(queue.toKey(id), 'delay')));
    const before = seen;
    seen = new Map();
    for (const [i, id] of ids.entries()) {
      // It waits longer for each further try, by which those are told apart.
      const wait = `${id} ${waits[i]}`;
      const since = before.get(wait) ?? performance.now();
      if (performance.now() - since < Number(waits[i])) seen.set(wait, since);
      else await (await Job.fromId(queue, id))?.promote();
    }
  };
  // While Redis is away nothing waits there, and what came back by itself needs nobody.
  const timer = setInterval(() => void look().catch(() => {}), EVERY);
  return () => clearInterval(timer);
}
