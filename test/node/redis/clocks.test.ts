// Machines whose clocks differ by hours.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callingThread } from '../../../src/jobs/run-job.js';
import { runSweep } from '../../../src/jobs/sweep.js';
import { folderStore } from '../../../src/node/folder-store.js';
import { redisExecutor } from '../../../src/node/redis/executor.js';
import { runStudy } from '../../../src/studies/run-study.js';
import { fitTask } from '../../../src/tasks/fit-task.js';
import { settledTask, taskId } from '../../../src/tasks/task.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { memoryStore } from '../../jobs/memory-store.js';
import { launchRedis, type RedisServer } from './launch-redis.js';
import { describeWithRedis } from './redis-server.js';
import { fitJob } from './tasks.js';
import { type Running, startWrongWorker } from './worker-process.js';

test('the stand-in for a wrong clock is wrong, and nothing else', () => {
  const stub = fileURLToPath(new URL('../../clock-stub.mjs', import.meta.url));
  const script =
    'console.log(JSON.stringify([Date.now(), +new Date(), +new Date(5), new Date().getFullYear() > 2000]))';
  const words = ['--import', stub, '-e', script];
  const { stdout } = spawnSync(process.execPath, words, { env: { ...process.env, EBIT_TEST_CLOCK: '-5' } });
  const [now, fresh, given, isDate] = JSON.parse(String(stdout));
  for (const one of [now, fresh]) expect(Math.abs(Date.now() - 5 * 3_600_000 - one)).toBeLessThan(60_000);
  expect([given, isDate]).toEqual([5, true]);
});

describeWithRedis('where clocks differ by hours', () => {
  let server: RedisServer;
  const all: Running[] = [];
  const worker = (ahead: number, prefix: string, ...words: readonly string[]): Running => {
    const one = startWrongWorker(
      ahead,
      server.url,
      '--prefix',
      prefix,
      '--concurrency',
      '1',
      '--lock',
      '5',
      '--json',
      ...words,
    );
    all.push(one);
    return one;
  };
  /** The names of the tasks of which a worker has said this. */
  const told = (workers: readonly Running[], kind: string): string[] =>
    workers.flatMap(({ text }) =>
      [...text().matchAll(new RegExp(`"kind":"${kind}","id":"(\\w+)"`, 'g'))].map(([, id]) => id),
    );
  beforeAll(async () => {
    server = await launchRedis(temporaryFolder());
  });
  afterAll(async () => {
    for (const { child } of all) child.kill('SIGKILL');
    await server.stop();
  });

  test('every task is done once, and what a lost worker had is taken over in time', { timeout: 120_000 }, async () => {
    const jobs = Array.from({ length: 150 }, (_, seed) => fitJob(seed));
    const tasks = jobs.map(({ task }) => task);
    const workers = [worker(5, 'many'), worker(-7, 'many')];
    const executor = await redisExecutor({ url: server.url, prefix: 'many' });
    const folder = temporaryFolder();
    let isKilled = false;
    try {
      await runStudy(tasks, {
        store: folderStore(folder),
        executor,
        onProgress({ done }) {
          if (done < 50 || isKilled) return;
          isKilled = true;
          workers[0].child.kill('SIGKILL');
          workers.push(worker(40, 'many'));
        },
      });
    } finally {
      await executor.close();
    }
    const local = memoryStore();
    await runStudy(tasks, { store: local, executor: callingThread() });
    const store = folderStore(folder);
    for (const task of tasks) expect(store.read(taskId(task))?.outcome).toEqual(local.read(taskId(task))?.outcome);
    expect(store.contents().outcomes.size).toBe(150);
    // Nothing was begun twice, but what the lost one had under way.
    expect(new Set(told(workers, 'done')).size).toBeGreaterThanOrEqual(149);
    expect(told(workers, 'begun').length).toBeLessThanOrEqual(151);
  });

  test('what failed on one machine is tried on another in time', { timeout: 120_000 }, async () => {
    const csv = 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n2,2,x\n4,4,y\n6,6,x\n8,8,y\n';
    const folder = temporaryFolder();
    const path = join(folder, 'table.csv');
    writeFileSync(path, csv);
    const task = settledTask(
      fitTask({
        data: { kind: 'table', path, columns: { A: ['a'], B: ['b'] } },
        model: { depth: 1 },
        training: { iterations: 4 },
      }),
      () => csv,
    );
    const executor = await redisExecutor({ url: server.url, prefix: 'again' });
    try {
      const running = runSweep(executor, [{ task }]);
      const first = worker(5, 'again');
      await first.says(/"failed"/);
      first.child.kill('SIGTERM');
      const second = worker(-7, 'again', '--data', folder);
      expect(await running).toEqual(await runSweep(callingThread(), [{ task }]));
      expect([told([first], 'failed'), told([second], 'done')]).toEqual([[taskId(task)], [taskId(task)]]);
    } finally {
      await executor.close();
    }
  });
});
