// One training on several threads against what two independent processes reach, each with the same training on one thread.
// Rate: samples a second. Goal: two threads reach at least .95 of the two processes' rate together.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.js';
import { built } from './built-library.js';
import { race } from './measure.js';
import { ratioRow, timeRow } from './row.js';

const name = 'threads';
const program = fileURLToPath(new URL('./large-fit.mjs', import.meta.url));

/** A process that trains whenever it is asked to. */
async function started(threads: number): Promise<ChildProcess> {
  const child = fork(program, [built(), String(threads)], { execArgv: [] });
  await once(child, 'message');
  return child;
}

/** Microseconds of one training, the warm-up before it left out. */
async function trained(child: ChildProcess): Promise<number> {
  child.send('train');
  const [microseconds] = await once(child, 'message');
  return microseconds as number;
}

export const threads: Bench = {
  name,
  title: '100,000 rows of 16 features, batches of 25,000, one ebit, depth 20',
  async run({ effort }) {
    const children = await Promise.all([started(1), started(1), started(2)]);
    const [first, second, both] = children;
    const contenders = [
      { name: 'one', sample: () => trained(first) },
      {
        // The rate of both together: each has done a whole training by then.
        name: 'independent',
        sample: async () => {
          const times = await Promise.all([trained(first), trained(second)]);
          return 1 / times.reduce((rate, time) => rate + 1 / time, 0);
        },
      },
      { name: 'two', sample: () => trained(both) },
    ];
    try {
      const samples = await race(contenders, Math.min(7, effort.rounds));
      const work = { count: 20 * 25_000, unit: 'samples/s' };
      return [
        timeRow(name, '20 steps on one thread', samples.one, work),
        timeRow(name, '20 steps, shared by two independent processes', samples.independent, work),
        timeRow(name, '20 steps on two threads', samples.two, work),
        ratioRow(name, "  two threads' rate / independent processes'", samples.independent, samples.two, {
          least: 0.95,
        }),
      ];
    } finally {
      for (const child of children) child.kill();
    }
  },
};
