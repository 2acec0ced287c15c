// Tasks by way of Redis against the same in threads alone, and how fast tasks are submitted. Goals: 5 ms a task; 10,000 tasks
// in 10 s. Submitter and worker share this process here; apart they share nothing but Redis.

import { quartilesOf } from '../src/benchmark/quartiles.js';
import type { Executor } from '../src/jobs/job.js';
import { runSweep } from '../src/jobs/sweep.js';
import { threadPool } from '../src/jobs/thread-pool.js';
import { submitTasks } from '../src/node/redis/collect.js';
import { redisExecutor } from '../src/node/redis/executor.js';
import { redisWorker } from '../src/node/redis/worker.js';
import { launchRedis, redisAbsence } from '../test/node/redis/launch-redis.js';
import { fitJob } from '../test/node/redis/tasks.js';
import type { Bench } from './bench.js';
import { type Contender, race } from './measure.js';
import { limit, missingRow, timeRow } from './row.js';

const name = 'redis';
const script = new URL('../dist/browser/worker.js', import.meta.url);

export const redis: Bench = {
  name,
  title: 'Tasks of 20 steps by way of Redis, two at once, against two threads',
  async run({ effort, quick, folder }) {
    if (redisAbsence !== null) return [missingRow(name, `no Redis here: ${redisAbsence}`)];
    const count = quick ? 20 : 500;
    const submitted = quick ? 20 : 10_000;
    let seed = 0;
    const fresh = (length: number) => Array.from({ length }, () => fitJob(seed++));
    const server = await launchRedis(folder);
    const pool = await threadPool({ workers: 2, script });
    const worker = await redisWorker({ url: server.url, concurrency: 2, script });
    const queue = await redisExecutor({ url: server.url });
    const contender = (label: string, executor: Executor): Contender => ({
      name: label,
      async sample() {
        const jobs = fresh(count);
        const start = performance.now();
        await runSweep(executor, jobs);
        return ((performance.now() - start) * 1000) / count;
      },
    });
    try {
      const contenders = [contender('threads', pool), contender('redis', queue)];
      await race(contenders, 1);
      const samples = await race(contenders, Math.min(7, effort.rounds));
      const overhead = samples.redis.map((sample, round) => sample - samples.threads[round]);
      const jobs = fresh(submitted);
      const start = performance.now();
      await submitTasks(jobs, { url: server.url, prefix: 'nobody' });
      const submitting = (performance.now() - start) * 1000;
      const one = { count: 1, unit: 'tasks/s' };
      const each = limit(quartilesOf(overhead).median, { most: 5000 });
      return [
        timeRow(name, 'a task in threads', samples.threads, one),
        timeRow(name, 'a task by way of Redis', samples.redis, one),
        timeRow(name, '  what Redis adds', overhead, null, each),
        timeRow(
          name,
          `${submitted} tasks submitted`,
          [submitting],
          { count: submitted, unit: 'tasks/s' },
          limit(submitting, { most: 1e7 }),
        ),
      ];
    } finally {
      await Promise.all([pool.close(), queue.close()]);
      await worker.drain(0);
      await server.stop();
    }
  },
};
