// Microseconds of one training step of a re-uploading model, loss and gradient of a minibatch, one thread: 5 layers, one ebit.
// Rate: samples a second. Goals: at most half of the time of the same circuits gate by gate, and of a hand-written JAX program,
// in the same run.
import { ClassifierEngine, type EngineKind } from '../src/engine/classifier-engine.js';
import { classifier } from '../src/models/classifier.js';
import type { Model } from '../src/models/model-types.js';
import { reuploading } from '../src/models/reuploading.js';
import { compiledModel } from '../src/models/structure.js';
import { signProducts } from '../src/models/weights.js';
import { bellNetwork } from '../src/network/bell-network.js';
import { randomStream } from '../src/random.js';
import { medianOf } from '../src/statistics.js';
import { checkAgreement } from './agreement.js';
import type { Bench } from './bench.js';
import { burst, type Contender, type Effort, race } from './measure.js';
import type { Peers } from './peers.js';
import { writeReuploadingProblem } from './problem.js';
import { type Row, ratioRow, timeRow } from './row.js';

const name = 'reuploading';
const layers = 5;
const JAX = 'jax-reuploading';

/** A step of one kind of engine as a contender. */
function stepOf(label: string, model: Model, samples: number, kind: EngineKind, effort: Effort) {
  const stream = randomStream(1, 'bench reuploading');
  const features = model.features.reduce((sum, count) => sum + count, 0);
  const rows = Float64Array.from({ length: samples * features }, (_, i) => Math.PI * (stream.uniform(i) - 0.5));
  const labels = Float64Array.from({ length: samples }, (_, n) => (n % 2 === 0 ? 1 : -1));
  const engine = new ClassifierEngine(
    { model: compiledModel(model), rows, samples, labels, weights: null, classes: null },
    kind,
  );
  const angles = model.parameters.slice(0, model.angles);
  const weights = Float64Array.from(signProducts(model.programs.length));
  const gradient = new Float64Array(model.angles);
  const weightGradient = new Float64Array(weights.length);
  const step = () => engine.step(angles, weights, null, 'mse', gradient, weightGradient);
  /** Writes the step for other programs, and sets their answer against this one's. */
  const asked = async (peers: Peers, folder: string): Promise<Contender> => {
    const data = { rows, labels, features, length: samples };
    const qubits = model.network.processors[0].qubits;
    const indices = Int32Array.from({ length: samples }, (_, n) => n);
    const path = writeReuploadingProblem(
      folder,
      `reuploading-${qubits}-${samples}`,
      { model, data, indices },
      { qubits, layers },
    );
    const answer = await peers.run(JAX, path, 1);
    checkAgreement({ loss: step(), gradient: Float64Array.of(...gradient, ...weightGradient) }, answer);
    return { name: JAX, sample: async () => medianOf((await peers.run(JAX, path, 10)).microseconds) };
  };
  const contender = burst(label, step, effort);
  return { contender, asked, close: () => engine.close() };
}

const cases = [
  { qubits: 4, batch: 64 },
  { qubits: 6, batch: 64 },
  { qubits: 8, batch: 64 },
  { qubits: 4, batch: 768 },
];

export const reuploadingStep: Bench = {
  name,
  title: `A training step of re-uploading, ${layers} layers, one ebit, one thread`,
  async run({ effort, quick, peers, folder }) {
    const rows: Row[] = [];
    for (const { qubits, batch } of quick ? cases.slice(0, 1) : cases) {
      const model = classifier({ network: bellNetwork({ ebits: 1, qubits }), circuit: reuploading({ layers }) });
      const label = `${qubits} + ${qubits} qubits, batch ${batch}`;
      const plainLabel = '  gate by gate';
      const own = stepOf(label, model, batch, 'state', effort);
      const plain = stepOf(plainLabel, model, batch, 'passes', effort);
      const jax = peers === null ? [] : [await own.asked(peers, folder)];
      const samples = await race([own.contender, plain.contender, ...jax], effort.rounds);
      own.close();
      plain.close();
      rows.push(
        timeRow(name, label, samples[label], { count: batch, unit: 'samples/s' }),
        timeRow(name, plainLabel, samples[plainLabel], null),
        ratioRow(name, '  ours / gate by gate', samples[label], samples[plainLabel], { most: 0.5 }),
        ...jax.flatMap(() => [
          timeRow(name, `  ${JAX}`, samples[JAX], null),
          ratioRow(name, `  ours / ${JAX}`, samples[label], samples[JAX], { most: 0.5 }),
        ]),
      );
    }
    return rows;
  },
};
