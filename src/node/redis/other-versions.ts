import type { Redis } from 'ioredis';
import { NUMERICS } from '../../numerics.js';
import { queueName } from './open-redis.js';
import { versionsKey } from './task-queue.js';

/** How often is looked, milliseconds. */
const EVERY = 60_000;

/**
 * Says so when tasks of another version of the numerics wait, which this worker leaves alone.
 *
 * @returns how to stop looking
 */
export function watchOtherVersions(client: Redis, prefix: string, note: (text: string) => void): () => void {
  let said = '';
  const look = async (): Promise<void> => {
    const versions = (await client.smembers(versionsKey(prefix))).map(Number).filter((one) => one !== NUMERICS);
    const waiting: number[] = [];
    for (const one of versions) if ((await client.llen(`${prefix}:${queueName(one)}:wait`)) > 0) waiting.push(one);
    const now = waiting.sort((a, b) => a - b).join(', ');
    if (now !== said && now !== '') {
      note(
        `Tasks of numerics version ${now} wait; this worker's ebit computes version ${NUMERICS}, whose numbers differ, and ` +
          'leaves them. Start workers of the ebit that submitted them.',
      );
    }
    said = now;
  };
  // While Redis is away there is nothing to be said of it.
  const again = (): void => void look().catch(() => {});
  again();
  const timer = setInterval(again, EVERY);
  return () => clearInterval(timer);
}
