// Microseconds of one training step with depolarizing behind every gate, loss and gradient of a minibatch, one thread.
// Rate: samples a second. Goals: at depth 20, batch 768 and one ebit at most 20 times the step without noise, in the same run;
// PennyLane's default.mixed at depth 2 at least 1,000 times slower.
import { clusters } from '../src/data/clusters.js';
import { classifier } from '../src/models/classifier.js';
import { zz } from '../src/models/embedding.js';
import type { Model } from '../src/models/model-types.js';
import { qcnn } from '../src/models/qcnn.js';
import { network } from '../src/network/network.js';
import type { Bench, Surroundings } from './bench.js';
import { race } from './measure.js';
import { minibatch, paperModel, writeStepProblem } from './problem.js';
import { type Row, ratioRow, timeRow } from './row.js';
import { ours, theirs } from './step.js';

const name = 'noise';
const p = 1e-3;

/** The paper's model with noise behind every gate of mixing, embedding and circuit. */
function noisyModel(plain: Model, depth: number): Model {
  const processors = plain.network.processors.map((processor) => ({
    name: processor.name,
    qubits: processor.qubits,
    noise: [{ after: 'all', channel: 'depolarizing', p }] as const,
  }));
  const ebits = plain.network.ebits.map((_, i) => ({ between: [`A.${i}`, `B.${i}`] as const }));
  const model = classifier({ network: network({ processors, ebits }), embedding: zz(), circuit: qcnn({ depth }) });
  return model.withParameters(plain.parameters);
}

/** The step with noise beside the step without. */
async function beside({ effort, quick }: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];
  const { training } = clusters({ seed: 1 });
  const indices = minibatch(training, 768);
  for (const { ebits, depth } of quick ? [{ ebits: 1, depth: 2 }] : [1, 2].map((e) => ({ ebits: e, depth: 20 }))) {
    const model = paperModel({ ebits, depth });
    const what = `${ebits} ebit${ebits === 1 ? '' : 's'}, depth ${depth}, batch 768`;
    const plain = ours(`${what}, without noise`, { model, data: training, indices }, effort);
    const noisy = ours(what, { model: noisyModel(model, depth), data: training, indices }, effort);
    const samples = await race([noisy.contender, plain.contender], effort.rounds);
    plain.close();
    noisy.close();
    rows.push(
      timeRow(name, noisy.label, samples[noisy.label], { count: 768, unit: 'samples/s' }),
      timeRow(name, plain.label, samples[plain.label], { count: 768, unit: 'samples/s' }),
      ratioRow(
        name,
        '  with / without noise',
        samples[noisy.label],
        samples[plain.label],
        ebits === 1 ? { most: 20 } : {},
      ),
    );
  }
  return rows;
}

/** The step with noise in PennyLane. */
async function byPennylane({ effort, peers, folder }: Surroundings): Promise<Row[]> {
  if (peers === null) return [];
  const depth = 2;
  const peer = 'default.mixed';
  const { training } = clusters({ seed: 1 });
  const model = noisyModel(paperModel({ ebits: 1, depth }), depth);
  const problem = { model, data: training, indices: minibatch(training, 768) };
  const own = ours(`1 ebit, depth ${depth}, batch 768`, problem, effort);
  const path = writeStepProblem(folder, 'noise', problem, depth, p);
  const { contender, note } = await theirs(peers, peer, path, own, 1);
  const samples = await race([own.contender, contender], Math.min(3, effort.rounds));
  own.close();
  return [
    timeRow(name, own.label, samples[own.label], { count: 768, unit: 'samples/s' }),
    timeRow(name, `  ${peer}${note}`, samples[peer], { count: 768, unit: 'samples/s' }),
    ratioRow(name, `  ${peer} / ours`, samples[peer], samples[own.label], { least: 1000 }),
  ];
}

export const noise: Bench = {
  name,
  title: `A training step with depolarizing of ${p} behind every gate, one thread`,
  async run(surroundings) {
    return [...(await beside(surroundings)), ...(await byPennylane(surroundings))];
  },
};
