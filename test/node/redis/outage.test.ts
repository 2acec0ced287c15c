import { connect, createServer, type Socket } from 'node:net';
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

/** A way to a Redis that shuts some of the connections at once, by the order in which they come, from 1 on. */
async function closingDoor(url: string, shut: readonly number[]) {
  const open = new Set<Socket>();
  let [count, closed] = [0, 0];
  const server = createServer((near) => {
    count += 1;
    if (shut.includes(count)) {
      closed += 1;
      near.destroy();
      return;
    }
    const far = connect(Number(new URL(url).port), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `redis://127.0.0.1:${port}`,
    closed: () => closed,
    async close() {
      for (const one of open) one.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

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

  test('for a moment, just as who works and who submits open their further connections, they wait', async () => {
    const server = await startRedis();
    const script = await bundledWorker('src/jobs/worker.ts');
    const door = await closingDoor(server.url, [2, 3]);
    const worker = await redisWorker({ url: door.url, script, lock: 1 });
    const executor = await redisExecutor({ url: door.url });
    expect(door.closed()).toBe(2);
    expect(await runSweep(executor, [fitJob(1)])).toEqual(await runSweep(callingThread(), [fitJob(1)]));
    await worker.drain(0);
    await executor.close();
    await door.close();
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
