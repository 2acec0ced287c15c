// Random networks with noise, and what their processors run, as plain data: the library makes a classifier of them, the
// oracle a model of density matrices. Equal seeds give equal networks.
import type { OracleHead } from './classifier.js';
import { adjoint, type Complex, type DenseAngle, type DenseCircuit, type DenseOperation, product } from './dense.js';
import type { NoisyModel } from './density.js';
import { type GateNoise, noisyProgram } from './gate-noise.js';
import { channelNames, channelParameters } from './kraus.js';
import { convLayer, zzEmbedding } from './paper.js';
import type { OracleProgram } from './program.js';
import { chance, numbers, randomUnitary } from './random.js';
import {
  pauliMatrix,
  type SharedCoin,
  type SharedEbit,
  type SharedNetwork,
  type SharedProcessor,
  type SharedState,
} from './shared.js';

/** A circuit with the lengths of its parameter and feature vectors. */
export interface PlainCircuit extends DenseCircuit {
  readonly parameters: number;
  readonly features: number;
}

/** A network, and a classifier on it but for its form of weights, as `classifier()` takes both. */
export interface RandomNoisyModel {
  readonly network: SharedNetwork;
  readonly embedding:
    | { readonly kind: 'zz'; readonly pairs: 'ring' | 'all' | 'chain' }
    | { readonly kind: 'none' }
    | { readonly kind: 'custom'; readonly circuits: readonly PlainCircuit[] };
  readonly mixing: { readonly layers: number };
  readonly circuits: readonly { readonly circuit: PlainCircuit; readonly readout: readonly number[] }[];
  readonly weights: 'free' | 'parity' | 'fixed';
  /** The angles, by processor, then the weights. */
  readonly parameters: readonly number[];
  readonly rows: readonly (readonly number[])[];
  /** +1 or -1, one a row. */
  readonly labels: readonly number[];
}

export interface RandomNoise {
  /** Of all processors together; 7 unless told. */
  readonly maxQubits?: number;
  readonly maxProcessors?: number;
  /** Of one processor; 3 unless told. */
  readonly maxOwnQubits?: number;
  /** Channels as operations of the circuits; so they are unless told. */
  readonly channels?: boolean;
  /** Channels behind gates, as processors have them; none unless told. */
  readonly gateNoise?: boolean;
  /** Data angles in the circuits; so they are unless told. */
  readonly dataInCircuit?: boolean;
  /** Operations of a circuit at most; 10 unless told. */
  readonly maxOperations?: number;
  readonly rows?: number;
}

/** Numbers and choices from one sequence. */
interface Dice {
  readonly next: () => number;
  readonly below: (bound: number) => number;
  readonly maybe: (probability: number) => boolean;
  readonly one: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

function dice(seed: number): Dice {
  const next = chance(seed);
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    maybe: (probability) => next() < probability,
    one: (list) => list[below(list.length)],
    shuffled: (list) => {
      const left = [...list];
      return list.map(() => left.splice(below(left.length), 1)[0]);
    },
  };
}

/** Numbers for a channel, away from the ends of their ranges. */
function channelNumbers(channel: string, { next }: Dice): number[] {
  if (channel === 'thermal') {
    const t1 = 0.5 + next();
    return [t1, t1 * (0.2 + 1.7 * next()), 0.2 * next()];
  }
  if (channel === 'pauli') return numbers(3, 0.01, 0.1, next);
  return [0.01 + 0.2 * next()];
}

/** A mixed state of two qubits: random eigenvectors with random weights. */
function randomState({ next }: Dice): Complex[][] {
  const weights = [2 + next(), ...numbers(3, 0.02, 0.5, next)];
  const total = weights.reduce((all, weight) => all + weight, 0);
  const vectors = randomUnitary(4, next);
  const scaled = vectors.map((row, i) =>
    row.map(([re, im]): Complex => [(re * weights[i]) / total, (im * weights[i]) / total]),
  );
  const rho = product(adjoint(vectors), scaled);
  // Hermitian to the last bit.
  return rho.map((row, i) =>
    row.map(([re, im], j): Complex => (i === j ? [re, 0] : i < j ? [re, im] : [rho[j][i][0], -rho[j][i][1]])),
  );
}

function correlationsOf(rho: readonly (readonly Complex[])[]): number[][] {
  return [...'IXYZ'].map((p) =>
    [...'IXYZ'].map((q) => {
      if (p + q === 'II') return 1;
      return product(rho, pauliMatrix(p + q)).reduce((trace, row, i) => trace + row[i][0], 0);
    }),
  );
}

const ebitStates: readonly ((random: Dice) => Omit<SharedEbit, 'between'>)[] = [
  () => ({}),
  ({ next }) => ({ fidelity: 0.5 + 0.5 * next() }),
  ({ next }) => {
    const [phiPlus, phiMinus, psiPlus] = numbers(3, 0.01, 0.33, next);
    return { weights: { phiPlus, phiMinus, psiPlus, psiMinus: 1 - phiPlus - phiMinus - psiPlus } };
  },
  (random) => ({ correlations: correlationsOf(randomState(random)) }),
  (random) => ({ state: randomState(random) }),
];

/** Generators of a graph state, some left out, letters and signs changed at random: they commute and are independent. */
function randomGenerators(size: number, { below, maybe, shuffled }: Dice): string[] {
  const edge = Array.from({ length: size }, () => Array.from({ length: size }, () => maybe(0.5)));
  const names = Array.from({ length: size }, () => shuffled(['X', 'Z', 'Y']));
  const words = Array.from({ length: size }, (_, i) =>
    names.map(([x, z], j) => (i === j ? x : edge[Math.min(i, j)][Math.max(i, j)] ? z : 'I')).join(''),
  );
  const kept = shuffled(words).slice(below(3) === 0 ? 1 : 0);
  return kept.map((word) => (maybe(0.5) ? `-${word}` : word));
}

function randomShare(size: number, random: Dice): Omit<SharedState, 'between'> {
  const visibility = random.maybe(0.5) ? { visibility: random.next() } : {};
  if (random.maybe(0.4)) return { state: 'ghz', ...visibility };
  if (random.maybe(0.3)) {
    const all = Array.from({ length: size }, (_, i) => Array.from({ length: i }, (_, j) => [j, i] as const)).flat();
    return { graph: all.filter(() => random.maybe(0.6)), ...visibility };
  }
  return { generators: randomGenerators(size, random), ...visibility };
}

function randomProcessors(options: RandomNoise, random: Dice): SharedProcessor[] {
  const { next, below, maybe, one } = random;
  const { maxQubits = 7, maxProcessors = 4, maxOwnQubits = 3, gateNoise = false } = options;
  const count = 2 + below(maxProcessors - 1);
  let spare = maxQubits - count;
  return Array.from({ length: count }, (_, p) => {
    const more = Math.min(below(maxOwnQubits), spare);
    spare -= more;
    const t1 = 1 + next();
    const readoutError = one([0, 0.1 * next(), { flip0: 0.1 * next(), flip1: 0.2 * next() }]);
    const noise = Array.from({ length: 1 + below(2) }, (): GateNoise => {
      const channel = one(channelNames);
      const values = channelNumbers(channel, random).map((value, k) =>
        channel === 'thermal' && k < 2 ? value : value / 5,
      );
      const named = channelParameters(channel).map((name, k) => [name, values[k]] as const);
      const numbers = channel === 'pauli' ? { p: values } : Object.fromEntries(named);
      const gates = one(['all', 'one-qubit', 'two-qubit', ['rx', 'h', 'cz', 'cry', 'rzz'], undefined] as const);
      return { ...(gates === undefined ? {} : { after: gates }), channel, ...numbers };
    });
    return {
      name: 'ABCD'[p],
      qubits: 1 + more,
      ...(readoutError === 0 ? {} : { readoutError }),
      memory: { t1, t2: t1 * (0.3 + 1.6 * next()) },
      ...(gateNoise && maybe(0.8) ? { noise } : {}),
    };
  });
}

function randomNetwork(options: RandomNoise, random: Dice): SharedNetwork {
  const { next, below, maybe, one, shuffled } = random;
  const processors = randomProcessors(options, random);
  let free = shuffled(
    processors.flatMap(({ name, qubits }) => Array.from({ length: qubits }, (_, q) => `${name}.${q}`)),
  );
  const made = { ebits: [] as SharedEbit[], coins: [] as SharedCoin[], shares: [] as SharedState[] };
  for (;;) {
    // One free qubit of each processor that has any.
    const places = shuffled(free.filter((place, k) => free.findIndex((other) => other[0] === place[0]) === k));
    const some = Object.values(made).some((list) => list.length > 0);
    if (places.length < 2 || (some && maybe(0.2))) break;
    const kind = one(['ebit', 'ebit', 'coin', 'share'] as const);
    const size = kind === 'ebit' ? 2 : 2 + below(places.length - 1);
    const between = places.slice(0, size);
    free = free.filter((place) => !between.includes(place));
    const age = one([{}, { age: 0.2 * next() }, { age: numbers(size, 0, 0.3, next) }]);
    if (kind === 'share') made.shares.push({ between, ...randomShare(size, random), ...age });
    else if (kind === 'coin') made.coins.push({ between, heads: 0.05 + 0.9 * next(), basis: one(['Z', 'X']) });
    else made.ebits.push({ between, ...one(ebitStates)(random), ...age });
  }
  const filled = Object.entries(made).filter(([, list]) => list.length > 0);
  return { processors, ...Object.fromEntries(filled) };
}

const PARAMETERS = 4;
const FEATURES = 2;
const oneQubit = ['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'sx', 'sxdg', 'rx', 'ry', 'rz', 'phase', 'rx', 'ry'];
const twoQubit = ['swap', 'rzz', 'rxx', 'ryy'];
const withAngle = new Set(['rx', 'ry', 'rz', 'phase', 'rzz', 'rxx', 'ryy']);

function randomAngle(
  kind: { readonly trained: boolean; readonly data: boolean },
  { next, below, one }: Dice,
): DenseAngle {
  const number = () => 4 * next() - 2;
  const factors = () =>
    Array.from({ length: 1 + below(2) }, () => ({ feature: below(FEATURES), offset: number(), slope: number() }));
  const kinds: (() => DenseAngle)[] = [() => ({ kind: 'constant', value: number() })];
  if (kind.trained) {
    const trained = (): DenseAngle => ({
      kind: 'parameter',
      index: below(PARAMETERS),
      scale: one([1, 0.5, -1.7]),
      offset: one([0, 0.3]),
    });
    kinds.push(trained, trained);
  }
  if (kind.data) kinds.push(() => ({ kind: 'data', scale: number(), factors: factors() }));
  if (kind.data && kind.trained) {
    kinds.push(() => ({ kind: 'scaled', index: below(PARAMETERS), scale: number(), factors: factors() }));
  }
  return one(kinds)();
}

interface CircuitKind {
  readonly trained: boolean;
  readonly data: boolean;
  readonly channels: boolean;
  readonly maxOperations: number;
}

/** Gates, controls, channels and, where it is trained, measurements with conditions on several of them. */
function randomCircuit(qubits: number, kind: CircuitKind, random: Dice): PlainCircuit {
  const { below, maybe, one, shuffled } = random;
  const measured: number[] = [];
  const drawn = Array.from({ length: 3 + below(kind.maxOperations - 2) }, (): DenseOperation => {
    const free = shuffled(Array.from({ length: qubits }, (_, q) => q).filter((q) => !measured.includes(q)));
    const conditions = measured.filter(() => maybe(0.6)).map((qubit) => ({ qubit, value: below(2) }));
    if (kind.trained && free.length > 1 && maybe(0.15)) {
      measured.push(free[0]);
      return { kind: 'measure', qubit: free[0] };
    }
    if (kind.channels && maybe(0.25)) {
      const channel = one(channelNames);
      return { kind: 'channel', channel, values: channelNumbers(channel, random), target: free[0], conditions };
    }
    const gate = one(free.length > 1 ? [...oneQubit, ...twoQubit, ...twoQubit] : oneQubit);
    const count = twoQubit.includes(gate) ? 2 : 1;
    return {
      kind: 'gate',
      gate,
      targets: free.slice(0, count),
      controls: free
        .slice(count)
        .filter(() => maybe(0.35))
        .map((qubit) => ({ qubit, value: below(2) })),
      conditions,
      angle: withAngle.has(gate) ? randomAngle(kind, random) : null,
    };
  });
  // Turned first and last, so that diagonal gates and damping have something to act on, and readouts something to tell.
  const turns = (): DenseOperation[] =>
    Array.from({ length: kind.trained ? qubits : 0 }, (_, qubit): DenseOperation => {
      const angle = randomAngle(kind, random);
      return { kind: 'gate', gate: one(['ry', 'rx']), targets: [qubit], controls: [], conditions: [], angle };
    });
  const last = turns().filter((turn) => turn.kind === 'gate' && !measured.includes(turn.targets[0]));
  return {
    qubits,
    operations: [...turns(), ...drawn, ...last],
    parameters: kind.trained ? PARAMETERS : 0,
    features: kind.data ? FEATURES : 0,
  };
}

/** A network and a classifier on it, all of it drawn from the seed. */
export function randomNoisyModel(seed: number, options: RandomNoise = {}): RandomNoisyModel {
  const random = dice(seed);
  const { next, below, maybe, one, shuffled } = random;
  const { channels = true, dataInCircuit = true, maxOperations = 10, rows = 2 } = options;
  const network = randomNetwork(options, random);
  const sizes = network.processors.map(({ qubits }) => qubits);
  const embeddings: RandomNoisyModel['embedding'][] = [
    { kind: 'zz', pairs: one(['ring', 'all', 'chain']) },
    {
      kind: 'custom',
      circuits: sizes.map((qubits) =>
        randomCircuit(qubits, { trained: false, data: true, channels, maxOperations: 4 }, random),
      ),
    },
  ];
  if (dataInCircuit) embeddings.push({ kind: 'none' });
  const embedding = one(embeddings);
  const mixing = { layers: sizes.every((qubits) => qubits > 1) && maybe(0.4) ? 1 : 0 };
  const circuits = sizes.map((qubits) => {
    const circuit = randomCircuit(qubits, { trained: true, data: dataInCircuit, channels, maxOperations }, random);
    const places = shuffled(Array.from({ length: qubits }, (_, q) => q));
    return { circuit, readout: places.slice(0, qubits > 1 && maybe(0.2) ? 2 : 1) };
  });
  const weights = one(['free', 'free', 'parity', 'fixed'] as const);
  const bits = circuits.reduce((sum, { readout }) => sum + readout.length, 0);
  const angles = sizes.reduce((sum, qubits) => sum + mixing.layers * qubits + PARAMETERS, 0);
  const weightCount = weights === 'free' ? 2 ** bits : weights === 'parity' ? 1 : 0;
  const features = sizes.reduce((sum, qubits) => sum + featuresOf(embedding, qubits, dataInCircuit), 0);
  return {
    network,
    embedding,
    mixing,
    circuits,
    weights,
    parameters: [
      ...numbers(angles, 0, 2 * Math.PI, next),
      ...numbers(weightCount, weights === 'free' ? -1.5 : 0.5, 1.5, next),
    ],
    rows: Array.from({ length: rows }, () => numbers(features, -1.5, 1.5, next)),
    labels: Array.from({ length: rows }, () => (below(2) === 0 ? 1 : -1)),
  };
}

function featuresOf({ kind }: RandomNoisyModel['embedding'], qubits: number, dataInCircuit: boolean): number {
  if (kind === 'zz') return Math.max(qubits, dataInCircuit ? FEATURES : 0);
  return FEATURES;
}

const moved = (circuit: DenseCircuit, by: number): DenseCircuit => ({
  qubits: circuit.qubits,
  operations: circuit.operations.map((operation) => {
    if (operation.kind !== 'gate' || operation.angle === null || !('index' in operation.angle)) return operation;
    return { ...operation, angle: { ...operation.angle, index: operation.angle.index + by } };
  }),
});

/** What the processors run before noise comes behind their gates, angles numbered through the model. */
export function plainPrograms({ embedding, mixing, circuits }: RandomNoisyModel): {
  readonly programs: readonly OracleProgram[];
  readonly angles: number;
} {
  let angles = 0;
  const programs = circuits.map(({ circuit, readout }, p): OracleProgram => {
    const { qubits } = circuit;
    const all = Array.from({ length: qubits }, (_, q) => q);
    const layers = Array.from({ length: mixing.layers }, (_, layer) => convLayer(all, angles + layer * qubits));
    angles += layers.length * qubits;
    const trainable = moved(circuit, angles);
    angles += circuit.parameters;
    const embedded = (): DenseCircuit => {
      if (embedding.kind === 'zz') return zzEmbedding(qubits, embedding.pairs);
      return embedding.kind === 'none' ? { qubits, operations: [] } : embedding.circuits[p];
    };
    return {
      mixing: layers.length === 0 ? null : { qubits, operations: layers.flat() },
      embedding: { kind: 'circuit', circuit: embedded() },
      trainable,
      readouts: readout,
      features: featuresOf(embedding, qubits, circuit.features > 0),
    };
  });
  return { programs, angles };
}

/** What the oracle makes of it. */
export function oracleOf(random: RandomNoisyModel): NoisyModel & OracleHead {
  const { network, weights } = random;
  const { programs, angles } = plainPrograms(random);
  return {
    network,
    programs: programs.map((program, p) => noisyProgram(program, network.processors[p].noise ?? [])),
    angles,
    weightForm: weights,
  };
}
