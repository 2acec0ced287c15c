// Trainings on two worker threads against two processes of one thread each, which share nothing and do half of the same
// work each at the same time: what this machine can do at best. Rate: iterations a second. Goal: two workers reach .95 of
// it with two long trainings, and with many short ones.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Job } from '../src/jobs/job.js';
import { runSweep } from '../src/jobs/sweep.js';
import { threadPool } from '../src/jobs/thread-pool.js';
import { fitTask } from '../src/tasks/fit-task.js';
import type { Bench } from './bench.js';
import { built } from './built-library.js';
import { race } from './measure.js';
import { type Row, ratioRow, timeRow } from './row.js';

const name = 'workers';
const script = new URL('../dist/browser/worker.js', import.meta.url);
const program = fileURLToPath(new URL('./one-thread.mjs', import.meta.url));

/** Trainings of the paper's model with one ebit on its data, each from its own seed. */
function jobsOf(count: number, iterations: number): Job[] {
  return Array.from({ length: count }, (_, i) => ({
    task: fitTask({
      data: { kind: 'clusters' },
      network: { ebits: 1 },
      model: { depth: 20 },
      training: { iterations, seed: i + 1 },
    }),
  }));
}

/** A process of one thread that has loaded the library. */
interface OneThread {
  /** Returns the microseconds that jobs took in there: neither its start nor the way to it counts. */
  run(jobs: readonly Job[]): Promise<number>;
  close(): void;
}

async function openOneThread(): Promise<OneThread> {
  const process: ChildProcess = fork(program, [built()], { execArgv: [] });
  const lost = new AbortController();
  process.on('exit', () => lost.abort());
  const answer = async () => (await once(process, 'message', { signal: lost.signal }))[0] as number;
  await answer();
  return {
    run(jobs) {
      process.send(jobs);
      return answer();
    },
    close: () => process.kill(),
  };
}

export const workers: Bench = {
  name,
  title: 'Trainings on two workers against two processes that share nothing, all started and warm',
  async run({ effort }) {
    const { iterations, rounds } = effort;
    const pool = await threadPool({ workers: 2, script });
    const processes = await Promise.all([openOneThread(), openOneThread()]);
    const measured = async (what: string, jobs: readonly Job[], total: number): Promise<Row[]> => {
      const contenders = [
        {
          name: 'workers',
          async sample() {
            const start = performance.now();
            await runSweep(pool, jobs);
            return (performance.now() - start) * 1000;
          },
        },
        {
          name: 'processes',
          async sample() {
            const halves = processes.map((one, p) => one.run(jobs.filter((_, i) => i % 2 === p)));
            return Math.max(...(await Promise.all(halves)));
          },
        },
      ];
      await race(contenders, 1);
      const samples = await race(contenders, Math.min(7, rounds));
      const work = { count: total, unit: 'iterations/s' };
      return [
        timeRow(name, `${what} on two workers`, samples.workers, work),
        timeRow(name, `${what} in two processes, half in each`, samples.processes, work),
        ratioRow(name, "  two workers' rate / two processes' rate", samples.processes, samples.workers, {
          least: 0.95,
        }),
      ];
    };
    try {
      const [fits, steps] = [Math.max(4, iterations / 10), Math.min(200, iterations)];
      return [
        ...(await measured(`two seeds of ${iterations} iterations`, jobsOf(2, iterations), 2 * iterations)),
        ...(await measured(`${fits} fits of ${steps} iterations`, jobsOf(fits, steps), fits * steps)),
      ];
    } finally {
      await pool.close();
      for (const one of processes) one.close();
    }
  },
};
