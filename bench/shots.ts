// What finite shots cost to compute with, one thread: accuracies over 1024 rows at twenty numbers of shots, and the step of
// the loss of shots beside that of the mean square. Rate: rows a second. Goal: parity weights, all twenty, at most 100 ms.
import { accuracyAtShots } from '../src/analysis/accuracy-at-shots.js';
import { clusters } from '../src/data/clusters.js';
import { classifier } from '../src/models/classifier.js';
import { qcnn } from '../src/models/qcnn.js';
import { openSession } from '../src/models/session.js';
import type { PlainLoss } from '../src/models/session-types.js';
import { bellNetwork } from '../src/network/bell-network.js';
import { medianOf } from '../src/statistics.js';
import type { Bench } from './bench.js';
import { burst, race } from './measure.js';
import { minibatch, paperModel } from './problem.js';
import { limit, ratioRow, timeRow } from './row.js';

const name = 'shots';

/** From 1 to 10,001, each about 1.6 times the one before. */
const twenty = Array.from({ length: 20 }, (_, i) => 2 * Math.round((10_000 ** (i / 19) - 1) / 2) + 1);

export const shots: Bench = {
  name,
  title: 'Accuracies by shots over 1024 rows, and the loss of 100 shots at depth 20, batch 768, one ebit; one thread',
  async run({ effort }) {
    const { training, validation } = clusters({ seed: 1 });
    const parity = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }), weights: 'parity' });
    const free = paperModel({ ebits: 1, depth: 20 });
    const session = openSession(free, training.rows, training.labels);
    const batch = minibatch(training, 768);
    const gradient = new Float64Array(free.parameters.length);
    const step = (loss: PlainLoss) => () => session.step(free.parameters, batch, loss, gradient);
    const accuracies = 'parity weights, twenty numbers of shots';
    const single = [9, 101, 1001].map((count) => ({ count, label: `free weights, ${count} shots` }));
    const times = await race(
      [
        burst(accuracies, () => twenty.map((count) => accuracyAtShots(parity, validation, count)), effort),
        ...single.map(({ count, label }) => burst(label, () => accuracyAtShots(free, validation, count), effort)),
        burst('step, mse', step('mse'), effort),
        burst('step, 100 shots', step({ kind: 'shots', shots: 100 }), effort),
      ],
      effort.rounds,
    );
    session.close();
    const { length } = validation;
    const goal = limit(medianOf(times[accuracies]), { most: 100_000 });
    return [
      timeRow(name, accuracies, times[accuracies], { count: 20 * length, unit: 'rows/s' }, goal),
      ...single.map(({ label }) => timeRow(name, label, times[label], { count: length, unit: 'rows/s' })),
      timeRow(name, 'step, mse', times['step, mse'], { count: 768, unit: 'samples/s' }),
      timeRow(name, 'step, 100 shots', times['step, 100 shots'], { count: 768, unit: 'samples/s' }),
      ratioRow(name, '  100 shots / mse', times['step, 100 shots'], times['step, mse']),
    ];
  },
};
