import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../../src/jobs/job.js';
import { callingThread } from '../../../src/jobs/run-job.js';
import { runSweep } from '../../../src/jobs/sweep.js';
import { collectOutcomes, submitTasks } from '../../../src/node/redis/collect.js';
import { redisExecutor } from '../../../src/node/redis/executor.js';
import { queueName } from '../../../src/node/redis/open-redis.js';
import { payloadOf } from '../../../src/node/redis/payload.js';
import { type RedisWorker, type RedisWorkerOptions, redisWorker } from '../../../src/node/redis/worker.js';
import { NUMERICS } from '../../../src/numerics.js';
import { runStudy } from '../../../src/studies/run-study.js';
import { fitTask } from '../../../src/tasks/fit-task.js';
import type { Outcome } from '../../../src/tasks/outcome.js';
import { settledTask, taskId } from '../../../src/tasks/task.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { bundledWorker } from '../../jobs/bundled-worker.js';
import { memoryStore } from '../../jobs/memory-store.js';
import { launchRedis, type RedisServer } from './launch-redis.js';
import { describeWithRedis } from './redis-server.js';
import { everyKind, fitJob } from './tasks.js';

const csv = 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n2,2,x\n4,4,y\n6,6,x\n8,8,y\n';
const tableTask = settledTask(
  fitTask({
    data: { kind: 'table', path: 'mine.csv', columns: { A: ['a'], B: ['b'] } },
    model: { depth: 1 },
    training: { iterations: 4 },
  }),
  () => csv,
);

describeWithRedis('tasks by way of Redis', () => {
  let server: RedisServer;
  let script: URL;
  let prefixes = 0;
  const ends: (() => Promise<unknown>)[] = [];
  /** A queue that no other test sees, with what of it is in Redis. */
  const place = () => {
    prefixes += 1;
    const prefix = `test-${prefixes}`;
    const client = new Redis(server.port);
    ends.push(() => client.quit());
    const keys = async () => (await client.keys(`${prefix}:*`)).map((key) => key.replace(`${prefix}:`, ''));
    return { options: { url: server.url, prefix }, client, keys };
  };
  const worker = async (options: RedisWorkerOptions): Promise<RedisWorker> => {
    const one = await redisWorker({ script, lock: 2, ...options });
    ends.push(() => one.drain(0));
    return one;
  };
  const executor = async (options: Parameters<typeof redisExecutor>[0]) => {
    const one = await redisExecutor(options);
    ends.push(() => one.close());
    return one;
  };
  beforeAll(async () => {
    server = await launchRedis(temporaryFolder());
    script = await bundledWorker('src/jobs/worker.ts');
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
    await server.stop();
  });

  test('have the outcomes that they have in this thread, bit for bit', async () => {
    const { options, keys } = place();
    const jobs = [...everyKind(), ...Array.from({ length: 20 }, (_, seed) => fitJob(100 + seed))];
    await worker({ ...options, concurrency: 2 });
    const found = await runSweep(await executor(options), jobs);
    expect(found).toEqual(await runSweep(callingThread(), jobs));
    // What was acknowledged is only there for as long as somebody else may look for it.
    const left = (await keys()).filter((key) => /[0-9a-f]{32}/.test(key));
    expect(left.filter((key) => !key.endsWith(':outcome'))).toEqual([]);
  });

  test('are run once, however many ask for them at once', async () => {
    const { options, client } = place();
    const jobs = Array.from({ length: 30 }, (_, seed) => fitJob(seed));
    const begun: string[] = [];
    await worker({ ...options, concurrency: 2, onEvent: (event) => event.kind === 'begun' && begun.push(event.id) });
    const stores = [memoryStore(), memoryStore()];
    const executors = [await executor(options), await executor(options)];
    const tasks = jobs.map(({ task }) => task);
    await Promise.all(executors.map((one, i) => runStudy(tasks, { executor: one, store: stores[i] })));
    expect(begun.sort()).toEqual(tasks.map(taskId).sort());
    expect([...stores[0].entries].sort()).toEqual([...stores[1].entries].sort());
    const times = await Promise.all(begun.map((id) => client.ttl(`${options.prefix}:${queueName()}:${id}:outcome`)));
    for (const time of times) expect(time).toBeGreaterThan(0);
  });

  test('tell how far they are, and hand out their checkpoints', async () => {
    const { options } = place();
    await worker(options);
    const [events, local]: [string[], Outcome[]] = [[], []];
    // Progress is told once a second, so that the fit has to take several on a quick machine too.
    const job = { ...fitJob(3, 60_000), checkpointEvery: 500 };
    const [outcome] = await runSweep(await executor(options), [job], {
      onEvent: ({ kind }) => void events.push(kind),
    });
    local.push(...(await runSweep(callingThread(), [job])));
    expect(outcome).toEqual(local[0]);
    expect(events).toContain('checkpoint');
    expect(events).toContain('progress');
  });

  test('go on from where their sender says', async () => {
    const { options } = place();
    await worker(options);
    const part = (await runSweep(callingThread(), [fitJob(5, 10)]))[0];
    if (part.kind !== 'fit') throw new Error('no fit');
    const job = { ...fitJob(5, 40), resume: part.checkpoint };
    const other = { ...fitJob(6, 40), resume: part.checkpoint };
    const one = await executor(options);
    expect(await runSweep(one, [job])).toEqual(await runSweep(callingThread(), [fitJob(5, 40)]));
    await expect(runSweep(one, [other])).rejects.toMatchObject({ code: 'checkpoint' });
  });

  test('that fail say why, in the words of where they failed, and are tried again when they are submitted again', async () => {
    const { options } = place();
    const folder = temporaryFolder();
    const failed: string[] = [];
    const onEvent: RedisWorkerOptions['onEvent'] = (event) => event.kind === 'failed' && failed.push(event.code);
    await worker({ ...options, data: [folder], onEvent });
    const wrong = {
      task: fitTask({ data: { kind: 'chsh' }, model: { depth: 1 }, training: { iterations: 1, batch: 5000 } }),
    };
    const local = await runSweep(callingThread(), [wrong]).catch((error) => error);
    await expect(runSweep(await executor(options), [wrong])).rejects.toEqual(local);
    expect(failed).toHaveLength(1);
    const one = await executor({ ...options, tries: 2 });
    await expect(runSweep(one, [{ task: tableTask }])).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining(`it looked in ${folder}`),
    });
    expect(failed.slice(1)).toEqual(['file', 'file']);
    writeFileSync(join(folder, 'other-name.csv'), csv);
    writeFileSync(join(folder, 'mine.csv'), csv.replace('8,8', '9,9'));
    const path = join(folder, 'other-name.csv');
    const here = { ...tableTask, data: { ...tableTask.data, path } } as Job['task'];
    expect(await runSweep(one, [{ task: tableTask }])).toEqual(await runSweep(callingThread(), [{ task: here }]));
  });

  test('from a stranger are refused, and hold nobody up', async () => {
    const { options, client } = place();
    const queue = new Queue(queueName(), { connection: client, prefix: options.prefix });
    ends.push(() => queue.close());
    const { id, text } = payloadOf(fitJob(7));
    const given: [string, unknown][] = [
      ['a', { run: 'process.exit()' }],
      ['b', 'x'.repeat(100)],
      [id, text.replace('"seed":7', '"seed":8')],
      ['d'.repeat(3000), null],
    ];
    await queue.addBulk(given.map(([jobId, data]) => ({ name: 'x', data, opts: { jobId } })));
    const failed: string[] = [];
    await worker({ ...options, onEvent: (event) => event.kind === 'failed' && failed.push(event.message) });
    await runSweep(await executor(options), [fitJob(8)]);
    expect(failed).toHaveLength(4);
    for (const message of failed) expect(message).toMatch(/^The payload of .{1,41} (is|holds|has|lacks) /);
    expect(await queue.getFailedCount()).toBe(4);
  });

  test('are taken by no worker that cannot compute', async () => {
    const { options, keys } = place();
    const message = expect.stringContaining('nowhere.js, did not start');
    const without = redisWorker({ ...options, script: new URL('./nowhere.js', script) });
    await expect(without).rejects.toMatchObject({ code: 'runtime', message });
    expect(await keys()).toEqual([]);
  });

  test('are in queues of their own by their prefixes', async () => {
    const [one, other] = [place(), place()];
    const begun: string[] = [];
    const onEvent = (name: string) => (event: { kind: string }) => void (event.kind === 'begun' && begun.push(name));
    await worker({ ...one.options, onEvent: onEvent('one') });
    await runSweep(await executor(one.options), [fitJob(1), fitJob(2)]);
    const ids = await submitTasks([fitJob(1)], other.options);
    expect(begun).toEqual(['one', 'one']);
    await worker({ ...other.options, onEvent: onEvent('other') });
    await collectOutcomes(ids, () => {}, other.options);
    expect(begun).toEqual(['one', 'one', 'other']);
    for (const key of await one.client.keys('*')) expect(key).toMatch(/^test-\d+:/);
  });

  test('of another version of the numerics are left alone, in words', async () => {
    const { options, client, keys } = place();
    const other = new Queue(queueName(NUMERICS + 1), { connection: client, prefix: options.prefix });
    ends.push(() => other.close());
    await other.add('task', payloadOf(fitJob(1)).text);
    await client.sadd(`${options.prefix}:numerics`, NUMERICS + 1);
    const notes: string[] = [];
    await worker({ ...options, onNote: (note) => notes.push(note) });
    await runSweep(await executor(options), [fitJob(9)]);
    expect(notes).toEqual([
      expect.stringMatching(
        `Tasks of numerics version ${NUMERICS + 1} wait; this worker's ebit computes version ${NUMERICS}`,
      ),
    ]);
    expect(await keys()).toContain(`${queueName(NUMERICS + 1)}:wait`);
    expect(await other.getWaitingCount()).toBe(1);
  });

  test('that nobody waits for any more stay in the queue, and are collected by the next', async () => {
    const { options } = place();
    const stopping = new AbortController();
    const jobs = [fitJob(1), fitJob(2)];
    const one = await executor(options);
    const stopped = runSweep(one, jobs, { signal: stopping.signal });
    setTimeout(() => stopping.abort('enough'), 200);
    await expect(stopped).rejects.toMatchObject({
      code: 'aborted',
      cause: 'enough',
      message: expect.stringMatching(/stays in the queue/),
    });
    const signal = AbortSignal.abort('early');
    const early = { code: 'aborted', cause: 'early' };
    await expect(one.run(fitJob(3), () => {}, signal)).rejects.toMatchObject(early);
    await expect(collectOutcomes([], () => {}, { ...options, signal })).rejects.toMatchObject(early);
    const ids = await submitTasks([...jobs, fitJob(3)], options);
    expect(ids).toEqual([...jobs, fitJob(3)].map(({ task }) => taskId(task)));
    await worker(options);
    const collected = new Map<string, Outcome>();
    const never = taskId(fitJob(4).task);
    const absent = await collectOutcomes([...ids, never], (id, outcome) => void collected.set(id, outcome), options);
    expect(absent).toEqual([never]);
    const local = await runSweep(callingThread(), [...jobs, fitJob(3)]);
    expect(ids.map((id) => collected.get(id))).toEqual(local);
    const closing = runSweep(one, [fitJob(5, 200_000)]);
    setTimeout(() => one.close(), 100);
    await expect(closing).rejects.toMatchObject({ code: 'closed' });
    await expect(runSweep(one, jobs)).rejects.toMatchObject({ code: 'closed' });
  });

  test('are kept in Redis until whoever collects them has kept them', async () => {
    const { options } = place();
    await worker(options);
    const ids = await submitTasks([fitJob(1)], options);
    const full = collectOutcomes(ids, () => Promise.reject(new Error('the disk is full')), options);
    await expect(full).rejects.toThrow('the disk is full');
    const collected: string[] = [];
    expect(await collectOutcomes(ids, (id) => void collected.push(id), options)).toEqual([]);
    expect(collected).toEqual(ids);
    const wrong = {
      task: fitTask({ data: { kind: 'chsh' }, model: { depth: 1 }, training: { iterations: 1, batch: 5000 } }),
    };
    const failing = await submitTasks([wrong], options);
    await expect(collectOutcomes(failing, () => {}, options)).rejects.toThrow(/The batch is 5000/);
    const failures: unknown[] = [];
    await collectOutcomes(failing, () => {}, { ...options, onFailure: (...failure) => failures.push(failure) });
    expect(failures).toEqual([[failing[0], expect.objectContaining({ code: expect.any(String) })]]);
    expect(await collectOutcomes(failing, () => {}, options)).toEqual(failing);
  });
});

test('what is no option, number or name is refused before anything is opened', async () => {
  const url = 'redis://127.0.0.1:1';
  await expect(redisExecutor({ url, widht: 1 } as never)).rejects.toThrow(/Did you mean "width"/);
  await expect(redisExecutor({ url, width: 0 })).rejects.toThrow(/The width is 0; give an integer from 1/);
  await expect(redisExecutor({ url, tries: 0 })).rejects.toThrow(/The number of tries is 0/);
  await expect(redisWorker({ url, concurrency: 0 })).rejects.toThrow(/tasks at once is 0/);
  await expect(submitTasks({} as never, { url })).rejects.toThrow(/The jobs are an object/);
  await expect(collectOutcomes(['../x'], () => {}, { url })).rejects.toThrow(
    /give those that submitTasks\(\) returned/,
  );
  await expect(redisExecutor({ url })).rejects.toMatchObject({ code: 'redis' });
});
