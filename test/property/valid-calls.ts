// One call of every public function that answers, so that a test can spoil its arguments one place at a time.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coreBytes } from '../../src/core/load.js';
import * as ebit from '../../src/index.js';

const { bellNetwork, circuit, classifier, customCircuit, data, parameter, qcnn } = ebit;

const network = bellNetwork({ ebits: 1, qubits: 1 });
const turning = circuit(1).ry(parameter(0), 0);
const model = classifier({ network, circuit: customCircuit({ circuit: turning, readout: 0 }), seed: 1 });
const rows = [
  [0.1, 0.2],
  [0.3, 0.4],
  [0.5, 0.6],
  [0.7, 0.8],
];
const labels = [1, -1, 1, -1];
const four = ebit.dataset(rows, labels);
const flat = Float64Array.from(rows.flat());
const text = 'age,dose,outcome\n54,1,ill\n61,2,well\n47,1,well\n70,3,ill';
const table = { columns: { A: ['age'], B: ['dose'] }, label: 'outcome' };
const bell = circuit(2).h(0).cx(0, 1);
const settings = { iterations: 2, seed: 1, batch: 'full', evaluateEvery: 1 } as const;
const { seed: _, ...shared } = settings;
/** Of eight features, as the baseline takes them. */
const wide = ebit.dataset(
  rows.map((row) => [...row, ...row, ...row, ...row]),
  labels,
);
const task = ebit.fitTask({
  data: { kind: 'chsh' },
  network: { qubits: 2 },
  model: { depth: 0, weights: 'parity' },
  training: { iterations: 1, evaluateEvery: 1 },
});
const plan = ebit.study({ task: { data: 'chsh' }, axes: [{ path: 'network.ebits', list: [0, 1] }] });
const measured = ebit.evaluationTask({
  data: { kind: 'chsh' },
  rows: 'training',
  model: { depth: 0 },
  parameters: new Array(12).fill(0.1),
});
/** A table of few enough rows that a training takes no time. */
/** A file that tasks read: a table large enough for three parts, small enough to be learnt from a thousand times. */
const people = join(mkdtempSync(join(tmpdir(), 'ebit-calls-')), 'people.csv');
const rowsOfPeople = Array.from({ length: 24 }, (_, n) => `${30 + ((7 * n) % 24)},${(5 * n) % 9},${n % 2}`);
writeFileSync(people, ['age,dose,label', ...rowsOfPeople].join('\n'));
const job: ebit.Job = { task, checkpointEvery: null, resume: null };
const expectations = Float64Array.of(0.5, -0.5, 0.5, 0.5);
const identity = Float64Array.of(1, 0, 0, 1);

/** The checkpoint of a short run. */
async function checkpoint(): Promise<ebit.Checkpoint> {
  return (await ebit.fit(model, four, { ...settings, iterations: 1 })).checkpoint;
}
const kept = await checkpoint();

const timed = await ebit.benchmark({ quick: true, only: ['predict-row'] });

/** For each public function the arguments of a call that answers. */
export const validCalls: Readonly<Record<string, readonly unknown[]>> = {
  accuracy: [expectations, Float64Array.from(labels)],
  accuracyAtShots: [model, four, 3, { seed: 1 }],
  adam: [{ learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 }],
  amplitudes: [turning, { parameters: [0.3] }],
  applyScale: [flat, { minimum: [0, 0], maximum: [1, 1] }],
  balancedAccuracy: [ebit.confusionTable(expectations, Float64Array.from(labels))],
  baseRate: [labels],
  bellCeiling: [ebit.bellCost('i3322'), { steps: 100 }],
  bellCost: [
    [
      { a: 0, b: 0, x: 1, y: 1, weight: 1 },
      { a: 0, weight: 1 },
    ],
  ],
  bellCostFromCsv: ['a,b,weight\n0,0,1\n0,,1'],
  bellNetwork: [{ ebits: 1, qubits: 2, fidelity: 0.9 }],
  benchmark: [{ quick: true, only: ['predict-row'] }],
  brierScore: [Float64Array.of(0.1, 0.2, 0.3, 1), Float64Array.from(labels)],
  calibrationError: [Float64Array.of(0.1, 0.2, 0.3, 1), Float64Array.from(labels)],
  callingThread: [],
  ceiling: [ebit.game('chsh'), { steps: 100 }],
  checkCertificate: [ebit.game('chsh'), { x: [1, 1], y: [1, 1] }],
  checkMargins: [ebit.game('chsh'), ebit.margins(ebit.game('chsh'))],
  checkMomentCertificate: [ebit.bellCost('i3322'), { constant: 5, x: [1, 1, 1], y: [1, 1, 1] }],
  chsh: [{ embedding: 'alternative' }],
  chshRing: [{ parties: 5, seed: 1 }],
  circuit: [2],
  classifier: [
    { network, embedding: ebit.zz(), mixing: { layers: 1 }, circuit: qcnn({ depth: 1 }), weights: 'parity', seed: 3 },
  ],
  classMetrics: [expectations, Float64Array.from(labels), { classes: 2, link: 'logistic' }],
  clusters: [{ seed: 1, corners: 'grid', dimension: 3 }],
  budget: [
    {
      data: { kind: 'table', path: people, columns: { A: ['age'], B: ['dose'] } },
      accuracy: 0.99,
      ebits: [],
      coins: [1],
      fidelities: [],
      seeds: 5,
      confirmations: 5,
      shotsMost: 3,
      trainedFor: [],
      model: { depth: 0 },
      training: { iterations: 2 },
    },
    { store: ebit.memoryStore(), executor: ebit.callingThread(), read: () => readFileSync(people, 'utf8') },
  ],
  compareBenchmarks: [timed, timed],
  compare: [
    {
      data: { kind: 'table', path: people, columns: { A: ['age'], B: ['dose'] } },
      ebits: [],
      coins: [1],
      fidelities: [],
      seeds: 1,
      shots: [],
      accuracy: 0.6,
      model: { depth: 0 },
      training: { iterations: 2 },
    },
    { store: ebit.memoryStore(), executor: ebit.callingThread(), read: () => readFileSync(people, 'utf8') },
  ],
  confusionTable: [expectations, Float64Array.from(labels)],
  constant: [0.3],
  createCheckpoint: [JSON.parse(JSON.stringify(kept))],
  createCircuit: [2, bell.operations, { parameters: 1, features: 1 }],
  createModel: [ebit.modelToJSON(model)],
  customCircuit: [{ circuit: turning, readout: 0 }],
  customEmbedding: [circuit(1).ry(data(0), 0)],
  data: [0],
  dataProduct: [0.5, { feature: 0, offset: 1, slope: -1 }],
  dataset: [rows, labels, { classes: 2 }],
  degreesOfFreedom: [network, [1, 1]],
  decodeTable: [new TextEncoder().encode(text), 'utf-8'],
  digest: [flat],
  drawNetwork: [network, { width: 80 }],
  drawCircuit: [bell, { parameters: [] }],
  dimensionTask: [
    { inputs: { kind: 'haar', count: 3 }, network: { ebits: 1 }, model: { depth: 1 }, measure: { draws: 1 } },
  ],
  distilled: [
    { phiPlus: 0.7, phiMinus: 0.1, psiPlus: 0.1, psiMinus: 0.1 },
    { protocol: 'bbpssw', rounds: 1 },
  ],
  effectiveDimension: [model, { inputs: 3, draws: 1, seed: 1 }],
  effectiveDimensions: [[model], { inputs: 3, draws: 1, seed: 1, workers: 0 }],
  evaluate: [model, four, { loss: 'product' }],
  evaluationTask: [measured],
  expectation: [bell, 'ZZ', {}],
  expectationGradient: [turning, [{ coefficient: 2, pauli: 'Z' }], { parameters: [0.3] }],
  f1Score: [Float64Array.from(labels), Float64Array.from(labels)],
  fewestShots: [0.75, 0.1, 99],
  fisherMatrix: [model, rows, [0.1, 0.2]],
  fisherRank: [identity, 2],
  fit: [
    model,
    four,
    {
      ...settings,
      validation: four,
      earlyStop: { patience: 2, minimumGain: 0.1 },
      loss: 'logistic',
      engine: 'auto',
      classWeights: { positive: 2, negative: 1 },
      sampleWeights: [1, 2, 3, 4],
      optimiser: { kind: 'sgd', momentum: 0.9, nesterov: true },
      schedule: { kind: 'cosine', warmUp: 1, over: 3, end: 0.1 },
      l2: { angles: 0, weights: 0.1 },
      clip: 1,
    },
  ],
  fitDnn: [wide, wide, { iterations: 2, seed: 1, classWeights: 'balanced', optimiser: { kind: 'adamw' } }],
  fitMlp: [four, { iterations: 2, seed: 1, hidden: 2, classWeights: 'balanced' }],
  fitLogistic: [four, { c: 2, classWeights: 'balanced', sampleWeights: [1, 2, 3, 4] }],
  fitMany: [model, four, { ...shared, seeds: [1, 2], workers: 0, schedule: { kind: 'step', every: 1, factor: 0.5 } }],
  fitScale: [flat, 2],
  fitTask: [{ data: { kind: 'clusters', seed: 2 }, network: { ebits: 1 }, model: { depth: 1 }, training: { seed: 1 } }],
  fitSteps: [model, four, settings],
  fromOpenQasm: ['OPENQASM 3.0; input float a; qubit q; U(a, 0, 0) q;', { features: ['a'] }],
  game: [[{ a: 'x', b: 1, label: 1, weight: 2 }]],
  gameFromTable: [text, { columns: { A: ['age'], B: ['dose'] }, label: 'outcome', bins: 4 }],
  gameFromCsv: ['a,b,label\n0,0,1'],
  groupedRows: [plan, ebit.studyRows(plan, ebit.memoryStore()), ['ebits']],
  haarUnitaries: [{ qubits: 1, count: 2, seed: 1, stream: 'x' }],
  invertNormalForm: [ebit.normalForm(bell)],
  isEbitError: [new Error('x')],
  logLoss: [Float64Array.of(0.1, 0.2, 0.3, 1), Float64Array.from(labels)],
  lossAndGradient: [model, rows, labels, { loss: 'product', engine: 'state', weights: [1, 2, 1, 2] }],
  memoryStore: [],
  margins: [ebit.game('chsh')],
  mermin: [{ parties: 7, seed: 1 }],
  meanLoss: [expectations, Float64Array.from(labels), 'mse'],
  modelToJSON: [model],
  network: [
    {
      processors: [
        { name: 'A', qubits: 1, readoutError: 0.1 },
        { name: 'B', qubits: 1 },
      ],
      ebits: [{ between: ['A.0', 'B.0'], fidelity: 0.9 }],
      coins: [],
    },
  ],
  networkCost: [model],
  networkSpec: [network],
  noEmbedding: [],
  normalForm: [bell],
  normalisedEffectiveDimension: [model, { inputs: 3, draws: 2, seed: 1, observations: 100 }],
  openPredictor: [model, { rows: 'scaled', link: 'logistic' }],
  openSession: [model, flat, Float64Array.from(labels), { engine: 'auto' }],
  openSimulator: [bell],
  outcomeJacobian: [model, rows, [0.1, 0.2]],
  outcomeWeights: [model, model.parameters],
  parameter: [0, { scale: -1, offset: 0.5 }],
  parityWeight: [classifier({ network, circuit: qcnn({ depth: 0 }), weights: 'parity' })],
  partyCeiling: [ebit.partyGame('mermin 3')],
  partyGame: [[{ questions: ['x', 'y', 'z'], label: 1, weight: 2 }]],
  partyGameFromCsv: ['a,b,c,label\n0,0,0,1\n0,1,1,-1'],
  parseBenchmark: [JSON.stringify(timed)],
  parseCheckpoint: [JSON.stringify(kept)],
  parseModel: [JSON.stringify(ebit.modelToJSON(model))],
  mlpAnswers: [{ features: 2, hidden: 1, classes: 2, parameters: Float64Array.of(1, 1, 0, 1, 0) }, four],
  positiveProbabilities: [expectations, { link: 'logistic' }],
  probabilitiesOverAges: [model, rows, [{ probability: 0.5, cycle: 1e-3 }], { draws: 20, seed: 1, rows: 'scaled' }],
  qcnn: [{ depth: 1 }],
  randomStream: [7, 'angles'],
  rankOf: [identity, 2],
  reachedWithEbits: [ebit.game('chsh'), { ebits: 1, starts: 2, seed: 1 }],
  readTable: [
    text,
    { ...table, positive: 'ill', missing: 'median', words: 'onehot', separator: ',', decimal: 'point' },
  ],
  reuploading: [{ layers: 2, readout: 'pools', features: [4, 2] }],
  rocAuc: [expectations, Float64Array.from(labels)],
  runStudy: [[task], { store: ebit.memoryStore(), executor: ebit.callingThread(), again: true, tries: 2 }],
  runSweep: [ebit.callingThread(), [job], { tries: 1 }],
  runTask: [task, { checkpointEvery: null, resume: null }],
  sample: [bell, 3, 1, {}],
  scaledData: [0, data(1)],
  scaledSplit: [ebit.readTable(text, table), { seed: 1, fraction: 0.5, test: 0 }],
  settledTask: [task, () => text],
  sharedStates: [network],
  stratifiedFolds: [labels, 2, 1],
  stratifiedSplit: [four, { seed: 1, fraction: 0.5 }],
  study: [
    {
      name: 'x',
      task: { data: 'chsh', network: { fidelity: 0.9 } },
      axes: [
        { path: 'network.ebits', list: [0, 1] },
        { path: 'model.depth', name: 'd', range: { from: 1, to: 3, count: 2 } },
      ],
      repeats: { count: 6, from: 1 },
      stop: { standardError: 0.1, metric: 'training.accuracy' },
      collect: ['training.accuracy'],
      checkpointEvery: 10,
    },
  ],
  studyJobs: [plan, { store: ebit.memoryStore(), again: true }],
  studyRows: [plan, ebit.memoryStore()],
  studyStatus: [plan, ebit.memoryStore()],
  subset: [four, [0, 1]],
  shotsOverLinks: [
    [
      {
        between: ['A.0', 'B.0'],
        probability: 0.5,
        cycle: 1e-3,
        fidelity: 0.9,
        memory: { t1: 1, t2: 0.1 },
        cutoff: 4e-3,
        distil: { protocol: 'dejmps', rounds: 1 },
        multiplexing: 1,
        pairs: 1,
      },
    ],
    { shots: 10, draws: 20, seed: 1 },
  ],
  shotsFor: [model, four, 0.5, { seed: 1, most: 9 }],
  successProbability: [model, four],
  taskId: [task],
  threadPool: [{ workers: 1 }],
  topology: ['ring', 3, { qubits: 2, ebitsPerEdge: 1, fidelity: 0.9 }],
  toOpenQasm3: [bell, { parameters: [] }],
  toPennyLane: [model, { rows }],
  toQiskit: [model, { rows }],
  trainPlayers: [ebit.partyGame('mermin 3'), { starts: 1, iterations: 1, ghz: 1, seed: 1 }],
  trainStrategy: [
    ebit.game('chsh'),
    { ebits: 1, coins: 1, fidelity: 0.9, starts: 1, seed: 1, layers: 1, iterations: 2, onProgress: () => {} },
  ],
  unitaryEmbedding: [],
  useCore: [new WebAssembly.Module(coreBytes())],
  zz: [{ pairs: 'all' }],
};
