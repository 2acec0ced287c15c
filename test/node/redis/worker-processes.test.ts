import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { callingThread } from '../../../src/jobs/run-job.js';
import { runSweep } from '../../../src/jobs/sweep.js';
import { redisExecutor } from '../../../src/node/redis/executor.js';
import { dimensionTask } from '../../../src/tasks/dimension-task.js';
import type { TaskEvent } from '../../../src/tasks/run-context.js';
import { runEbit } from '../../cli/run-ebit.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { bundledWorker } from '../../jobs/bundled-worker.js';
import { launchRedis, type RedisServer } from './launch-redis.js';
import { describeWithRedis } from './redis-server.js';
import { fitJob } from './tasks.js';
import { type Running, startNode, startWorker } from './worker-process.js';

describeWithRedis('ebit worker', () => {
  let server: RedisServer;
  const all: Running[] = [];
  const keep = (one: Running): Running => {
    all.push(one);
    return one;
  };
  beforeAll(async () => {
    server = await launchRedis(temporaryFolder());
  });
  afterAll(async () => {
    for (const { child } of all) child.kill('SIGKILL');
    await server.stop();
  });

  /** Where the checkpoints stand that are handed out. */
  const iterations = (list: number[]) => (event: TaskEvent) => {
    if (event.kind === 'checkpoint') list.push(event.checkpoint.iteration);
  };

  test.each([
    ['SIGKILL', 'is taken over by another one after a while'],
    ['SIGTERM', 'gives its tasks back at once'],
  ] as const)('that gets %s %s, which goes on from the checkpoint', { timeout: 180_000 }, async (signal, _) => {
    const prefix = signal.toLowerCase();
    const executor = await redisExecutor({ url: server.url, prefix });
    const first = keep(startWorker(server.url, '--prefix', prefix, '--concurrency', '1'));
    let second: Running | null = null;
    const seen: number[] = [];
    let before = 0;
    const job = { ...fitJob(1, 6000), checkpointEvery: 200 };
    try {
      const [outcome] = await runSweep(executor, [job], {
        onEvent(event) {
          iterations(seen)(event);
          if (second !== null || (seen.at(-1) ?? 0) < 600) return;
          before = seen.length;
          first.child.kill(signal);
          second = keep(startWorker(server.url, '--prefix', prefix, '--concurrency', '1'));
        },
      });
      expect(outcome).toEqual((await runSweep(callingThread(), [job]))[0]);
      // Whoever went on did not begin anew: no checkpoint is said that lies far before one that was said.
      expect(before).toBeGreaterThan(0);
      expect(seen.length).toBeGreaterThan(before);
      for (const at of seen.slice(before)) expect(at).toBeGreaterThanOrEqual(seen[before - 1]);
      expect(await first.ended).toBe(signal === 'SIGTERM' ? 0 : null);
      if (signal === 'SIGTERM') expect(first.text()).toContain('0 tasks done, 0 failed, 1 handed back');
    } finally {
      await executor.close();
    }
  });

  test('lets what leaves no checkpoint go on for a while when it is asked to end', async () => {
    const executor = await redisExecutor({ url: server.url, prefix: 'grace' });
    const words = ['--prefix', 'grace', '--concurrency', '1', '--json', '--grace', '60'];
    const worker = keep(startWorker(server.url, ...words));
    const task = dimensionTask({ network: { ebits: 1 }, model: { depth: 12 }, measure: { draws: 20 } });
    try {
      const running = runSweep(executor, [{ task }]);
      await worker.says(/"begun"/);
      worker.child.kill('SIGTERM');
      expect(await running).toEqual(await runSweep(callingThread(), [{ task }]));
      expect(await worker.ended).toBe(0);
      expect(worker.text()).toContain('{"kind":"ended","done":1,"failed":0,"handedBack":0}');
    } finally {
      await executor.close();
    }
  });

  test('that is always ended by a task leaves it in the end, and the others are run', {
    timeout: 120_000,
  }, async () => {
    const prefix = 'poison';
    const [thread, program] = await Promise.all(
      ['thread', 'worker'].map((name) => bundledWorker(`test/node/redis/poisoned-${name}.ts`)),
    );
    const executor = await redisExecutor({ url: server.url, prefix });
    let isOver = false;
    let lost = 0;
    // As a supervisor does, it is started again whenever it ends.
    const supervised = async (): Promise<void> => {
      while (!isOver) {
        if ((await keep(startNode([fileURLToPath(program), server.url, prefix, thread.href])).ended) === null)
          lost += 1;
      }
    };
    const supervision = supervised();
    const end = (seed: number) => runSweep(executor, [fitJob(seed)]).catch((error) => error);
    try {
      const ends = await Promise.all([666, 667, 1, 2, 3].map(end));
      expect(ends[0]).toMatchObject({
        code: 'worker',
        message: expect.stringMatching(/was given up: whatever ran it/),
      });
      expect(ends[1]).toMatchObject({ code: 'worker', message: expect.stringMatching(/ended with exit code 4/) });
      for (const [i, [outcome]] of ends.slice(2).entries()) {
        expect(outcome).toEqual((await runSweep(callingThread(), [fitJob(1 + i)]))[0]);
      }
      expect(lost).toBe(3);
    } finally {
      isOver = true;
      all.at(-1)?.child.kill('SIGKILL');
      await supervision;
      await executor.close();
    }
  });

  test('takes its password from the environment or a file, shows it to nobody, and leaves it nowhere', async () => {
    const kept = temporaryFolder();
    const { url, stop } = await launchRedis(kept, '--requirepass', 'right-word');
    onTestFinished(stop);
    const REDIS_URL = url.replace('redis://', 'redis://:wrong-word@');
    const refused = await runEbit(['worker'], { env: { REDIS_URL, EBIT_DEBUG: '1' } });
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/error \[redis\]: The Redis at .* asks for a password/);
    const listed = await runEbit(['worker', '--redis', REDIS_URL]);
    expect(listed.code).toBe(2);
    expect(listed.stderr).toContain('--redis holds a password, which everybody on this machine can list');
    const file = join(temporaryFolder(), 'password');
    writeFileSync(file, 'right-word\n');
    const idle = await runEbit(['worker', '--redis', url, '--password-file', file, '--idle', '1', '--json']);
    expect(idle.code, idle.stderr).toBe(0);
    expect(JSON.parse(idle.stdout.split('\n')[0])).toMatchObject({ kind: 'listening', redis: url });
    for (const { stdout, stderr } of [refused, listed, idle]) expect(stdout + stderr).not.toMatch(/(wrong|right)-word/);
    const files = readdirSync(kept, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
    expect(texts.join('')).toMatch(/ebit:/);
    expect(texts.join('')).not.toMatch(/(wrong|right)-word/);
  });
});

test('ebit worker refuses what it cannot do', async () => {
  const refusals = await Promise.all(
    [[], ['--concurrency', '0'], ['--lock', 'x'], ['--idle', '0'], ['--redis', 'here']].map((words) =>
      runEbit(['worker', ...words], { env: { REDIS_URL: '' } }),
    ),
  );
  const data = await runEbit(['worker', '--redis', 'redis://127.0.0.1:1', '--data', '/nowhere']);
  expect([...refusals, data].map(({ code }) => code)).toEqual([2, 2, 2, 2, 1, 2]);
  const texts = [...refusals, data].map(({ stderr }) => stderr);
  expect(texts[0]).toMatch(/There is no Redis to go to; give --redis redis:\/\/HOST:6379, or set REDIS_URL/);
  expect(texts[1]).toMatch(/--concurrency is 0; give an integer from 1 to 1024/);
  expect(texts[4]).toMatch(/The address of Redis cannot be read/);
  expect(texts[5]).toMatch(/--data \/nowhere is no folder/);
});
