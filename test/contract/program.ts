// A few seconds of everything whose numbers are promised to be the same everywhere. It is given the library, so that it
// runs from the sources and from every file that the build makes, in every runtime; it imports nothing but types.
import type { Dataset, FitOptions, FitResult, Model } from '../../src/index.js';

export type Library = typeof import('../../src/index.js');

/** What must not change any number. */
export interface Variation {
  /** How many threads share the jobs. */
  readonly workers: number;
  /** How rows are cut for probabilities, trainings by checkpoints, and jobs between calls: 0, 1 or 2. */
  readonly chunking: number;
}

/** Numbers with a name; they have to be the same bits everywhere. */
export interface Value {
  readonly name: string;
  readonly numbers: Float64Array;
}

/** At which iterations a training is stopped, put into JSON and resumed. */
const interruptions: readonly (readonly number[])[] = [[], [20], [1, 13, 31]];
/** How many rows are asked for at once; the last number again and again. */
const pieces: readonly (readonly number[])[] = [[Number.POSITIVE_INFINITY], [32, 7], [1, 2, 61]];

class Contract {
  readonly values: Value[] = [];

  readonly ebit: Library;
  readonly variation: Variation;
  readonly script: URL | undefined;

  constructor(ebit: Library, variation: Variation, script: URL | undefined) {
    this.ebit = ebit;
    this.variation = variation;
    this.script = script;
  }

  add(name: string, ...parts: readonly (ArrayLike<number> | number)[]): void {
    const numbers = parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part)));
    this.values.push({ name, numbers: Float64Array.from(numbers) });
  }

  addFit(name: string, { model, accuracy, loss, history }: FitResult): void {
    this.add(`${name}: losses`, history.loss);
    const { trainingAccuracy, trainingLoss, validationAccuracy, validationLoss } = history;
    const validation = [validationAccuracy ?? [], validationLoss ?? [], accuracy.validation ?? 0, loss.validation ?? 0];
    this.add(`${name}: scores`, trainingAccuracy, trainingLoss, ...validation, accuracy.training, loss.training);
    this.add(`${name}: parameters`, model.parameters);
  }

  /** Trains in several parts, each from the JSON of the checkpoint that the last one left. */
  async trained(model: Model, training: Dataset, options: FitOptions & { iterations: number }): Promise<FitResult> {
    let resume: FitOptions['resume'];
    for (const iterations of interruptions[this.variation.chunking].filter((at) => at < options.iterations)) {
      const { checkpoint } = await this.ebit.fit(model, training, { ...options, iterations, resume });
      resume = this.ebit.parseCheckpoint(JSON.stringify(checkpoint));
    }
    return this.ebit.fit(model, training, { ...options, resume });
  }

  /** The probabilities of all rows, asked for piece by piece. */
  probabilities(model: Model, rows: Float64Array): Float64Array {
    const width = model.features.reduce((sum, features) => sum + features, 0);
    const sizes = pieces[this.variation.chunking];
    const found: number[] = [];
    for (let at = 0, piece = 0; at * width < rows.length; piece++) {
      const size = Math.min(sizes[Math.min(piece, sizes.length - 1)], rows.length / width - at);
      found.push(...model.probabilities(rows.subarray(at * width, (at + size) * width)));
      at += size;
    }
    return Float64Array.from(found);
  }

  /** The results of `act` for all items, in their order, whatever the calls that they are dealt to. */
  async dealt<T, R>(items: readonly T[], act: (items: readonly T[]) => Promise<R[]>): Promise<R[]> {
    if (this.variation.chunking === 0) return act(items);
    if (this.variation.chunking === 1) return (await act([...items].reverse())).reverse();
    return (await Promise.all(items.map((item) => act([item])))).flat();
  }
}

/** Chance, data, and what is made of them before any circuit runs. */
function data({ ebit, add }: Pick<Contract, 'ebit' | 'add'>): void {
  const stream = ebit.randomStream(7, 'contract');
  add(
    'uniform numbers',
    Float64Array.from({ length: 100 }, (_, i) => stream.uniform(i)),
  );
  const { training, validation } = ebit.clusters({ seed: 1 });
  add('clusters: training', training.rows, training.labels);
  add('clusters: validation', validation.rows, validation.labels);
  const distinct = ebit.clusters({ seed: 2, corners: 'distinct' }).training;
  add('clusters: distinct corners', distinct.rows.subarray(0, 800));
  add('Haar unitaries', ebit.haarUnitaries({ qubits: 3, count: 4, seed: 5, stream: 'contract' }));
  const scale = ebit.fitScale(validation.rows, 8);
  add('scaled rows', ebit.applyScale(validation.rows, scale).subarray(0, 800));
  const split = ebit.stratifiedSplit(validation, { seed: 3, fraction: 0.4 });
  add('stratified split', split.training.rows.subarray(0, 800), split.validation.rows.subarray(0, 800));
}

/** Trainings of the paper's classifier: both engines, mixing layers, both losses. */
async function classifiers(contract: Contract): Promise<void> {
  const { ebit } = contract;
  const { training, validation } = ebit.clusters({ seed: 1 });
  const few = ebit.subset(
    training,
    Array.from({ length: 96 }, (_, i) => 31 * i),
  );
  const unseen = ebit.subset(
    validation,
    Array.from({ length: 130 }, (_, i) => 7 * i),
  );
  const options = { validation: unseen, iterations: 50, evaluateEvery: 25, learningRate: 0.05, seed: 11 };
  const network = ebit.bellNetwork({ ebits: 1 });
  const model = ebit.classifier({ network, circuit: ebit.qcnn({ depth: 2 }) });
  for (const engine of ['observable', 'state'] as const) {
    const run = await contract.trained(model, few, { ...options, engine });
    contract.addFit(`${engine} engine`, run);
    contract.add(`${engine} engine: probabilities`, contract.probabilities(run.model, unseen.rows));
  }
  const mixed = ebit.classifier({
    network: ebit.bellNetwork({ ebits: 2, fidelity: 0.9 }),
    embedding: ebit.zz({ pairs: 'all' }),
    mixing: { layers: 1 },
    circuit: ebit.qcnn({ depth: 1 }),
    weights: 'parity',
  });
  const run = await contract.trained(mixed, few, { ...options, iterations: 24, loss: 'product', batch: 'full' });
  contract.addFit('two noisy ebits and mixing', run);
  contract.add('two noisy ebits and mixing: probabilities', contract.probabilities(run.model, unseen.rows));
  const { rows, labels } = few;
  for (const [form, one] of [
    ['free', (await contract.trained(model, few, { ...options, iterations: 10 })).model],
    ['parity', run.model],
  ] as const) {
    const { loss, gradient } = ebit.lossAndGradient(one, rows, labels, { loss: { kind: 'shots', shots: 100 } });
    contract.add(`errors of 100 shots, ${form} weights`, Float64Array.of(loss), gradient);
  }
  const baseline = await ebit.fitDnn(few, unseen, { iterations: 50, evaluateEvery: 25, seed: 4 });
  contract.add('classical baseline: losses', baseline.history.loss);
  contract.add('classical baseline: parameters', baseline.parameters);
}

/** Three processors, readout errors, data twice in a circuit of one's own. */
async function triangle(contract: Contract): Promise<void> {
  const { ebit } = contract;
  const network = ebit.network({
    processors: [
      { name: 'A', qubits: 2 },
      { name: 'B', qubits: 2, readoutError: 0.02 },
      { name: 'C', qubits: 2, readoutError: { flip0: 0.01, flip1: 0.03 } },
    ],
    ebits: [
      { between: ['A.0', 'B.0'] },
      { between: ['B.1', 'C.0'], fidelity: 0.95 },
      { between: ['C.1', 'A.1'], weights: { phiPlus: 0.9, phiMinus: 0.05, psiPlus: 0.05, psiMinus: 0 } },
    ],
  });
  const own = ebit
    .circuit(2)
    .rx(ebit.parameter(0), 0)
    .rz(ebit.data(0), 0)
    .cz(0, 1)
    .ry(ebit.parameter(1), 1)
    .measure(0)
    .when(0, 1, (then) => then.rx(ebit.parameter(2), 1));
  const circuit = ebit.customCircuit({ circuit: own, readout: 1 });
  const model = ebit.classifier({ network, circuit });
  const stream = ebit.randomStream(2, 'contract: triangle');
  const rows = Float64Array.from({ length: 6 * 40 }, (_, i) => 3 * stream.uniform(i) - 1.5);
  const labels = Array.from({ length: 40 }, (_, i) => (rows[6 * i] * rows[6 * i + 2] * rows[6 * i + 4] > 0 ? 1 : -1));
  const run = await contract.trained(model, ebit.dataset(rows, labels), { iterations: 50, batch: 'full', seed: 6 });
  contract.addFit('noisy network of three', run);
  contract.add('noisy network of three: probabilities', contract.probabilities(run.model, rows));
}

/** Features times trainable scales, beside trained angles and data; training, Jacobian and a joint state. */
async function uploads(contract: Contract): Promise<void> {
  const { ebit } = contract;
  const stream = ebit.randomStream(8, 'contract: uploads');
  const rows = Float64Array.from({ length: 4 * 40 }, (_, i) => 3 * stream.uniform(i) - 1.5);
  const labels = Array.from({ length: 40 }, (_, i) => (rows[4 * i] * rows[4 * i + 3] > 0 ? 1 : -1));
  let own = ebit.circuit(2);
  for (let layer = 0; layer < 2; layer++) {
    if (layer > 0) own = own.cz(0, 1);
    for (const qubit of [0, 1]) {
      const first = 3 * (2 * layer + qubit);
      own = own
        .ry(ebit.scaledData(first, qubit), qubit)
        .ry(ebit.parameter(first + 1), qubit)
        .rz(ebit.parameter(first + 2), qubit);
    }
  }
  own = own.rzz(ebit.data(0), 0, 1).rx(ebit.scaledData(0, 1), 1);
  const circuit = ebit.customCircuit({ circuit: own, readout: 1 });
  const network = ebit.bellNetwork({ ebits: 1, fidelity: 0.95, qubits: 2 });
  const embedding = ebit.customEmbedding(ebit.circuit(2));
  const model = ebit.classifier({ network, embedding, circuit });
  const run = await contract.trained(model, ebit.dataset(rows, labels), { iterations: 50, seed: 9 });
  contract.addFit('trainable scales', run);
  contract.add('trainable scales: probabilities', contract.probabilities(run.model, rows));
  const session = ebit.openSession(model, rows.subarray(0, 28));
  contract.add('trainable scales: Jacobian', session.jacobian(run.model.parameters));
  session.close();
  const input = { parameters: run.model.parameters.subarray(0, 12), features: rows.subarray(0, 2) };
  const { value, gradient } = ebit.expectationGradient(own, 'XZ', input);
  contract.add('trainable scales: joint state', ebit.amplitudes(own, input), value, gradient);
}

/** Coins in place of ebits and beside one: fair, biased, and in the other basis. */
async function coins(contract: Contract): Promise<void> {
  const { ebit } = contract;
  const stream = ebit.randomStream(5, 'contract: coins');
  const rows = Float64Array.from({ length: 4 * 40 }, (_, i) => 3 * stream.uniform(i) - 1.5);
  const labels = Array.from({ length: 40 }, (_, i) => (rows[4 * i] * rows[4 * i + 2] > 0 ? 1 : -1));
  const options = { iterations: 50, learningRate: 0.05, batch: 'full', seed: 3 } as const;
  const circuit = ebit.qcnn({ depth: 2 });
  const fair = ebit.classifier({ network: ebit.bellNetwork({ ebits: 0, coins: 1, qubits: 2 }), circuit });
  contract.addFit('one coin', await contract.trained(fair, ebit.dataset(rows, labels), options));
  const processors = ['A', 'B'].map((name) => ({ name, qubits: 2 }));
  const network = ebit.network({
    processors,
    ebits: [{ between: ['A.0', 'B.1'], fidelity: 0.9 }],
    coins: [{ between: ['B.0', 'A.1'], heads: 0.3, basis: 'X' }],
  });
  const biased = ebit.classifier({ network, mixing: { layers: 1 }, circuit, weights: 'parity' });
  const run = await contract.trained(biased, ebit.dataset(rows, labels), options);
  contract.addFit('an ebit and a biased coin', run);
  contract.add('an ebit and a biased coin: probabilities', contract.probabilities(run.model, rows));
}

/** The CHSH game from several starts, in threads. */
async function game(contract: Contract): Promise<void> {
  const { ebit, script, variation } = contract;
  const { workers } = variation;
  const network = ebit.bellNetwork({ ebits: 1, qubits: 2 });
  const model = ebit.classifier({ network, circuit: ebit.qcnn({ depth: 1 }), weights: 'fixed' });
  const options = { iterations: 60, evaluateEvery: 30, learningRate: 0.05, loss: 'product', batch: 'full' } as const;
  const executor = await ebit.threadPool({ workers, script });
  try {
    const runs = await contract.dealt([1, 2, 3], (seeds) =>
      ebit.fitMany(model, ebit.chsh(), { ...options, seeds, executor }),
    );
    for (const [i, run] of runs.entries()) {
      contract.addFit(`CHSH from seed ${i + 1}`, run);
      contract.add(`CHSH from seed ${i + 1}: win`, ebit.successProbability(run.model, ebit.chsh()));
    }
  } finally {
    await executor.close();
  }
}

/** Batches that are cut into segments, taken by several threads. */
async function largeBatches(contract: Contract): Promise<void> {
  const { ebit, variation } = contract;
  const network = ebit.bellNetwork({ ebits: 1, qubits: 2 });
  const model = ebit.classifier({ network, circuit: ebit.qcnn({ depth: 1 }) });
  const stream = ebit.randomStream(3, 'contract: large batches');
  const count = 9000;
  const rows = Float64Array.from({ length: 4 * count }, (_, i) => stream.uniform(i));
  const labels = Array.from({ length: count }, (_, n) => (rows[4 * n] + rows[4 * n + 3] > 1 ? 1 : -1));
  const options = { iterations: 6, batch: 'full', evaluateEvery: 3, seed: 4, threads: variation.workers } as const;
  contract.addFit('large batches', await ebit.fit(model, ebit.dataset(rows, labels), options));
}

/** Fisher matrices, their ranks and spectra, and effective dimensions in threads. */
async function dimensions(contract: Contract): Promise<void> {
  const { ebit, script, variation } = contract;
  const { workers } = variation;
  const models = [0, 1, 4].map((ebits) =>
    ebit.classifier({ network: ebit.bellNetwork({ ebits }), circuit: ebit.qcnn({ depth: 1 }), seed: 3 }),
  );
  const rows = ebit.clusters({ seed: 1 }).training.rows.subarray(0, 8 * 40);
  const fisher = ebit.fisherMatrix(models[1], rows);
  contract.add('Fisher matrix', fisher);
  contract.add('Jacobian of the outcomes', ebit.outcomeJacobian(models[2], rows.subarray(0, 8 * 3)));
  const { rank, gap, singularValues } = ebit.rankOf(fisher, models[1].angles);
  contract.add('rank and singular values', rank, gap, singularValues);
  const options = { inputs: 30, draws: 2, seed: 8, workers, script };
  const found = await contract.dealt(models, (some) => ebit.effectiveDimensions(some, options));
  for (const [i, dimension] of found.entries()) {
    const { rank, cap, gap, singularValues } = dimension;
    contract.add(`effective dimension of Bell-${[0, 1, 4][i]}`, rank, cap, gap, singularValues);
  }
  const abbas = { observations: 3072, inputs: 10, draws: 3, seed: 1 };
  const { value, normalised } = await ebit.normalisedEffectiveDimension(models[1], abbas);
  contract.add('normalised effective dimension', value, normalised);
}

/** Adam by itself, and circuits on joint states. */
function others({ ebit, add }: Pick<Contract, 'ebit' | 'add'>): void {
  const parameters = Float64Array.from({ length: 20 }, (_, i) => i - 9.5);
  const { init, update } = ebit.adam({ learningRate: 0.1, beta2: 0.99 });
  const state = init(parameters.length);
  for (let step = 0; step < 200; step++) {
    const gradient = parameters.map((x, i) => (x * (i + 1)) / 7 + x * x * x);
    update(state, gradient, parameters);
  }
  add('Adam', parameters, state.firstMoment, state.secondMoment, state.beta1Power, state.beta2Power);

  const qubits = 11;
  let circuit = ebit.circuit(qubits);
  let angles = 0;
  for (let layer = 0; layer < 3; layer++) {
    for (let qubit = 0; qubit < qubits; qubit++) {
      circuit = circuit.ry(ebit.parameter(angles++), qubit).rz(ebit.parameter(angles++), qubit);
    }
    for (let qubit = layer % 2; qubit + 1 < qubits; qubit += 2) circuit = circuit.cx(qubit, qubit + 1);
  }
  const stream = ebit.randomStream(9, 'contract: angles');
  const input = { parameters: Array.from({ length: angles }, (_, i) => 6 * stream.uniform(i)) };
  const observable = [
    { coefficient: 0.5, pauli: `ZZ${'I'.repeat(qubits - 2)}` },
    { coefficient: -2, pauli: `${'I'.repeat(qubits - 3)}XYX` },
  ];
  add('joint amplitudes', ebit.amplitudes(circuit, input));
  const { value, gradient } = ebit.expectationGradient(circuit, observable, input);
  add('joint expectation and gradient', value, gradient);
  add('shots', ebit.sample(circuit, 1000, 4, input));
}

/** Three classes, all of them balanced, and what is said of their rows. */
async function classes(contract: Contract): Promise<void> {
  const { ebit } = contract;
  const { training } = ebit.clusters({ dimension: 3, seed: 5 });
  const stream = ebit.randomStream(6, 'contract: classes');
  const rows = training.rows.subarray(0, 90 * training.features);
  const labels = Float64Array.from({ length: 90 }, (_, n) =>
    Math.floor(3 * stream.uniform(n) * stream.uniform(n + 90)),
  );
  const model = ebit.classifier({
    network: ebit.network({
      processors: [
        { name: 'A', qubits: 2 },
        { name: 'B', qubits: 1 },
      ],
      ebits: [{ between: ['A.0', 'B.0'] }],
    }),
    circuit: ebit.qcnn({ depth: 1 }),
    classes: 3,
  });
  const data = ebit.dataset(rows, labels, { classes: 3 });
  const options = { iterations: 40, batch: 20, seed: 3, classWeights: 'balanced', evaluateEvery: 20 } as const;
  const run = await contract.trained(model, data, options);
  contract.addFit('three classes', run);
  contract.add(
    'three classes: logits',
    run.model.logits(rows),
    run.model.classProbabilities(rows),
    run.model.predict(rows),
  );
  contract.add('three classes: shots', ebit.accuracyAtShots(run.model, data, 9).accuracy);
}

/** Several readouts of a processor, of noisy ebits with readout errors; training, Jacobian and five classes. */
async function readouts(contract: Contract): Promise<void> {
  const { ebit } = contract;
  const stream = ebit.randomStream(12, 'contract: readouts');
  const rows = Float64Array.from({ length: 4 * 40 }, (_, i) => 3 * stream.uniform(i) - 1.5);
  const labels = Array.from({ length: 40 }, (_, i) => (rows[4 * i] * rows[4 * i + 3] > 0 ? 1 : -1));
  const network = ebit.network({
    processors: [
      { name: 'A', qubits: 2, readoutError: { flip0: 0.01, flip1: 0.04 } },
      { name: 'B', qubits: 2 },
    ],
    ebits: [{ between: ['A.0', 'B.1'], fidelity: 0.95 }],
  });
  const options = { iterations: 50, seed: 9 } as const;
  const model = ebit.classifier({ network, circuit: ebit.reuploading({ layers: 2, readout: [1, 0] }) });
  const run = await contract.trained(model, ebit.dataset(rows, labels), options);
  contract.addFit('several readouts', run);
  contract.add('several readouts: probabilities', contract.probabilities(run.model, rows));
  const session = ebit.openSession(model, rows.subarray(0, 28));
  contract.add('several readouts: Jacobian', session.jacobian(run.model.parameters));
  contract.add('several readouts: Fisher matrix', session.fisher(run.model.parameters));
  session.close();
  const five = ebit.classifier({ network, circuit: ebit.reuploading({ layers: 2, readout: 'all' }), classes: 5 });
  const kinds = Array.from({ length: 40 }, (_, n) => n % 5);
  const trained = await contract.trained(five, ebit.dataset(rows, kinds, { classes: 5 }), options);
  contract.addFit('several readouts, five classes', trained);
}

/** Noise behind gates, samples as embedded operators and one by one; channels in branches, several readouts, derivatives. */
async function noise(contract: Contract): Promise<void> {
  const { ebit } = contract;
  const stream = ebit.randomStream(14, 'contract: noise');
  const rows = Float64Array.from({ length: 4 * 40 }, (_, i) => 3 * stream.uniform(i) - 1.5);
  const labels = Array.from({ length: 40 }, (_, i) => (rows[4 * i] * rows[4 * i + 2] > 0 ? 1 : -1));
  const processors = [
    { name: 'A', qubits: 2, noise: [{ after: 'all', channel: 'depolarizing', p: 0.02 }] },
    { name: 'B', qubits: 2, noise: [{ after: 'two-qubit', channel: 'amplitudeDamping', g: 0.05 }] },
  ] as const;
  const network = ebit.network({ processors, ebits: [{ between: ['A.0', 'B.1'], fidelity: 0.95 }] });
  const options = { iterations: 50, seed: 9 } as const;
  const model = ebit.classifier({ network, circuit: ebit.qcnn({ depth: 2 }) });
  const run = await contract.trained(model, ebit.dataset(rows, labels), options);
  contract.addFit('noise behind gates', run);
  contract.add('noise behind gates: probabilities', contract.probabilities(run.model, rows));
  const session = ebit.openSession(model, rows.subarray(0, 28));
  contract.add('noise behind gates: Jacobian', session.jacobian(run.model.parameters));
  contract.add('noise behind gates: Fisher matrix', session.fisher(run.model.parameters));
  session.close();
  const again = ebit.classifier({
    network,
    mixing: { layers: 1 },
    circuit: ebit.reuploading({ layers: 2, readout: 'all' }),
  });
  const other = await contract.trained(again, ebit.dataset(rows, labels), options);
  contract.addFit('noise between data', other);
  contract.add('noise between data: probabilities', contract.probabilities(other.model, rows));
}

/**
 * Returns all values, in an order that is always the same.
 *
 * @param ebit - the library's public surface
 * @param variation - what must not matter
 * @param script - where the workers' program is, if it is not beside the library
 */
export async function contractValues(ebit: Library, variation: Variation, script?: URL): Promise<Value[]> {
  const contract = new Contract(ebit, variation, script);
  const plain = { ebit, add: contract.add.bind(contract) };
  data(plain);
  others(plain);
  await classifiers(contract);
  await triangle(contract);
  await game(contract);
  await largeBatches(contract);
  await dimensions(contract);
  await coins(contract);
  await uploads(contract);
  await classes(contract);
  await readouts(contract);
  await noise(contract);
  return contract.values;
}
