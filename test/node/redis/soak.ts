// Tasks that are run while everything that can end is ended: workers, Redis, and whoever has submitted them. The same is
// submitted twice at once, the workers' clocks are wrong by hours, and where one may be mounted, the store is on a disk that is
// too small until a submitter has ended over it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { callingThread } from '../../../src/jobs/run-job.js';
import { runSweep } from '../../../src/jobs/sweep.js';
import { queueName } from '../../../src/node/redis/open-redis.js';
import { randomStream } from '../../../src/random.js';
import { storedOutcome } from '../../../src/tasks/outcome.js';
import { taskId } from '../../../src/tasks/task.js';
import { bundledWorker } from '../../jobs/bundled-worker.js';
import { launchRedis } from './launch-redis.js';
import { fitJob } from './tasks.js';
import { type Running, startNode, startWrongWorker } from './worker-process.js';

/** What was seen. */
export interface Soaked {
  /** Tasks whose outcome is not there, or is another than in this thread. */
  readonly wrong: readonly string[];
  /** Outcomes in the store, and files of them that should not be there. */
  readonly stored: number;
  readonly kills: number;
  readonly redisRestarts: number;
  readonly submitterKills: number;
  /** How often a submitter ended because its disk was full; null where none may be mounted. */
  readonly fullDisks: number | null;
  /** Temporary files that writers have left which were killed. */
  readonly leftovers: number;
  /** How the workers that were left ended when they were asked to. */
  readonly exitCodes: readonly (number | null)[];
  /** Tasks in Redis that nobody has finished, and locks. */
  readonly stuck: number;
  /** Tasks whose outcome was kept, but whose keeper was killed before it could say so. */
  readonly unacknowledged: number;
  /** Processes that are still there. */
  readonly orphans: number;
  readonly seconds: number;
  /** Of Redis at the end, and of the submitter, megabytes. */
  readonly redisMegabytes: number;
  readonly submitterMegabytes: number;
}

const PREFIX = 'soak';
const WORKERS = 3;

/** What a file takes on a disk in memory, bytes; and for which part of the outcomes there is room before it is made larger. */
const PAGE = 4096;
const PART = 0.6;

/**
 * @param count - how many tasks of 20 steps
 * @param between - about how long it is quiet between two workers that are killed, milliseconds
 * @param seed - of who is killed when
 */
export async function soak(count: number, between: number, seed: number): Promise<Soaked> {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'ebit-soak-'));
  const [results, kept] = ['results', 'redis'].map((name) => join(folder, name));
  for (const one of [results, kept]) mkdirSync(one);
  const tmpfs = (options: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', results]).status === 0;
  const isSmall = tmpfs(`size=${Math.ceil(PART * count) * PAGE}`);
  const random = randomStream(seed, 'soak');
  let drawn = 0;
  const chance = () => random.uniform(drawn++);
  const everybody: Running[] = [];
  const started = (one: Running): Running => {
    everybody.push(one);
    return one;
  };
  const server = await launchRedis(kept);
  const program = fileURLToPath(await bundledWorker('test/node/redis/submitter.ts'));
  const submit = () => started(startNode([program, server.url, PREFIX, results, `${count}`]));
  const work = () =>
    started(startWrongWorker(Math.round(20 * chance() - 10), server.url, '--prefix', PREFIX, '--concurrency', '1'));
  const workers = Array.from({ length: WORKERS }, work);
  const names = () =>
    readdirSync(results, { recursive: true }).filter((name) => /[0-9a-f]{32}\.json$/.test(String(name)));
  const [counts, milestones] = [{ kills: 0, redis: 0, submitter: 0, full: 0 }, [0.25, 0.5, 0.75]];
  const submitters = [submit(), submit()];
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const done = new Set<Running>();
  // On a fast machine the submitters may end before all has happened that is to happen to them: the next one ends too.
  let isEnded = false;
  // From the first time on that Redis is stopped: a process may say so when it is back already.
  let wasAway = false;
  const isOver = () => isEnded || (milestones.length === 0 && submitters.every((one) => done.has(one)));
  const watch = (one: Running): void =>
    void one.ended.then((code) => {
      const place = submitters.indexOf(one);
      if (place < 0) return;
      if (code === 0) {
        done.add(one);
        return;
      }
      // One that was started while Redis was away ends, as a worker does; somebody does the same again.
      if (!wasAway || !/No Redis can be used/.test(one.text())) {
        if (!isSmall || !/the disk is full/.test(one.text())) {
          fail(new Error(`The submitter ended with ${code}: ${one.text()}`));
          return;
        }
        counts.full += 1;
        // Somebody frees some space first.
        tmpfs(`remount,size=${2 * count * PAGE}`);
      }
      submitters[place] = submit();
      watch(submitters[place]);
    });
  for (const one of submitters) watch(one);
  const killing = async (): Promise<void> => {
    while (!isOver()) {
      await later(between * (0.5 + chance()));
      const place = Math.floor(WORKERS * chance());
      // One that has not come up yet is spared: there would be nobody left to work. One that found no Redis has ended.
      if (isOver() || (workers[place].child.exitCode === null && !workers[place].text().includes('Listening')))
        continue;
      workers[place].child.kill('SIGKILL');
      await workers[place].ended;
      workers[place] = work();
      counts.kills += 1;
    }
  };
  const breaking = async (): Promise<void> => {
    while (!isOver()) {
      await later(50);
      if (milestones.length === 0 || names().length < milestones[0] * count) continue;
      milestones.shift();
      if (milestones.length === 1) {
        const [killed] = submitters;
        submitters[0] = submit();
        watch(submitters[0]);
        killed.child.kill('SIGKILL');
        counts.submitter += 1;
      } else {
        wasAway = true;
        await server.stop();
        await later(500);
        await server.start();
        counts.redis += 1;
      }
    }
  };
  try {
    await Promise.race([Promise.all([killing(), breaking()]), failed]);
    for (const place of workers.keys()) {
      // One that was started while Redis was away has ended, as it should; a supervisor starts it again.
      await workers[place].says(/Listening/).catch(() => {
        workers[place] = work();
        return workers[place].says(/Listening/);
      });
      workers[place].child.kill('SIGTERM');
    }
    const exitCodes = await Promise.all(workers.map(({ ended }) => ended));
    const client = new Redis(server.port);
    const locks = await client.keys(`${PREFIX}:*:lock`);
    const queue = new Queue(queueName(), { connection: client, prefix: PREFIX });
    const { completed, ...others } = await queue.getJobCounts('wait', 'active', 'delayed', 'failed', 'completed');
    const stuck = locks.length + Object.values(others).reduce((sum, one) => sum + one, 0);
    const memory = /used_memory:(\d+)/.exec(await client.info('memory'));
    await queue.close();
    client.disconnect();
    const jobs = Array.from({ length: count }, (_, one) => fitJob(one));
    const local = await runSweep(callingThread(), jobs);
    const wrong = jobs.flatMap(({ task }, i) => {
      const id = taskId(task);
      try {
        const { outcome } = JSON.parse(readFileSync(join(results, id.slice(0, 2), `${id}.json`), 'utf8'));
        return JSON.stringify(outcome) === JSON.stringify(storedOutcome(local[i])) ? [] : [id];
      } catch {
        return [id];
      }
    });
    return {
      wrong,
      stored: names().length,
      kills: counts.kills,
      redisRestarts: counts.redis,
      submitterKills: counts.submitter,
      fullDisks: isSmall ? counts.full : null,
      leftovers: readdirSync(results, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'))
        .length,
      exitCodes,
      stuck,
      unacknowledged: completed,
      orphans: everybody.filter(({ child }) => child.exitCode === null && child.signalCode === null).length,
      seconds: (performance.now() - start) / 1000,
      redisMegabytes: Number(memory?.[1]) / 1e6,
      submitterMegabytes: Math.max(...submitters.map((one) => Number(/(\d+) MB/.exec(one.text())?.[1]))),
    };
  } finally {
    isEnded = true;
    for (const { child } of everybody) child.kill('SIGKILL');
    await server.stop();
    if (isSmall) spawnSync('umount', ['--lazy', results]);
    rmSync(folder, { recursive: true, force: true });
  }
}
