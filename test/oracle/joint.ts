// The whole network as one joint state: the meaning of a model, written down twice, both without any shortcut through
// responses or correlators. An ebit's Bell-diagonal state is a mixture of the four Bell states, a coin one of two product
// states, so the network's is a mixture of pure joint states, each of which is simulated.
//
// - `jointProbabilities`: every gate on the joint state, every measurement a projection with a branch for each outcome.
// - `bornProbabilities`: each processor's trainable circuit as the effects (E_0, E_1) of its measurement, and
//   P(a) = sum_members weight <psi| E_a1 (x) E_a2 (x) ... |psi>. Gradients need many points, and this one is quicker.
import {
  type Amplitudes,
  applyProjector,
  applyTo,
  type Branch,
  basisAmplitudes,
  branched,
  copyOf,
  overlap,
} from './amplitudes.js';
import { angleValue, type Complex, type DenseCircuit, gateMatrix, type Matrix } from './dense.js';
import { bitsIn, featuresByProcessor, type OracleModel, type OracleNetwork, type OracleProgram } from './program.js';

/** One pure joint state of a mixture. */
export interface Member {
  readonly weight: number;
  readonly state: Amplitudes;
}

/** Probabilities of Phi+, Phi-, Psi+, Psi- in 1/4 (1 + sum_P t_P P(x)P). */
export function bellProbabilities([x, y, z]: readonly [number, number, number]): readonly number[] {
  return [1 + x - y + z, 1 - x + y + z, 1 + x + y - z, 1 - x - y - z].map((sum) => sum / 4);
}

/** The joint register: the first processor's qubits are the most significant. */
export function registers(network: OracleNetwork): { readonly qubits: number; readonly first: readonly number[] } {
  let qubits = 0;
  const first = network.processors.map((processor) => {
    qubits += processor.qubits;
    return qubits - processor.qubits;
  });
  return { qubits, first };
}

/** The network's state before any program runs. */
export function sharedState(network: OracleNetwork): readonly Member[] {
  const { qubits, first } = registers(network);
  let members: Member[] = [{ weight: 1, state: basisAmplitudes(0, qubits) }];
  for (const { ends, correlations } of network.ebits) {
    const [a, b] = ends.map(({ processor, qubit }) => first[processor] + qubit);
    members = members.flatMap(({ weight, state }) =>
      bellProbabilities(correlations).flatMap((probability, bell) => {
        if (probability <= 0) return [];
        const next = copyOf(state);
        // |00> -> (|00> + |11>)/sqrt 2, then Z for the minus sign and X for Psi.
        applyTo(next, qubits, gateMatrix('h', 0), [a], []);
        applyTo(next, qubits, gateMatrix('x', 0), [b], [{ qubit: a, value: 1 }]);
        if (bell % 2 === 1) applyTo(next, qubits, gateMatrix('z', 0), [a], []);
        if (bell >= 2) applyTo(next, qubits, gateMatrix('x', 0), [b], []);
        return [{ weight: weight * probability, state: next }];
      }),
    );
  }
  for (const { ends, heads, basis } of network.coins ?? []) {
    const places = ends.map(({ processor, qubit }) => first[processor] + qubit);
    members = members.flatMap(({ weight, state }) =>
      [heads, 1 - heads].map((chance, coin) => {
        const next = copyOf(state);
        for (const place of places) {
          if (coin === 1) applyTo(next, qubits, gateMatrix('x', 0), [place], []);
          if (basis === 'X') applyTo(next, qubits, gateMatrix('h', 0), [place], []);
        }
        return { weight: weight * chance, state: next };
      }),
    );
  }
  return members;
}

/** P(read bit | true bit): flips[true][read]. */
function flips(processor: OracleNetwork['processors'][number]): readonly (readonly number[])[] {
  const { flip0, flip1 } = processor.readout;
  return [
    [1 - flip0, flip0],
    [flip1, 1 - flip1],
  ];
}

const bitsOf = (outcome: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (outcome >> (count - 1 - i)) & 1);

/** P(a) for one row: 2^R numbers for R bits, the first processor's first the most significant of an outcome. */
export function jointProbabilities(
  model: OracleModel,
  parameters: ArrayLike<number>,
  row: ArrayLike<number>,
): readonly number[] {
  const { network, programs } = model;
  const { qubits, first } = registers(network);
  const features = featuresByProcessor(model, row);
  const bits = bitsIn(model);
  const nOutcomes = 1 << bits;
  const owners = programs.flatMap(({ readouts }, p) => readouts.map((qubit) => ({ p, qubit: first[p] + qubit })));
  const truth = new Array<number>(nOutcomes).fill(0);
  for (const { weight, state } of sharedState(network)) {
    let branches: readonly Branch[] = [{ outcomes: new Map(), state: copyOf(state) }];
    programs.forEach((program, p) => {
      const run = (circuit: DenseCircuit) => {
        branches = branched(branches, circuit, parameters, features[p], { qubits, first: first[p] });
      };
      if (program.mixing !== null) run(program.mixing);
      if (program.embedding.kind === 'circuit') run(program.embedding.circuit);
      else for (const branch of branches) applyUnitary(branch.state, features[p], qubits, network, p);
      run(program.trainable);
    });
    for (const branch of branches) {
      branch.state.re.forEach((re, k) => {
        const im = branch.state.im[k];
        const outcome = owners.reduce((found, { qubit }) => 2 * found + ((k >> (qubits - 1 - qubit)) & 1), 0);
        truth[outcome] += weight * (re * re + im * im);
      });
    }
  }
  // What is read: each bit flips on its own, as its processor's do.
  return truth.map((_, read) =>
    truth.reduce((sum, probability, actual) => {
      const actualBits = bitsOf(actual, bits);
      return (
        bitsOf(read, bits).reduce(
          (product, bit, i) => product * flips(network.processors[owners[i].p])[actualBits[i]][bit],
          probability,
        ) + sum
      );
    }, 0),
  );
}

/** Effects by the program and the angles in it, for a caller who moves one angle at a time. */
export type KnownEffects = Map<string, readonly Matrix[]>;

/** P(a) for every row; shape [rows][2^R]. Only the trainable circuits may measure. */
export function bornProbabilities(
  model: OracleModel,
  parameters: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
  known: KnownEffects = new Map(),
): readonly (readonly number[])[] {
  const { network, programs } = model;
  const { qubits, first } = registers(network);
  const members = sharedState(network);
  const targets = network.processors.map((processor, p) =>
    Array.from({ length: processor.qubits }, (_, q) => first[p] + q),
  );
  return rows.map((row) => {
    const features = featuresByProcessor(model, row);
    const measured = programs.map((program, p) => {
      const key = JSON.stringify([p, anglesIn(program.trainable, parameters, features[p])]);
      const found = known.get(key) ?? effects(network, program, p, parameters, features[p]);
      known.set(key, found);
      return found;
    });
    const total = new Array<number>(1 << bitsIn(model)).fill(0);
    for (const { weight, state } of members) {
      const psi = copyOf(state);
      programs.forEach((program, p) => {
        const register = { qubits, first: first[p] };
        if (program.mixing !== null) applyCircuit(psi, program.mixing, parameters, features[p], register);
        if (program.embedding.kind === 'unitary') applyUnitary(psi, features[p], qubits, network, p);
        else applyCircuit(psi, program.embedding.circuit, parameters, features[p], register);
      });
      // image = E_a1 (x) ... (x) E_ap psi, the first p bits of the outcome settled.
      const settle = (image: Amplitudes, p: number, outcome: number): void => {
        if (p === programs.length) {
          total[outcome] += weight * overlap(psi, image);
          return;
        }
        measured[p].forEach((effect, bit) => {
          const next = copyOf(image);
          applyTo(next, qubits, effect, targets[p], []);
          settle(next, p + 1, measured[p].length * outcome + bit);
        });
      };
      settle(psi, 0, 0);
    }
    return total;
  });
}

/** The effects E_b of a processor's trainable circuit and all outcomes b of its readouts: sum_branches K^+ P_b K, then flips. */
export function effects(
  network: OracleNetwork,
  program: OracleProgram,
  p: number,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
): readonly Matrix[] {
  const { qubits } = network.processors[p];
  const size = 1 << qubits;
  // Column j of every K at once: sum_j |j>|j>, the circuit on the second half.
  const all: Amplitudes = { re: new Float64Array(size * size), im: new Float64Array(size * size) };
  for (let j = 0; j < size; j++) all.re[j * size + j] = 1;
  const register = { qubits: 2 * qubits, first: qubits };
  const branches = branched([{ outcomes: new Map(), state: all }], program.trainable, parameters, features, register);
  const chance = flips(network.processors[p]);
  const count = program.readouts.length;
  const outcomes = Array.from({ length: 1 << count }, (_, outcome) => bitsOf(outcome, count));
  const sums = outcomes.map(() =>
    Array.from({ length: size }, () => Array.from({ length: size }, (): [number, number] => [0, 0])),
  );
  for (const { state } of branches) {
    for (const bits of outcomes) {
      const kept = copyOf(state);
      program.readouts.forEach((qubit, i) => {
        applyProjector(kept, 2 * qubits, qubits + qubit, bits[i]);
      });
      const reads = outcomes.map((read) => read.reduce((product, bit, i) => product * chance[bits[i]][bit], 1));
      addInnerProducts(sums, kept, reads);
    }
  }
  return sums;
}

/** sums[read][i][j] += weights[read] <column i|column j>; column j is the stretch of amplitudes from j size on. */
function addInnerProducts(
  sums: readonly [number, number][][][],
  { re, im }: Amplitudes,
  weights: readonly number[],
): void {
  const size = sums[0].length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let x = 0;
      let y = 0;
      for (let k = 0; k < size; k++) {
        const a = i * size + k;
        const b = j * size + k;
        x += re[a] * re[b] + im[a] * im[b];
        y += re[a] * im[b] - im[a] * re[b];
      }
      weights.forEach((weight, read) => {
        sums[read][i][j][0] += weight * x;
        sums[read][i][j][1] += weight * y;
      });
    }
  }
}

/** The values of all angles of a circuit. */
function anglesIn(
  circuit: DenseCircuit,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
): readonly number[] {
  return circuit.operations.flatMap((operation) =>
    operation.kind === 'gate' && operation.angle !== null ? [angleValue(operation.angle, parameters, features)] : [],
  );
}

function applyCircuit(
  state: Amplitudes,
  circuit: DenseCircuit,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
  register: { readonly qubits: number; readonly first: number },
): void {
  const branches = branched([{ outcomes: new Map(), state }], circuit, parameters, features, register);
  if (branches.length > 1) throw new Error('a circuit in front of the trainable one measures');
}

/** The matrix that a processor's features are, row-major, (re, im). */
function applyUnitary(
  state: Amplitudes,
  features: readonly number[],
  qubits: number,
  network: OracleNetwork,
  p: number,
): void {
  const size = 1 << network.processors[p].qubits;
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j): Complex => {
      const at = 2 * (i * size + j);
      return [features[at], features[at + 1]];
    }),
  );
  const start = registers(network).first[p];
  const targets = Array.from({ length: network.processors[p].qubits }, (_, q) => start + q);
  applyTo(state, qubits, matrix, targets, []);
}
