// A whole training run against its bare steps: minibatch shuffling, Adam, history and evaluation, one thread.
// Rate: samples a second. Goal: 2000 steps in at most 1.12 of the time of 2000 bare steps.
import { clusters } from '../src/data/clusters.js';
import { fit } from '../src/jobs/fit.js';
import { openSession } from '../src/models/session.js';
import type { Bench } from './bench.js';
import { type Contender, race } from './measure.js';
import { minibatch, paperModel } from './problem.js';
import { ratioRow, timeRow } from './row.js';

const name = 'training';

async function microseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) * 1000;
}

export const training: Bench = {
  name,
  title: 'A training run against its bare steps, depth 20, batch 768, one ebit',
  async run({ effort }) {
    const { iterations } = effort;
    const { training: data, validation } = clusters({ seed: 1 });
    const model = paperModel({ ebits: 1, depth: 20 });
    const session = openSession(model, data.rows, data.labels);
    const gradient = new Float64Array(model.parameters.length);
    const order = minibatch(data, data.length);
    const quarters = [0, 1, 2, 3].map((k) => order.subarray((k * data.length) / 4, ((k + 1) * data.length) / 4));
    const bare = (): void => {
      for (let i = 0; i < iterations; i++) session.step(model.parameters, quarters[i % 4], 'mse', gradient);
    };
    const contenders: Contender[] = [
      { name: 'bare', sample: () => microseconds(bare) },
      { name: 'fit', sample: () => microseconds(() => fit(model, data, { iterations, seed: 1 })) },
      { name: 'validated', sample: () => microseconds(() => fit(model, data, { iterations, seed: 1, validation })) },
    ];
    await race(contenders, 1);
    const samples = await race(contenders, Math.min(9, effort.rounds));
    session.close();
    const work = { count: iterations * quarters[0].length, unit: 'samples/s' };
    return [
      timeRow(name, `${iterations} bare steps`, samples.bare, work),
      timeRow(name, `fit of ${iterations} iterations`, samples.fit, work),
      ratioRow(name, '  fit / bare steps', samples.fit, samples.bare, { most: 1.12 }),
      timeRow(name, `fit of ${iterations} iterations with 1024 validation rows`, samples.validated, work),
      ratioRow(name, '  fit with validation / bare steps', samples.validated, samples.bare),
    ];
  },
};
