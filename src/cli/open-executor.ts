import type { Executor } from '../jobs/job.js';
import { threadPool } from '../jobs/thread-pool.js';
import type { RedisOptions } from '../node/redis/redis-options.js';
import { installation } from './installation.js';
import type { Terminal } from './terminal.js';

/** Where tasks are run: in how many threads of this machine, or by the workers of which Redis. */
export type RunBy = number | RedisOptions;

/** Opens it. @throws EbitError as `threadPool`, `redisExecutor` */
export async function openExecutor(by: RunBy, terminal: Terminal): Promise<Executor> {
  if (typeof by === 'number') return threadPool({ workers: by, script: installation().worker });
  // Loaded on demand: most runs have no use for it.
  const { redisExecutor } = await import('../node/redis/executor.js');
  return redisExecutor({ ...by, onNote: terminal.note });
}
