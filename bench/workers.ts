// Two training runs on two worker threads against one. Rate: iterations a second. Goal: two workers do at least 1.85 times
// the work of one, which takes two processors that nothing else uses.
import { clusters } from '../src/data/clusters.js';
import { fitMany } from '../src/jobs/fit-many.js';
import type { Executor } from '../src/jobs/job.js';
import { threadPool } from '../src/jobs/thread-pool.js';
import type { Bench } from './bench.js';
import { type Contender, race } from './measure.js';
import { paperModel } from './problem.js';
import { ratioRow, timeRow } from './row.js';

const name = 'workers';
const script = new URL('../dist/worker.js', import.meta.url);

export const workers: Bench = {
  name,
  title: 'Two seeds on two workers against two seeds on one, threads already started',
  async run({ effort }) {
    const { iterations } = effort;
    const { training } = clusters({ seed: 1 });
    const model = paperModel({ ebits: 1, depth: 20 });
    const pools = await Promise.all([1, 2].map((count) => threadPool({ workers: count, script })));
    const contender = (label: string, executor: Executor): Contender => ({
      name: label,
      async sample() {
        const start = performance.now();
        await fitMany(model, training, { iterations, seeds: [1, 2], executor });
        return (performance.now() - start) * 1000;
      },
    });
    try {
      const contenders = [contender('one', pools[0]), contender('two', pools[1])];
      await race(contenders, 1);
      const samples = await race(contenders, Math.min(7, effort.rounds));
      const work = { count: 2 * iterations, unit: 'iterations/s' };
      return [
        timeRow(name, `two seeds of ${iterations} iterations on one worker`, samples.one, work),
        timeRow(name, `two seeds of ${iterations} iterations on two workers`, samples.two, work),
        ratioRow(name, "  two workers' rate / one worker's", samples.one, samples.two, { least: 1.85 }),
      ];
    } finally {
      await Promise.all(pools.map((pool) => pool.close()));
    }
  },
};
