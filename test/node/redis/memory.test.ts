import { expect, test } from 'vitest';
import { runSweep } from '../../../src/jobs/sweep.js';
import { redisExecutor } from '../../../src/node/redis/executor.js';
import { fitTask } from '../../../src/tasks/fit-task.js';
import { program } from '../../cli/run-ebit.js';
import { describeWithRedis, startRedis } from './redis-server.js';
import { fitJob } from './tasks.js';
import { type Running, startNode } from './worker-process.js';

const stub = new URL('../../memory-stub.mjs', import.meta.url).href;

/** Of a process that the stub was loaded into: all its memory, and of its main thread what is in use; bytes. */
async function memoryOf({ child, text, says }: Running): Promise<{ resident: number; used: number }> {
  const said = /memory \d+ \d+\n/g;
  const before = [...text().matchAll(said)].length;
  child.kill('SIGUSR2');
  await says(new RegExp(`(memory \\d+ \\d+\\n[^]*){${before + 1}}`));
  const [resident, used] = (text().match(said)?.at(-1) ?? '').split(' ').slice(1).map(Number);
  return { resident, used };
}

/** A fit over 3072 rows: with its rows, coordinates and tables a session holds megabytes. */
const large = (seed: number) => ({
  task: fitTask({ data: { kind: 'clusters' }, model: { depth: 2 }, training: { seed, iterations: 5, batch: 'full' } }),
});

/** The same again and again, of which what is kept on purpose, such as rows, is there after the first. */
function tasks(round: number, count: number) {
  const all = Array.from({ length: count }, (_, i) => count * round + i);
  return all.map((seed) => (seed % 6 === 0 ? large(seed) : { ...fitJob(seed), checkpointEvery: 5 }));
}

describeWithRedis('the memory of a worker', () => {
  // Three times as many tasks where everything is tested.
  const rounds = process.env.EBIT_WHOLE === '1' ? 3 : 1;
  const COUNT = 600;

  test('does not grow with the tasks that it has done', { timeout: 240_000 }, async () => {
    const { url } = await startRedis();
    const words = ['--concurrency', '1', '--lock', '5'];
    const worker = startNode(['--expose-gc', '--import', stub, program, 'worker', '--redis', url, ...words]);
    const executor = await redisExecutor({ url });
    try {
      await runSweep(executor, tasks(0, COUNT / 2));
      const early = await memoryOf(worker);
      for (let round = 1; round <= rounds; round++) await runSweep(executor, tasks(round, COUNT));
      const late = await memoryOf(worker);
      // A job as BullMQ hands it out takes 2 kB: where each is kept, more than this is added.
      expect(late.used - early.used).toBeLessThan(1500 * rounds * COUNT);
      // A session over 3072 rows takes 3 MB; a hundred of them are closed meanwhile. V8 itself takes some 30 MB in steps.
      expect(late.resident - early.resident).toBeLessThan(60e6);
    } finally {
      worker.child.kill('SIGKILL');
      await executor.close();
    }
  });
});
