// Microseconds of one training step, loss and gradient of a minibatch, one thread.
// Rate: samples a second. Goals at depth 20, batch 768: with one ebit at most 0.65 of the hand-written JAX program's time,
// with any number of ebits at most 1.0 of the native program's; PennyLane's default.qubit at least 10,000 times slower.
import { clusters } from '../src/data/clusters.js';
import { openSession } from '../src/models/session.js';
import type { EngineChoice } from '../src/models/session-types.js';
import { medianOf } from '../src/statistics.js';
import { checkAgreement, type OwnAnswer } from './agreement.js';
import type { Bench, Surroundings } from './bench.js';
import { burst, type Contender, type Effort, race } from './measure.js';
import type { PeerProcess } from './peers.js';
import { ebitsInWords, minibatch, paperModel, randomData, type StepProblem, writeStepProblem } from './problem.js';
import { type Row, ratioRow, timeRow } from './row.js';

const name = 'step';

/** One step of a problem as a contender, and its answer on the first rows of the minibatch. */
export function ours(label: string, problem: StepProblem, effort: Effort, engine: EngineChoice = 'auto') {
  const { model, data, indices } = problem;
  const session = openSession(model, data.rows, data.labels, { engine });
  const gradient = new Float64Array(model.parameters.length);
  const step = (rows: Int32Array): number => session.step(model.parameters, rows, 'mse', gradient);
  return {
    label,
    engine: session.engine,
    samples: indices.length,
    contender: burst(label, () => step(indices), effort),
    answer: (samples: number): OwnAnswer => ({ loss: step(indices.subarray(0, samples)), gradient: gradient.slice() }),
    close: () => session.close(),
  };
}

type Ours = ReturnType<typeof ours>;

/** A peer on a problem file, once its answer was found to be ours. */
export async function theirs(peers: PeerProcess, peer: string, problem: string, own: Ours, repetitions: number) {
  process.stderr.write(`${peer}: compiling and checking ${own.label} …\n`);
  const answer = await peers.run(peer, problem, 1);
  checkAgreement(own.answer(answer.samples), answer);
  const contender: Contender = {
    name: peer,
    sample: async () =>
      medianOf((await peers.run(peer, problem, repetitions)).microseconds) * (own.samples / answer.samples),
  };
  return { contender, note: answer.samples === own.samples ? '' : ` (${answer.samples} samples, scaled)` };
}

/** The step with every number of ebits, against the native and the JAX program. */
async function byEbits(surroundings: Surroundings): Promise<Row[]> {
  const { effort, quick, peers, native, folder } = surroundings;
  const depth = 20;
  const { training } = clusters({ seed: 1 });
  const rows: Row[] = [];
  for (let ebits = 0; ebits <= 4; ebits++) {
    const problem = { model: paperModel({ ebits, depth }), data: training, indices: minibatch(training, 768) };
    const own = ours(`${ebitsInWords(ebits)}, depth ${depth}, batch 768`, problem, effort);
    const contenders = [own.contender];
    if (peers !== null) {
      const path = writeStepProblem(folder, `step-${ebits}`, problem, depth);
      contenders.push((await theirs(peers, 'jax-heisenberg', path, own, 10)).contender);
    }
    if (native !== null) contenders.push({ name: 'native', sample: () => native.step(ebits, depth, quick ? 50 : 200) });
    const samples = await race(contenders, effort.rounds);
    const times = samples[own.label];
    rows.push(timeRow(name, own.label, times, { count: own.samples, unit: 'samples/s' }));
    for (const [peer, most] of [
      ['jax-heisenberg', ebits === 1 ? 0.65 : undefined],
      ['native', 1],
    ] as const) {
      if (samples[peer] === undefined) continue;
      rows.push(timeRow(name, `  ${peer}`, samples[peer], { count: own.samples, unit: 'samples/s' }));
      rows.push(ratioRow(name, `  ours / ${peer}`, times, samples[peer], { most }));
    }
    own.close();
  }
  return rows;
}

/**
 * The step with one ebit in PennyLane. Compiling default.qubit's step as a whole takes many minutes at depth 20, so
 * it is compared at depth 5 too.
 */
async function byPennylane({ effort, quick, peers, folder }: Surroundings): Promise<Row[]> {
  if (peers === null) return [];
  const { training } = clusters({ seed: 1 });
  const rows: Row[] = [];
  for (const [peer, fullDepth, least] of [
    ['default.qubit', 20, 10_000],
    ['default.qubit-jit', 5, undefined],
    ['lightning.qubit', 20, undefined],
  ] as const) {
    const depth = quick ? 2 : fullDepth;
    const problem = { model: paperModel({ ebits: 1, depth }), data: training, indices: minibatch(training, 768) };
    const path = writeStepProblem(folder, `step-${peer}`, problem, depth);
    const own = ours(`1 ebit, depth ${depth}, batch 768`, problem, effort);
    const { contender, note } = await theirs(peers, peer, path, own, 1);
    const samples = await race([own.contender, contender], quick ? 1 : 2);
    own.close();
    const label = `PennyLane ${peer}, depth ${depth}${note}`;
    rows.push(timeRow(name, label, samples[peer], { count: own.samples, unit: 'samples/s' }));
    rows.push(ratioRow(name, `  ${peer} / ours`, samples[peer], samples[own.label], quick ? {} : { least }));
  }
  return rows;
}

/** How the step grows with depth, batch, qubits and mixing, and by which engine it is made. */
async function bySize({ effort, quick }: Surroundings): Promise<Row[]> {
  const { training } = clusters({ seed: 1 });
  const plan: Ours[] = [];
  const add = (what: string, problem: StepProblem, engine?: EngineChoice) => {
    plan.push(ours(what, problem, effort, engine));
  };
  const four = (depth: number, batch: number): StepProblem => ({
    model: paperModel({ ebits: 1, depth }),
    data: training,
    indices: minibatch(training, batch),
  });
  for (const depth of quick ? [1] : [1, 5, 10, 40]) add(`1 ebit, depth ${depth}, batch 768`, four(depth, 768));
  for (const batch of quick ? [64] : [16, 64, 256, 3072]) add(`1 ebit, depth 20, batch ${batch}`, four(20, batch));
  for (const qubits of quick ? [1, 2] : [1, 2, 8]) {
    const model = paperModel({ ebits: 1, depth: 5, qubits });
    const data = randomData(2 * qubits, 256);
    const what = `1 ebit, ${qubits} qubits a processor, depth 5, batch 256`;
    add(what, { model, data, indices: minibatch(data, 256) });
  }
  for (const ebits of quick ? [4] : [0, 1, 2, 3, 4]) {
    const model = paperModel({ ebits, depth: 7, mixing: 3 });
    const what = `${ebitsInWords(ebits)}, 3 mixing layers, depth 7, batch 768`;
    add(what, { model, data: training, indices: minibatch(training, 768) });
  }
  for (const batch of quick ? [16] : [16, 768]) {
    for (const engine of ['observable', 'state'] as const) {
      add(`1 ebit, depth 20, batch ${batch}, ${engine} engine`, four(20, batch), engine);
    }
  }
  const samples = await race(
    plan.map((one) => one.contender),
    effort.rounds,
  );
  return plan.map((one) => {
    one.close();
    return timeRow(name, one.label, samples[one.label], { count: one.samples, unit: 'samples/s' });
  });
}

export const step: Bench = {
  name,
  title: 'A training step: loss and gradient over a minibatch, one thread',
  async run(surroundings) {
    const rows: Row[] = [];
    for (const part of [byEbits, byPennylane, bySize]) rows.push(...(await part(surroundings)));
    return rows;
  },
};
