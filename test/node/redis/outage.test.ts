import { expect, test } from 'vitest';
import { callingThread } from '../../../src/jobs/run-job.js';
import { runSweep } from '../../../src/jobs/sweep.js';
import { redisExecutor } from '../../../src/node/redis/executor.js';
import { redisWorker } from '../../../src/node/redis/worker.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { bundledWorker } from '../../jobs/bundled-worker.js';
import { launchRedis } from './launch-redis.js';
import { describeWithRedis, startRedis } from './redis-server.js';
import { fitJob } from './tasks.js';

describeWithRedis('while Redis is away', () => {
  const jobs = Array.from({ length: 60 }, (_, seed) => fitJob(seed));

  test.each([
    ['and comes back with what it knew', 'yes'],
    ['and comes back knowing nothing', 'no'],
  ])('tasks wait, %s', async (_, appendonly) => {
    const server = await startRedis('--appendonly', appendonly);
    const script = await bundledWorker('src/jobs/worker.ts');
    const notes: string[] = [];
    const executor = await redisExecutor({ url: server.url, onNote: (note) => notes.push(note) });
    const worker = await redisWorker({ url: server.url, script, lock: 1, concurrency: 2 });
    let count = 0;
    const found = runSweep(executor, jobs, {
      async onResult() {
        count += 1;
        if (count !== 20) return;
        await server.stop();
        await server.start();
      },
    });
    expect(await found).toEqual(await runSweep(callingThread(), jobs));
    expect(notes).toEqual([
      `Redis at ${server.url} does not answer; waiting for it.`,
      `Redis at ${server.url} answers again.`,
    ]);
    await worker.drain(0);
    await executor.close();
  });

  test('or nobody listens to it, who submits is told how to have a worker', async () => {
    const server = await startRedis();
    let tell: (note: string) => void = () => {};
    const note = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const executor = await redisExecutor({ url: server.url, onNote: tell });
    const running = runSweep(executor, [fitJob(1)]);
    const ended = expect(running).rejects.toMatchObject({ code: 'closed' });
    expect(await note).toMatch(/^No worker of numerics version \d+ listens .*; start some: ebit worker --redis redis:/);
    await executor.close();
    await ended;
  });

  test('who submits and who works can end', async () => {
    const server = await launchRedis(temporaryFolder());
    const script = await bundledWorker('src/jobs/worker.ts');
    const executor = await redisExecutor({ url: server.url });
    const worker = await redisWorker({ url: server.url, script, lock: 1 });
    let begun: () => void = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const running = runSweep(executor, [{ ...fitJob(1, 1_000_000), checkpointEvery: 100 }], { onEvent: () => begun() });
    const ended = expect(running).rejects.toMatchObject({ code: 'closed' });
    await beginning;
    await server.stop();
    await worker.drain(0);
    await executor.close();
    await ended;
  });
});
