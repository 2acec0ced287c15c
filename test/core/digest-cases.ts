// Small runs that between them reach every kernel of the core, with the numbers that come out of each. They use nothing
// but the project's own generator and its core, so that their bits are the same on every machine.
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { Arena } from '../../src/core/arena.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { sigmoid, softplus } from '../../src/core/math.js';
import { shuffledOrder } from '../../src/core/shuffle.js';
import { pivotedCholesky, symmetricEigenvalues } from '../../src/core/spectrum.js';
import { haarUnitaries } from '../../src/data/haar.js';
import { CompiledModel } from '../../src/engine/compiled-model.js';
import { FisherEngine } from '../../src/engine/fisher-engine.js';
import { JointEngine } from '../../src/engine/joint-engine.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, unitaryEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import { compiledModel } from '../../src/models/structure.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { randomStream, streamKey } from '../../src/random.js';
import { pauliMasks } from '../../src/simulator/pauli.js';
import { type EngineCase, engineCases } from '../models/engine-cases.js';

interface Case {
  readonly name: string;
  /** Its numbers, in an order that does not change. */
  run(): Float64Array;
}

export interface Outcome {
  readonly numbers: Float64Array;
  /** Asked of the core's memory on the way. */
  readonly bytes: number;
}

/** Numbers of the project's own generator, in an interval; no rounding but that of * and +. */
export function drawn(count: number, low: number, high: number, seed: number): Float64Array {
  const stream = randomStream(seed, 'digest');
  return Float64Array.from({ length: count }, (_, i) => low + (high - low) * stream.uniform(i));
}

const joined = (...parts: readonly (ArrayLike<number> | number)[]): Float64Array =>
  Float64Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part))));

/** Rows for a model: unitaries where it takes some, else features of any size. */
function rowsOf(model: Model, count: number): Float64Array {
  const parts = model.programs.map(({ embedding, features }, p) =>
    embedding.kind === 'unitary'
      ? haarUnitaries({ qubits: Math.log2(features / 2) / 2, count, seed: p, stream: 'digest' })
      : drawn(count * features, -1.5, 1.5, p),
  );
  return joined(
    ...Array.from({ length: count }, (_, n) =>
      joined(...parts.map((part, p) => part.subarray(n * model.features[p], (n + 1) * model.features[p]))),
    ),
  );
}

/** More than one chunk, and an odd number; few where the rows themselves take long to make. */
const countOf = ({ programs }: Model): number =>
  programs.some(({ embedding }) => embedding.kind === 'unitary') ? 5 : 67;

const labelsOf = (count: number): Float64Array => drawn(count, -1, 1, 2).map((value) => (value < 0 ? -1 : 1));

/** Gates on two qubits in the middle, then one on three in front of the readout. */
const threefold: EngineCase = {
  name: 'a gate on three qubits in front of the readout',
  model: classifier({
    network: bellNetwork({ ebits: 1, qubits: 4 }),
    circuit: customCircuit({
      circuit: circuit(4)
        .ry(parameter(0), 1)
        .rx(parameter(1), 2)
        .cz(0, 1)
        .cz(2, 3)
        .rx(parameter(3), 1)
        .ry(parameter(4), 2)
        .controlled(
          [
            { qubit: 1, value: 1 },
            { qubit: 2, value: 0 },
          ],
          (b) => b.ry(parameter(2), 0),
        ),
      readout: 0,
    }),
  }),
  engines: ['observable', 'state'],
};

/** One diagonal in all, with one phase. */
const single: EngineCase = {
  name: 'one angle',
  model: classifier({
    network: network({ processors: [{ name: 'A', qubits: 1 }] }),
    circuit: customCircuit({ circuit: circuit(1).rx(parameter(0), 0), readout: 0 }),
  }),
  engines: ['observable', 'state'],
};

/** Hadamards on both qubits in front of a diagonal and on one of them alone behind it, the circuit run backwards. */
const uneven = [0, 1].map(
  (q): EngineCase => ({
    name: `Hadamards on two qubits in front of a diagonal and on qubit ${q} behind it`,
    model: classifier({
      network: network({ processors: [{ name: 'A', qubits: 2 }] }),
      embedding: customEmbedding(circuit(2).ry(data(0), 0).rx(data(1), 1)),
      circuit: customCircuit({
        circuit: circuit(2)
          .rzz(parameter(0), 0, 1)
          .h(0)
          .h(1)
          .rzz(parameter(1), 0, 1)
          .h(q)
          .rzz(parameter(2), 0, 1)
          .h(0)
          .h(1),
        readout: 0,
      }),
    }),
    engines: ['observable', 'state'],
  }),
);

/** Losses over rows with weights, of all and of a few with one of them twice; and probabilities. */
const stepCases = [...engineCases, threefold, single, ...uneven].flatMap(({ name, model, engines }) =>
  engines.map(
    (engine): Case => ({
      name: `${name}, ${engine}`,
      run() {
        const count = countOf(model);
        const parameters = drawn(model.parameters.length, -3, 3, 1);
        const weights = drawn(count, 0.5, 2, 3);
        const session = openSession(model, rowsOf(model, count), labelsOf(count), { engine, weights });
        const gradient = new Float64Array(parameters.length);
        const found = [
          joined(session.step(parameters, null, 'mse', gradient), gradient),
          joined(session.step(parameters, Int32Array.of(3, count - 1, 3), 'logistic', gradient), gradient),
          session.probabilities(parameters),
        ];
        session.close();
        return joined(...found);
      },
    }),
  ),
);

/** A single row, whose chunk is two lanes: the least of every region. */
const singleCases = engineCases
  .filter(({ name }) => name === 'Bell-1 on two qubits')
  .map(
    ({ name, model }): Case => ({
      name: `${name}, one row, state`,
      run() {
        const parameters = drawn(model.parameters.length, -3, 3, 1);
        const session = openSession(model, rowsOf(model, 1), labelsOf(1), { engine: 'state' });
        const gradient = new Float64Array(parameters.length);
        const found = joined(session.step(parameters, null, 'mse', gradient), gradient);
        session.close();
        return found;
      },
    }),
  );

function fisherCase(name: string, model: Model, count: number): Case {
  return {
    name: `${name}, Fisher matrix of ${count} rows`,
    run() {
      const parameters = drawn(model.parameters.length, -3, 3, 1);
      const session = openSession(model, rowsOf(model, count), null);
      const found = joined(session.jacobian(parameters), session.fisher(parameters));
      session.close();
      return found;
    },
  };
}

const fisherCases = engineCases.flatMap(({ name, model }) =>
  // One row, a full chunk and several chunks where a row takes little.
  (name.endsWith('on two qubits') ? [1, 2, 67] : [7]).map((count) => fisherCase(name, model, count)),
);

/** Rotations about x in front of everything: their last Hadamards are more than one pass takes behind a diagonal. */
const turnedFirst = classifier({
  network: bellNetwork({ ebits: 1, qubits: 4 }),
  circuit: customCircuit({
    circuit: [0, 1, 2, 3]
      .reduce((built, q) => built.rx(parameter(q), q), circuit(4))
      .cz(0, 1)
      .cz(2, 3)
      .cz(0, 2)
      .ry(parameter(4), 0),
    readout: 0,
  }),
});

/** The columns of a Hadamard matrix, whose products are exact. */
const signs = [
  [1, 1, 1, 1],
  [1, -1, 1, -1],
  [1, 1, -1, -1],
  [1, -1, -1, 1],
];

/** [re, im] of a unitary on two qubits, whose column n is the sign vector columns[n], that of 2 times i. */
function signUnitary(columns: readonly number[]): number[] {
  return [0, 1, 2, 3].flatMap((row) =>
    columns.flatMap((c) => (c === 2 ? [0, signs[c][row] / 2] : [signs[c][row] / 2, 0])),
  );
}

/**
 * Two processors of which one, behind nothing but its unitary, has no response at all to any row but the fourth, and there
 * one to Y on its half alone: of the matrix that weights the other's states a single number is not 0.
 *
 * @param trained - which of the two has a circuit
 */
function loneWeight(trained: 0 | 1): Case {
  const circuits = [
    { circuit: circuit(2).ry(parameter(0), 0).rx(parameter(1), 1).cz(0, 1).rx(parameter(2), 0), readout: 0 },
    { circuit: circuit(2), readout: 0 },
  ];
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    embedding: unitaryEmbedding(),
    circuit: customCircuit(trained === 0 ? circuits : circuits.reverse()),
  });
  return {
    name: `one number alone weights the states of processor ${trained}, Jacobian`,
    run() {
      const haar = haarUnitaries({ qubits: 2, count: 6, seed: 1, stream: 'digest' });
      const rows = Array.from({ length: 6 }, (_, n) => {
        const parts = [haar.subarray(32 * n, 32 * n + 32), signUnitary(n === 3 ? [0, 1, 2, 3] : [0, 2, 1, 3])];
        return joined(...(trained === 0 ? parts : parts.reverse()));
      });
      const session = openSession(model, joined(...rows), null);
      const found = session.jacobian(drawn(model.parameters.length, -3, 3, 1));
      session.close();
      return found;
    },
  };
}

const jacobianCases = [fisherCase('rotations about x first', turnedFirst, 3), loneWeight(0), loneWeight(1)];

/**
 * An outcome as likely as the bound below which it is left out, to the last bit, or next to it: read where the qubit is as
 * often 0 as 1, by a readout that is never right for 1, which no network of the surface has.
 */
const rareCases = [1e-14, 1.0005e-14].map(
  (probability): Case => ({
    name: `an outcome of probability ${probability}, Fisher matrix`,
    run() {
      const {
        network: right,
        programs,
        angles,
        angleStart,
      } = compiledModel(
        classifier({
          network: network({ processors: [{ name: 'A', qubits: 1 }] }),
          circuit: customCircuit({ circuit: circuit(1).ry(parameter(0), 0), readout: 0 }),
        }),
      );
      const readout = { flip0: 2 * probability, flip1: 1 };
      const processors = right.processors.map((processor) => ({ ...processor, readout }));
      const sources = [{ ...programs[0].source, firstAngle: 0 }];
      const model = new CompiledModel({ network: { ...right, processors }, sources, angles, angleStart });
      const engine = new FisherEngine({ model, rows: Float64Array.of(0.4), samples: 1, labels: null, weights: null });
      const found = engine.fisher(Float64Array.of(0));
      engine.close();
      return found;
    },
  }),
);

/** As many rows as a chunk holds: no place is left in the last one. */
const wholeChunk: Case = {
  name: 'a step over a whole chunk',
  run() {
    const [{ model }] = engineCases;
    const parameters = drawn(model.parameters.length, -3, 3, 1);
    const session = openSession(model, rowsOf(model, 64), labelsOf(64), { engine: 'observable' });
    const gradient = new Float64Array(parameters.length);
    const found = [
      joined(session.step(parameters, null, 'mse', gradient), gradient),
      session.probabilities(parameters),
    ];
    session.close();
    return joined(...found);
  },
};

const lossCases = (['mse', 'product', 'logistic', 'hinge'] as const).map(
  (loss): Case => ({
    name: `${loss} loss`,
    run() {
      const [{ model }] = engineCases;
      const large = drawn(model.parameters.length, -3, 3, 1);
      const small = large.map((value, i) => (i < model.angles ? value : value / 3));
      const session = openSession(model, rowsOf(model, 67), labelsOf(67), { engine: 'observable' });
      const gradient = new Float64Array(large.length);
      const found = [67, 64, 1, 2].flatMap((count) => {
        const batch = Int32Array.from({ length: count }, (_, i) => i);
        // Rows within the margin, then rows beyond it on either side.
        return [small, large].map((parameters) => joined(session.step(parameters, batch, loss, gradient), gradient));
      });
      session.close();
      return joined(...found);
    },
  }),
);

/** Hadamards on some qubits, then every kind of term that can cross from high to low qubits. */
function crossing(qubits: number, layers: number, first: readonly number[]): Circuit {
  let built = circuit(qubits);
  for (const q of first) built = built.h(q);
  const ring = () => {
    for (let q = 0; q < qubits; q++) built = built.cz(q, (q + 1) % qubits);
  };
  const everywhere = () => {
    for (let q = 0; q < qubits; q++) built = built.h(q);
  };
  // A real diagonal, and fixed phases that cross beside angles that do not.
  ring();
  everywhere();
  ring();
  built = built.rz(parameter(1), qubits - 1).rz(parameter(2), qubits - 2);
  everywhere();
  for (let layer = 0; layer < layers; layer++) {
    for (let q = 0; q < qubits; q++) built = built.h(q).rx(parameter(q % 5), q);
    for (let q = 0; q < qubits; q++) {
      built = built.cz(q, (q + 1) % qubits).rzz(parameter((q + layer) % 5), q, (q + 2) % qubits);
    }
    for (let q = 0; q + 2 < qubits; q += 3) {
      const controls = [
        { qubit: q, value: 0 },
        { qubit: q + 2, value: 1 },
      ] as const;
      built = built.controlled(controls, (b) => b.ry(data(q % 2), q + 1));
    }
    built = built
      .swap(0, qubits - 1)
      .cx(qubits - 1, layer % 2)
      .t(layer % qubits);
  }
  // Some end with Hadamards, whose scale the last diagonal carries, others with that diagonal.
  built = built.rz(parameter(3), 0);
  if (qubits % 2 === 0) everywhere();
  return built;
}

const jointCases = [
  // Without layers nothing has to be moved back behind the last diagonal.
  { qubits: 3, layers: 0, first: [] },
  { qubits: 3, layers: 0, first: [0] },
  { qubits: 3, layers: 1, first: [0] },
  { qubits: 3, layers: 1, first: [2] },
  { qubits: 3, layers: 1, first: [1, 2], block: 1 },
  { qubits: 3, layers: 2, first: [] },
  { qubits: 5, layers: 2, first: [0, 1, 2, 3, 4], block: 1 },
  { qubits: 5, layers: 1, first: [2], block: 3 },
  { qubits: 6, layers: 2, first: [5, 4, 3], block: 2 },
  { qubits: 6, layers: 1, first: [5, 3, 1], block: 3 },
  { qubits: 7, layers: 1, first: [5, 4, 2, 1] },
  { qubits: 12, layers: 1, first: [0, 1, 2, 3, 6, 8, 9, 10, 11] },
].map(
  ({ qubits, layers, first, block }): Case => ({
    name: `a joint state of ${qubits} qubits, ${layers} layers behind ${first.length} Hadamards`,
    run() {
      const engine = new JointEngine(crossing(qubits, layers, first), true, block);
      engine.setAngles(drawn(5, -3, 3, 1), drawn(2, -3, 3, 2));
      engine.load(drawn(2 << qubits, -1, 1, qubits).map((value) => value / 2 ** (qubits / 2)));
      engine.run();
      const paulis = ['XYZ', 'IZI', 'YII', 'YYZ', 'YYY'].map((word) => pauliMasks(word.padEnd(qubits, 'Z'), qubits));
      const terms = paulis.map((pauli, i) => ({ pauli, coefficient: 1 + i }));
      const found = [
        engine.amplitudes(),
        paulis.map((pauli) => engine.expectation(pauli)),
        engine.sampleSorted(drawn(50, 0, 1, 3).sort()),
        engine.gradient(terms),
        engine.amplitudes(),
      ];
      // Once more, over what the first time left.
      engine.run();
      found.push(engine.gradient(terms));
      engine.close();
      return joined(...found);
    },
  }),
);

/** Row times row of as many random columns as the rank. */
function gram(size: number, rank: number): Float64Array {
  const g = drawn(rank * size, -1, 1, size);
  return Float64Array.from({ length: size * size }, (_, place) => {
    const [i, j] = [Math.floor(place / size), place % size];
    let sum = 0;
    for (let r = 0; r < rank; r++) sum += g[r * size + i] * g[r * size + j];
    return sum;
  });
}

/** Every pivot of the first step is the same. */
function evenDiagonal(size: number): Float64Array {
  const g = drawn(size * size, -1, 1, size);
  return g.map((_, place) => {
    const [i, j] = [Math.floor(place / size), place % size];
    return i === j ? size : (g[i * size + j] + g[j * size + i]) / 4;
  });
}

/** Angles about the bound between the two ways to reduce one, in each lane, alone, and late in a list. */
const edges: readonly (readonly number[])[] = [
  [1_000_000.5, 1],
  [1, 1_000_000.5],
  [-1_000_000.5, 1],
  [1, -1_000_000.5],
  [-3e6, -2],
  [-2, -3e6],
  [...drawn(30, -3, 3, 4), 3e6, 2e9],
  [...drawn(31, -3, 3, 5), -3e6],
  [999_999.75, 1_000_000.25, 1_570_796.25, 2.5],
];

/** Multiples of a right angle: what is left of them is as small as the last part of pi/2 that is taken away. */
const rightAngles = [1, 3, 41_609, 312_689, 636_617, 636_618].map((k) => k * (Math.PI / 2));

/** A symmetric matrix from its diagonal and what stands beside it. */
function tridiagonal(diagonal: readonly number[], beside: readonly number[]): Float64Array {
  const size = diagonal.length;
  return Float64Array.from({ length: size * size }, (_, place) => {
    const [i, j] = [Math.floor(place / size), place % size];
    return i === j ? diagonal[i] : Math.abs(i - j) === 1 ? beside[Math.min(i, j)] : 0;
  });
}

const extremes: readonly Float64Array[] = [
  // Numbers small and large, without squares in the range of a double, and without an exponent of their own.
  ...[1e-20, 1e-170, 1e200, 1e-309].map((scale) => gram(5, 5).map((x) => scale * x)),
  // Nothing, negative numbers on the diagonal alone, a strong pair, strong and weak pivots.
  new Float64Array(9),
  Float64Array.of(-3, 0, 0, 0, -1, 0, 0, 0, -2),
  Float64Array.of(1, 50, 50, 2),
  Float64Array.of(-1, -50, -50, -2),
  Float64Array.of(4, 0, 0, 0, 1e-11, 0, 0, 0, 1e-12),
  Float64Array.of(4, 0, 0, 0, 4e-11, 0, 0, 0, 4e-21),
  // Two blocks, of which the second couples to nothing.
  Float64Array.of(2, 1, 0, 0, 1, 3, 0, 0, 0, 0, 1, 2, 0, 0, 2, -5),
  // A zero first beside the diagonal, and more behind it.
  Float64Array.of(0.3, 0, 0.7, -0.9, 0, 1.1, 0.2, 0.6, 0.7, 0.2, -0.4, 0.1, -0.9, 0.6, 0.1, 0.8),
  // A block below the rounding error of the others, which are large on the diagonal or beside it.
  tridiagonal([1, 2e-17, 3e-17], [0, 1e-17]),
  tridiagonal([-1, 2e-17, 3e-17], [0, 1e-17]),
  tridiagonal([0, 0, 2e-17, 3e-17], [1, 0, 1e-17]),
  // At that error, and beyond it by a little.
  tridiagonal([1, 0, 0], [0, 2 ** -53]),
  tridiagonal([1, 0, 0], [0, 1.0002 * 2 ** -53]),
  tridiagonal([0, 0, 1], [1.0002 * 2 ** -53, 0]),
  // Equal neighbours on the diagonal.
  tridiagonal([2, 2, 5, 1], [1, 0.7, 0.3]),
  // The largest number first and far above the others.
  tridiagonal([1e300, 1e-10], [0]),
  // The tridiagonal form has no number as large as the matrix; the error of its own largest decides.
  Float64Array.of(0.5, 0.48 * 2 ** -53, 0.84 * 2 ** -53, 0.48 * 2 ** -53, 1.2, 0, 0.84 * 2 ** -53, 0, 0.2),
];

const numberCases: readonly Case[] = [
  {
    name: 'random orders, across the bounds of words',
    run: () =>
      joined(
        ...[1, 2, 63, 300].flatMap((n) =>
          [0, 5, 2 ** 32 - 2, 7 * 2 ** 32 - 3, 2 ** 53 - 320].map((first) =>
            Float64Array.from(shuffledOrder(n, streamKey(5, 'digest'), first)),
          ),
        ),
      ),
  },
  {
    name: 'the chances of random orders, to the last bit',
    run() {
      const core = acquireCore();
      const arena = new Arena(core);
      const [low, high] = streamKey(6, 'digest');
      const found = [1, 4, 63].map((n) => {
        const chances = arena.reserve(32 * Math.ceil(n / 4));
        core.shuffle(arena.reserve(4 * n), chances, n, low, high, 2 ** 32 - 5);
        return arena.f64(chances, n).slice();
      });
      releaseCore(core);
      return joined(...found);
    },
  },
  {
    name: 'factors of extreme matrices',
    run: () =>
      joined(
        ...extremes.flatMap((matrix) => {
          const size = Math.sqrt(matrix.length);
          const { steps, pivots, inverseSquares } = pivotedCholesky(matrix, size, 1e-10);
          return [symmetricEigenvalues(matrix, size), joined(steps, pivots, inverseSquares)];
        }),
      ),
  },
  {
    name: 'a joint state of four operations, Hadamards and diagonals by turns',
    run() {
      const engine = new JointEngine(circuit(3).h(0).rz(parameter(0), 0).h(0).rz(parameter(0), 0), true);
      engine.setAngles([0.7], new Float64Array(0));
      engine.load(drawn(16, -0.5, 0.5, 3));
      engine.run();
      const found = [engine.amplitudes(), engine.gradient([{ pauli: pauliMasks('YIZ', 3), coefficient: 1 }])];
      engine.close();
      return joined(...found);
    },
  },
  {
    name: 'a joint state at an angle of 0, and samples of nothing',
    run() {
      const engine = new JointEngine(circuit(3).rz(parameter(0), 2), false);
      engine.setAngles([0], new Float64Array(0));
      engine.reset();
      engine.run();
      const found = engine.amplitudes();
      engine.load(new Float64Array(16));
      const samples = engine.sampleSorted(Float64Array.of(0.3, 0.6));
      engine.close();
      return joined(found, samples);
    },
  },
  {
    name: 'samples of a state with zeros, at its cumulative probabilities and beyond',
    run() {
      const engine = new JointEngine(circuit(3).t(0), false);
      const state = new Float64Array(16);
      state[2] = 0.5;
      state[5] = -0.5;
      engine.load(state);
      const found = [
        [0.1, 0.25, 0.5, 0.9],
        [0.1, 0.2, 0.3, 0.4],
      ].map((uniforms) => engine.sampleSorted(Float64Array.from(uniforms)));
      engine.close();
      return joined(...found);
    },
  },
  {
    name: 'eigenvalues',
    run: () =>
      joined(
        ...[0, 1, 2, 3, 5, 8, 21].map((size) => {
          const g = drawn(size * size, -1, 1, size);
          const at = (i: number, j: number) => g[i * size + j] + g[j * size + i];
          const matrix = Float64Array.from(g, (_, place) => at(Math.floor(place / size), place % size));
          return symmetricEigenvalues(matrix, size);
        }),
      ),
  },
  {
    name: 'pivoted Cholesky',
    run: () =>
      joined(
        ...[1, 2, 3, 16, 17, 21, 35, 70].flatMap((size) =>
          [gram(size, size), gram(size, Math.ceil(size / 2)), evenDiagonal(size)].map((matrix) => {
            const { steps, pivots, inverseSquares } = pivotedCholesky(matrix, size, 1e-10);
            return joined(steps, pivots, inverseSquares);
          }),
        ),
      ),
  },
  {
    name: 'sin and cos of lists, sums of exponentials',
    run() {
      const core = acquireCore();
      const arena = new Arena(core);
      const lists = [
        drawn(200, -50, 50, 1),
        drawn(40, -4e6, 4e6, 2),
        [1e6, -1e6, 0, 1],
        [3, 1e6, -1e6, 3],
        rightAngles,
        ...edges,
      ];
      const found = lists.map((list) => {
        const x = arena.putF64(list);
        const sine = arena.reserve(8 * list.length);
        const cosine = arena.reserve(8 * list.length);
        core.sinCos(x, sine, cosine, list.length);
        return joined(arena.f64(sine, list.length), arena.f64(cosine, list.length));
      });
      releaseCore(core);
      const line = drawn(60, -40, 40, 3);
      return joined(...found, line.map(softplus), line.map(sigmoid));
    },
  },
  {
    name: 'Walsh transforms',
    run() {
      const core = acquireCore();
      const arena = new Arena(core);
      const found = [1, 2, 3, 4, 5, 6].flatMap((bits) =>
        [2, 4].map((inner) => {
          const at = arena.putF64(drawn(inner << bits, -1, 1, bits));
          core.hadamardRows(at, bits, inner);
          return arena.f64(at, inner << bits).slice();
        }),
      );
      releaseCore(core);
      return joined(...found);
    },
  },
];

/** Fills the memory that the next case is given with NaN: nothing may depend on what stood there. */
function fillMemory(): void {
  const core = acquireCore();
  const pages = 32 - core.memory.buffer.byteLength / 65536;
  if (pages > 0) core.memory.grow(pages);
  new Uint8Array(core.memory.buffer, core.heapBase()).fill(0xff);
  releaseCore(core);
}

/** What a case gives, and what it takes. */
function outcomeOf(run: () => Float64Array): Outcome {
  // The core behind sigmoid, once made, is kept: no case is to pay for it.
  sigmoid(0);
  fillMemory();
  const { reserve } = Arena.prototype;
  let bytes = 0;
  Arena.prototype.reserve = function (asked) {
    bytes += asked;
    return reserve.call(this, asked);
  };
  try {
    const numbers = run();
    return { numbers, bytes };
  } finally {
    Arena.prototype.reserve = reserve;
  }
}

const cases: readonly Case[] = [
  ...numberCases,
  ...jointCases,
  wholeChunk,
  ...lossCases,
  ...stepCases,
  ...singleCases,
  ...rareCases,
  ...fisherCases,
  ...jacobianCases,
];

export const digestCases = cases.map(({ name, run }) => ({ name, run: () => outcomeOf(run) }));
