// Small runs that between them reach every kernel of the core, with the numbers that come out of each. They use nothing
// but the project's own generator and its core, so that their bits are the same on every machine.
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { Arena } from '../../src/core/arena.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { sigmoid, softplus } from '../../src/core/math.js';
import { shuffledOrder } from '../../src/core/shuffle.js';
import { bestSigns } from '../../src/core/signs.js';
import { pivotedCholesky, symmetricEigenvalues } from '../../src/core/spectrum.js';
import { JointEngine } from '../../src/engine/joint-engine.js';
import { streamKey } from '../../src/random.js';
import { pauliMasks } from '../../src/simulator/pauli.js';
import { type Case, drawn, joined } from './digest-inputs.js';
import { jacobianCases } from './digest-jacobians.js';
import { stepCases } from './digest-steps.js';

export interface Outcome {
  readonly numbers: Float64Array;
  /** Asked of the core's memory on the way. */
  readonly bytes: number;
}

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
    name: 'the best signs of a game',
    run: () =>
      joined(
        ...[1, 2, 3, 4, 7, 12, 17].flatMap((rows) =>
          [1, 6, 9].map((columns) => bestSigns(drawn(rows * columns, -1, 1, rows), rows, columns)),
        ),
      ),
  },
  {
    name: 'the value of the best signs: from the first step, from a later one, of nothing, and where several are as good',
    run() {
      const core = acquireCore();
      const arena = new Arena(core);
      const even = Float64Array.from({ length: 20 }, (_, i) => (i < 16 ? 1 + (i % 4) : 0));
      const found = (
        [
          [drawn(24, -1, 1, 6), 0, 8],
          [drawn(24, -1, 1, 6), 5, 3],
          [new Float64Array(12), 0, 1],
          [even, 0, 4],
        ] as const
      ).map(([matrix, from, count]) => {
        const best = arena.reserve(8);
        const work = arena.reserve(8 * 3 * 4);
        const value = core.bestSigns(arena.putF64(matrix), matrix.length / 4, 4, from, count, work, best);
        return joined(value, arena.i32(best, 2));
      });
      releaseCore(core);
      return joined(...found);
    },
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

const cases: readonly Case[] = [...numberCases, ...jointCases, ...stepCases, ...jacobianCases];

export const digestCases = cases.map(({ name, run }) => ({ name, run: () => outcomeOf(run) }));
