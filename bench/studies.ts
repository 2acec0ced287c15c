// Planning a study of 100,000 tasks, and what keeping every outcome costs beside running the tasks. Rate: tasks a second.
// Goals: 5 s and 500 MB for the plan; with tasks of a tenth of a second two threads are kept busy for no more than 1.02
// times as long as by a bare sweep of them.
import { join } from 'node:path';
import type { Executor } from '../src/jobs/job.js';
import { runSweep } from '../src/jobs/sweep.js';
import { threadPool } from '../src/jobs/thread-pool.js';
import { folderStore } from '../src/node/folder-store.js';
import { runStudy } from '../src/studies/run-study.js';
import { study } from '../src/studies/study.js';
import type { Bench } from './bench.js';
import { type Contender, race } from './measure.js';
import { limit, ratioRow, timeRow } from './row.js';

const name = 'studies';
const script = new URL('../dist/browser/worker.js', import.meta.url);

/** Steps of the fits that are run: with these one takes about a tenth of a second. */
const STEPS = 150;

/** How long an executor's lanes had a job, and had none although there were some left or a result was not yet kept; ms. */
interface Lanes {
  readonly busy: number;
  readonly idle: number;
}

/**
 * Runs something on an executor and says what became of its lanes' time. What the tasks themselves take differs by far more
 * between two runs than what is between them, and is left out of it so.
 */
async function lanesOf(executor: Executor, act: (watched: Executor) => Promise<unknown>): Promise<Lanes> {
  const ends: number[] = [];
  let [busy, idle] = [0, 0];
  const start = performance.now();
  await act({
    width: executor.width,
    async run(job, onEvent, signal) {
      const from = performance.now();
      idle += from - (ends.shift() ?? start);
      const outcome = await executor.run(job, onEvent, signal);
      ends.push(performance.now());
      busy += performance.now() - from;
      return outcome;
    },
    close: async () => {},
  });
  return { busy, idle: idle + performance.now() - Math.max(...ends) };
}

export const studies: Bench = {
  name,
  title: 'Planning a study, and running one on two threads with every outcome kept',
  async run({ effort, quick, folder }) {
    const sides = quick ? [10, 10, 10] : [100, 10, 10];
    const whole = () =>
      study({
        task: { data: 'clusters' },
        axes: [
          { path: 'data.seed', range: { from: 1, to: sides[0], step: 1 } },
          { path: 'network.fidelity', range: { from: 0.5, to: 1, count: sides[1] } },
          { path: 'model.depth', range: { from: 1, to: sides[2], step: 1 } },
        ],
        repeats: 10,
      });
    const count = 10 * sides[0] * sides[1] * sides[2];
    const before = process.memoryUsage().rss;
    // Of the processor: others may be at work on this machine, and nothing is waited for.
    const start = process.cpuUsage();
    const { cells } = whole();
    const { user, system } = process.cpuUsage(start);
    const planned = user + system;
    const bytes = process.memoryUsage().rss - before;
    if (cells.length * 10 !== count) throw new Error(`${cells.length} cells were planned.`);

    const pool = await threadPool({ workers: 2, script });
    const iterations = Math.min(STEPS, effort.iterations);
    const plan = study({ task: { data: 'clusters', training: { iterations } }, repeats: effort.rounds < 9 ? 4 : 40 });
    const tasks = plan.cells.flatMap(({ repeats }) => repeats.map(({ task }) => task));
    const jobs = tasks.map((task) => ({ task, progressEvery: iterations }));
    let round = 0;
    const lanes: Record<'sweep' | 'study', Lanes[]> = { sweep: [], study: [] };
    const contender = (name: 'sweep' | 'study', act: (watched: Executor) => Promise<unknown>): Contender => ({
      name,
      async sample() {
        const from = performance.now();
        lanes[name].push(await lanesOf(pool, act));
        return (performance.now() - from) * 1000;
      },
    });
    try {
      const contenders = [
        contender('sweep', (executor) => runSweep(executor, jobs)),
        contender('study', (executor) =>
          runStudy(plan, { executor, store: folderStore(join(folder, `store-${++round}`)) }),
        ),
      ];
      await race(contenders, 1);
      lanes.sweep.length = lanes.study.length = 0;
      const samples = await race(contenders, Math.min(5, effort.rounds));
      const work = { count: jobs.length, unit: 'tasks/s' };
      // Both have done the same tasks, in the time that the study's tasks took.
      const occupied = (name: 'sweep' | 'study') => lanes[name].map(({ idle }, i) => lanes.study[i].busy + idle);
      return [
        timeRow(
          name,
          `plan of ${count} tasks`,
          [planned],
          { count, unit: 'tasks/s' },
          limit(planned, { most: 5_000_000 }),
        ),
        {
          bench: name,
          what: '  what it adds to the memory',
          value: Math.max(1, bytes),
          unit: 'bytes',
          quartiles: null,
          rate: null,
          goal: limit(bytes, { most: 500_000_000 }),
        },
        timeRow(name, `a bare sweep of ${jobs.length} fits of ${iterations} steps`, samples.sweep, work),
        timeRow(name, 'a study of them, kept in a folder', samples.study, work),
        ratioRow(name, "  the study's hold on a thread / the sweep's", occupied('study'), occupied('sweep'), {
          most: 1.02,
        }),
      ];
    } finally {
      await pool.close();
    }
  },
};
