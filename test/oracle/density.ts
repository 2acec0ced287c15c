// The whole network as one joint density matrix: the meaning of a model with noise, written down twice. Channels act by
// their Kraus operators, measurements project with a branch for each outcome.
//
// - `densityProbabilities`: every gate and every channel on the joint density matrix. Its cost is 4^(all qubits).
// - `effectProbabilities`: each processor's whole program as the effects of its measurement, found by running it on one half
//   of a maximally entangled state, and P(a) = Tr[rho E_a1 (x) E_a2 (x) ...]. Gradients need many points; this is quicker.
import { type Amplitudes, applyProjector, applyTo, copyOf } from './amplitudes.js';
import { type Derivatives, jacobianOf, type Probabilities } from './classifier.js';
import { angleValue, type Complex, conj, type DenseCircuit, gateMatrix, type Matrix } from './dense.js';
import { krausOperators } from './kraus.js';
import { bitsIn, featuresByProcessor, type OracleProgram } from './program.js';
import { placedStates, type SharedNetwork, type SharedProcessor, sum, tensor } from './shared.js';

/** A network as it is described, and what each of its processors runs, channels included. */
export interface NoisyModel {
  readonly network: SharedNetwork;
  readonly programs: readonly OracleProgram[];
}

/**
 * A density matrix, or a part of one: rho[row][column] at the index row 2^n + column. So it is a vector of twice as many
 * qubits, on which an operator acts by A on the row's and by its conjugate on the column's.
 */
export interface Density {
  readonly qubits: number;
  readonly entries: Amplitudes;
}

/** A history of outcomes, by qubit, and the unnormalised state that it leaves; its trace is its probability. */
interface DensityBranch {
  readonly outcomes: ReadonlyMap<number, number>;
  readonly rho: Density;
}

const conjugate = (matrix: Matrix): Matrix => matrix.map((row) => row.map(conj));

function zeroDensity(qubits: number): Density {
  const length = 4 ** qubits;
  return { qubits, entries: { re: new Float64Array(length), im: new Float64Array(length) } };
}

const copied = ({ qubits, entries }: Density): Density => ({ qubits, entries: copyOf(entries) });

/** rho = A rho A^+ where the controls hold, in place. */
function conjugateBy(
  { qubits, entries }: Density,
  matrix: Matrix,
  targets: readonly number[],
  controls: readonly { readonly qubit: number; readonly value: number }[] = [],
): void {
  applyTo(entries, 2 * qubits, matrix, targets, controls);
  const columns = targets.map((target) => qubits + target);
  const columnControls = controls.map(({ qubit, value }) => ({ qubit: qubits + qubit, value }));
  applyTo(entries, 2 * qubits, conjugate(matrix), columns, columnControls);
}

/** rho += other, in place. */
function addTo({ entries }: Density, other: Density): void {
  other.entries.re.forEach((value, k) => {
    entries.re[k] += value;
    entries.im[k] += other.entries.im[k];
  });
}

/** sum_k K rho K^+: on a row's and a column's qubit together it is the matrix sum_k K (x) K*. */
function channelled(rho: Density, operators: readonly Matrix[], target: number): Density {
  const after = copied(rho);
  const superoperator = sum(operators.map((operator) => tensor([operator, conjugate(operator)])));
  applyTo(after.entries, 2 * rho.qubits, superoperator, [target, rho.qubits + target], []);
  return after;
}

/** |outcome><outcome| rho |outcome><outcome| on one qubit. */
function projected({ qubits, entries }: Density, qubit: number, outcome: number): Density {
  const kept = copyOf(entries);
  applyProjector(kept, 2 * qubits, qubit, outcome);
  applyProjector(kept, 2 * qubits, qubits + qubit, outcome);
  return { qubits, entries: kept };
}

/** Runs a circuit on every branch; its qubit q is the register's qubit `first + q`. */
function run(
  branches: readonly DensityBranch[],
  circuit: DenseCircuit,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
  first: number,
): readonly DensityBranch[] {
  let now = branches;
  for (const operation of circuit.operations) {
    if (operation.kind === 'measure') {
      now = now.flatMap(({ outcomes, rho }) =>
        [0, 1].map((outcome) => ({
          outcomes: new Map(outcomes).set(operation.qubit, outcome),
          rho: projected(rho, first + operation.qubit, outcome),
        })),
      );
      continue;
    }
    now = now.map((branch) => {
      const { outcomes, rho } = branch;
      if (!operation.conditions.every(({ qubit, value }) => outcomes.get(qubit) === value)) return branch;
      if (operation.kind === 'channel') {
        const operators = krausOperators(operation.channel, operation.values);
        return { outcomes, rho: channelled(rho, operators, first + operation.target) };
      }
      const angle = operation.angle === null ? 0 : angleValue(operation.angle, parameters, features);
      const after = copied(rho);
      conjugateBy(
        after,
        gateMatrix(operation.gate, angle),
        operation.targets.map((qubit) => first + qubit),
        operation.controls.map(({ qubit, value }) => ({ qubit: first + qubit, value })),
      );
      return { outcomes, rho: after };
    });
  }
  return now;
}

/** The state behind a processor's whole program, all histories together: its outcomes are nobody else's conditions. */
function afterProgram(
  rho: Density,
  program: OracleProgram,
  parameters: ArrayLike<number>,
  features: readonly number[],
  first: number,
): Density {
  let branches: readonly DensityBranch[] = [{ outcomes: new Map(), rho }];
  const through = (circuit: DenseCircuit) => {
    branches = run(branches, circuit, parameters, features, first);
  };
  if (program.mixing !== null) through(program.mixing);
  if (program.embedding.kind === 'circuit') through(program.embedding.circuit);
  else {
    const { qubits } = program.trainable;
    const targets = Array.from({ length: qubits }, (_, q) => first + q);
    branches = branches.map(({ outcomes, rho: before }) => {
      const after = copied(before);
      conjugateBy(after, unitaryOf(features, 2 ** qubits), targets);
      return { outcomes, rho: after };
    });
  }
  through(program.trainable);
  const total = zeroDensity(rho.qubits);
  for (const branch of branches) addTo(total, branch.rho);
  return total;
}

/** The matrix that a processor's features are, row-major, (re, im). */
function unitaryOf(features: readonly number[], size: number): Matrix {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j): Complex => [features[2 * (i * size + j)], features[2 * (i * size + j) + 1]]),
  );
}

/** The first qubit of each processor in the joint register, the first processor's the most significant. */
function firstQubits({ processors }: SharedNetwork): { readonly qubits: number; readonly first: readonly number[] } {
  let qubits = 0;
  const first = processors.map((processor) => {
    qubits += processor.qubits;
    return qubits - processor.qubits;
  });
  return { qubits, first };
}

/** The state that the parties share, every other qubit in |0>: entry by entry the product of the resources' entries. */
export function sharedDensity(network: SharedNetwork): Density {
  const { qubits, first } = firstQubits(network);
  const states = placedStates(network).map(({ ends, matrix }) => ({
    matrix,
    places: ends.map(({ processor, qubit }) => qubits - 1 - first[processor] - qubit),
  }));
  const free = states.reduce(
    (mask, { places }) => places.reduce((rest, place) => rest & ~(1 << place), mask),
    (1 << qubits) - 1,
  );
  const rho = zeroDensity(qubits);
  const own = (index: number, places: readonly number[]) =>
    places.reduce((value, place) => 2 * value + ((index >> place) & 1), 0);
  for (let row = 0; row < 1 << qubits; row++) {
    for (let column = 0; column < 1 << qubits; column++) {
      if (((row | column) & free) !== 0) continue;
      let [re, im] = [1, 0];
      for (const { matrix, places } of states) {
        const [a, b] = matrix[own(row, places)][own(column, places)];
        [re, im] = [re * a - im * b, re * b + im * a];
      }
      rho.entries.re[(row << qubits) | column] = re;
      rho.entries.im[(row << qubits) | column] = im;
    }
  }
  return rho;
}

/** P(read bit | true bit) of a processor: flips[true][read]. */
function flips({ readoutError = 0 }: SharedProcessor): readonly (readonly number[])[] {
  const { flip0, flip1 } =
    typeof readoutError === 'number' ? { flip0: readoutError, flip1: readoutError } : readoutError;
  return [
    [1 - flip0, flip0],
    [flip1, 1 - flip1],
  ];
}

const bitsOf = (outcome: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (outcome >> (count - 1 - i)) & 1);

/** What is read where these are the probabilities of true outcomes: each bit flips on its own. */
function readOutcomes(truth: readonly number[], chances: readonly (readonly (readonly number[])[])[]): number[] {
  return truth.map((_, read) => {
    const readBits = bitsOf(read, chances.length);
    return truth.reduce((total, probability, actual) => {
      const actualBits = bitsOf(actual, chances.length);
      return total + chances.reduce((chance, flip, i) => chance * flip[actualBits[i]][readBits[i]], probability);
    }, 0);
  });
}

/** The joint state behind all programs. */
export function finalDensity(model: NoisyModel, parameters: ArrayLike<number>, row: ArrayLike<number>): Density {
  const { network, programs } = model;
  const { first } = firstQubits(network);
  const features = featuresByProcessor(model, row);
  return programs.reduce(
    (rho, program, p) => afterProgram(rho, program, parameters, features[p], first[p]),
    sharedDensity(network),
  );
}

/** P(a) for one row: 2^R numbers for R bits, the first processor's first the most significant of an outcome. */
export function densityProbabilities(
  model: NoisyModel,
  parameters: ArrayLike<number>,
  row: ArrayLike<number>,
): readonly number[] {
  const { network, programs } = model;
  const { qubits, first } = firstQubits(network);
  const { entries } = finalDensity(model, parameters, row);
  const owners = programs.flatMap(({ readouts }, p) => readouts.map((qubit) => ({ p, qubit: first[p] + qubit })));
  const truth = new Array<number>(1 << bitsIn(model)).fill(0);
  for (let k = 0; k < 1 << qubits; k++) {
    const outcome = owners.reduce((found, { qubit }) => 2 * found + ((k >> (qubits - 1 - qubit)) & 1), 0);
    truth[outcome] += entries.re[(k << qubits) | k];
  }
  return readOutcomes(
    truth,
    owners.map(({ p }) => flips(network.processors[p])),
  );
}

/** Effects by the program and the angles in it, for a caller who moves one angle at a time. */
export type KnownEffects = Map<string, readonly Amplitudes[]>;

/** P(a) for every row; shape [rows][2^R]. */
export function effectProbabilities(
  model: NoisyModel,
  parameters: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
  known: KnownEffects = new Map(),
): readonly (readonly number[])[] {
  const { network, programs } = model;
  const shared = sharedDensity(network);
  const placed = placedStates(network).flatMap(({ ends }) => ends);
  const halves = network.processors.map((_, p) =>
    placed.flatMap(({ processor, qubit }) => (processor === p ? [qubit] : [])),
  );
  return rows.map((row) => {
    const features = featuresByProcessor(model, row);
    const effects = programs.map((program, p) => {
      const key = JSON.stringify([p, anglesIn(program, parameters, features[p])]);
      const found = known.get(key) ?? effectsOf(program, network.processors[p], halves[p], parameters, features[p]);
      known.set(key, found);
      return found;
    });
    const total: number[] = [];
    const settle = (rho: Density, p: number): void => {
      if (p === programs.length) total.push(rho.entries.re[0]);
      else for (const effect of effects[p]) settle(traced(rho, effect, network.processors[p].qubits), p + 1);
    };
    settle(shared, 0);
    return total;
  });
}

/** P(a|x_n) and its derivatives by parameter shift, exact but for rounding, 1e-12 or so; see `classifier.ts`. */
export function densityDerivatives(
  model: NoisyModel,
  angles: number,
  parameters: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
): Derivatives {
  const known: KnownEffects = new Map();
  const evaluated: Probabilities<NoisyModel> = (moved, values, some) => effectProbabilities(moved, values, some, known);
  return {
    probabilities: effectProbabilities(model, parameters, rows),
    jacobian: jacobianOf(model, angles, parameters, rows, evaluated),
  };
}

/** All that a processor's effects depend on, beside its circuits. */
function anglesIn(program: OracleProgram, parameters: ArrayLike<number>, features: readonly number[]): unknown {
  if (program.embedding.kind === 'unitary') return [features, Array.from(parameters)];
  return [program.mixing, program.embedding.circuit, program.trainable].map((circuit) =>
    circuit?.operations.map((operation) =>
      operation.kind === 'gate' && operation.angle !== null ? angleValue(operation.angle, parameters, features) : 0,
    ),
  );
}

/**
 * t_b[i][j] = Tr[P_b program(|i><j|)] at the index i 2^m + j, for every outcome b of the readouts, read with its errors. All
 * qubits but `halves` come in |0>; where one of them is 1 in i or j, t_b is left at 0.
 */
function effectsOf(
  program: OracleProgram,
  processor: SharedProcessor,
  halves: readonly number[],
  parameters: ArrayLike<number>,
  features: readonly number[],
): readonly Amplitudes[] {
  const { qubits } = processor;
  const { readouts } = program;
  const size = 1 << qubits;
  const inputs = 1 << halves.length;
  /** The basis state in which the halves hold a number's bits. */
  const spread = (input: number) =>
    halves.reduce((index, qubit, k) => index | (((input >> k) & 1) << (qubits - 1 - qubit)), 0);
  // sum over inputs i and j of |i><j| (x) |spread i><spread j|, the program on the second factor.
  const all = halves.length + qubits;
  const start = zeroDensity(all);
  const place = (input: number, k: number) => input * size + k;
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < inputs; j++) start.entries.re[(place(i, spread(i)) << all) | place(j, spread(j))] = 1;
  }
  const { entries } = afterProgram(start, program, parameters, features, halves.length);
  const found = Array.from({ length: 1 << readouts.length }, () => zeroDensity(qubits).entries);
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < inputs; j++) {
      const at = spread(i) * size + spread(j);
      for (let k = 0; k < size; k++) {
        const outcome = readouts.reduce((value, qubit) => 2 * value + ((k >> (qubits - 1 - qubit)) & 1), 0);
        const from = (place(i, k) << all) | place(j, k);
        found[outcome].re[at] += entries.re[from];
        found[outcome].im[at] += entries.im[from];
      }
    }
  }
  const chances = readouts.map(() => flips(processor));
  const read = (part: 're' | 'im', at: number) =>
    readOutcomes(
      found.map((effect) => effect[part][at]),
      chances,
    );
  for (let at = 0; at < size * size; at++) {
    const [re, im] = [read('re', at), read('im', at)];
    found.forEach((effect, outcome) => {
      effect.re[at] = re[outcome];
      effect.im[at] = im[outcome];
    });
  }
  return found;
}

/** sum_ij t[i][j] rho[i rest][j rest'], the first so many qubits gone. */
function traced({ qubits, entries }: Density, effect: Amplitudes, gone: number): Density {
  const rest = zeroDensity(qubits - gone);
  const size = 1 << gone;
  const left = 1 << (qubits - gone);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [a, b] = [effect.re[i * size + j], effect.im[i * size + j]];
      for (let row = 0; row < left; row++) {
        for (let column = 0; column < left; column++) {
          const from = ((i * left + row) << qubits) | (j * left + column);
          const [x, y] = [entries.re[from], entries.im[from]];
          rest.entries.re[row * left + column] += a * x - b * y;
          rest.entries.im[row * left + column] += a * y + b * x;
        }
      }
    }
  }
  return rest;
}
