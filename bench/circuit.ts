// Microseconds of what a circuit of six qubits and 54 angles is differentiated for, one thread: the gradient of an
// expectation value, the quantum Fisher matrix, the Hessian. Beside TensorCircuit-NG, which has all three; we have the first.
// Theirs are checked against ours all the same: each angle t stands in one exp(-i t G / 2) with G^2 = 1, so that the circuit
// at t + pi is twice the state's slope, and gradients at t +- pi/2 are the Hessian's rows.
import { parameter } from '../src/circuit/angle.js';
import { circuit as emptyCircuit } from '../src/circuit/builder.js';
import type { Circuit } from '../src/circuit/circuit.js';
import { randomStream } from '../src/random.js';
import { openSimulator, type Simulator } from '../src/simulator/simulator.js';
import { medianOf } from '../src/statistics.js';
import { checkAgreement, type OwnAnswer } from './agreement.js';
import type { Bench } from './bench.js';
import { burst, type Contender, race } from './measure.js';
import { writeCircuitProblem } from './problem.js';
import { missingRow, type Row, ratioRow, timeRow } from './row.js';

const name = 'circuit';
const qubits = 6;
const layers = 3;

/** RX, RZ and RX of every qubit and a ring of CZ, three times: 54 angles. */
export function sixQubitCircuit(): Circuit {
  let built = emptyCircuit(qubits);
  for (let layer = 0; layer < layers; layer++) {
    const first = 3 * qubits * layer;
    for (let q = 0; q < qubits; q++) {
      built = built
        .rx(parameter(first + q), q)
        .rz(parameter(first + qubits + q), q)
        .rx(parameter(first + 2 * qubits + q), q);
    }
    for (let q = 0; q < qubits; q++) built = built.cz(q, (q + 1) % qubits);
  }
  return built;
}

/** The transverse-field Ising chain on a ring: - sum Z Z - 0.7 sum X. */
export const isingRing = Array.from({ length: qubits }, (_, q) => {
  const string = (letters: Readonly<Record<number, string>>) =>
    Array.from({ length: qubits }, (_, k) => letters[k] ?? 'I').join('');
  return [
    { coefficient: -1, pauli: string({ [q]: 'Z', [(q + 1) % qubits]: 'Z' }) },
    { coefficient: -0.7, pauli: string({ [q]: 'X' }) },
  ];
}).flat();

/** F_ij = 4 Re(<d_i psi|d_j psi> - <d_i psi|psi><psi|d_j psi>), row-major, from the state at every angle shifted by pi. */
export function quantumFisher(simulator: Simulator, angles: Float64Array): Float64Array {
  const n = angles.length;
  const psi = simulator.amplitudes({ parameters: angles });
  const shifted = Array.from(angles, (_, i) =>
    simulator.amplitudes({ parameters: angles.map((angle, j) => (i === j ? angle + Math.PI : angle)) }),
  );
  const inner = (a: Float64Array, b: Float64Array): readonly [number, number] => {
    let re = 0;
    let im = 0;
    for (let k = 0; k < a.length; k += 2) {
      re += a[k] * b[k] + a[k + 1] * b[k + 1];
      im += a[k] * b[k + 1] - a[k + 1] * b[k];
    }
    return [re, im];
  };
  const overlaps = shifted.map((state) => inner(state, psi));
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      // The slopes are half the shifted states, so the 4 is gone. <i|psi><psi|j> has the real part of <i|psi> conj(<j|psi>).
      const [[a, b], [c, d]] = [overlaps[i], overlaps[j]];
      matrix[i * n + j] = inner(shifted[i], shifted[j])[0] - (a * c + b * d);
    }
  }
  return matrix;
}

/** The Hessian of the expectation value, row-major, from gradients at every angle shifted by +- pi/2. */
export function hessian(simulator: Simulator, angles: Float64Array): Float64Array {
  const n = angles.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const at = (shift: number) =>
      simulator.gradient(isingRing, { parameters: angles.map((angle, j) => (i === j ? angle + shift : angle)) })
        .gradient;
    const [up, down] = [at(Math.PI / 2), at(-Math.PI / 2)];
    for (let j = 0; j < n; j++) matrix[i * n + j] = (up[j] - down[j]) / 2;
  }
  return matrix;
}

export const circuit: Bench = {
  name,
  title: `A circuit of ${qubits} qubits and ${3 * qubits * layers} angles, one thread`,
  async run({ effort, peers, folder }) {
    const built = sixQubitCircuit();
    const stream = randomStream(1, 'bench circuit');
    const angles = Float64Array.from({ length: built.parameters }, (_, i) => 2 * Math.PI * stream.uniform(i));
    const simulator = openSimulator(built);
    const label = 'gradient of an expectation value of 12 Pauli strings';
    const contenders = [burst(label, () => simulator.gradient(isingRing, { parameters: angles }), effort)];
    const asked: { readonly quantity: string; readonly contender: Contender }[] = [];
    if (peers?.versions['tensorcircuit-ng'] !== undefined) {
      const path = writeCircuitProblem(folder, 'circuit', built, angles, isingRing);
      const own: Readonly<Record<string, () => OwnAnswer>> = {
        gradient: () => ({ gradient: simulator.gradient(isingRing, { parameters: angles }).gradient }),
        fisher: () => ({ fisher: quantumFisher(simulator, angles) }),
        hessian: () => ({ hessian: hessian(simulator, angles) }),
      };
      for (const [quantity, answer] of Object.entries(own)) {
        const peer = `tensorcircuit-${quantity}`;
        process.stderr.write(`${peer}: compiling and checking …\n`);
        checkAgreement(answer(), await peers.run(peer, path, 1));
        const sample = async () => medianOf((await peers.run(peer, path, 20)).microseconds);
        asked.push({ quantity, contender: { name: peer, sample } });
      }
    }
    const samples = await race([...contenders, ...asked.map(({ contender }) => contender)], effort.rounds);
    simulator.close();
    const rows: Row[] = [timeRow(name, label, samples[label], null)];
    const missing: Readonly<Record<string, string>> = {
      fisher: 'quantum Fisher matrix: ebit has no such verb (its Fisher matrix is the classical one of a model)',
      hessian: 'Hessian: ebit has no such verb',
    };
    for (const { quantity, contender } of asked) {
      if (quantity in missing) rows.push(missingRow(name, missing[quantity]));
      rows.push(timeRow(name, `  TensorCircuit-NG's ${quantity}`, samples[contender.name], null));
      if (quantity === 'gradient')
        rows.push(ratioRow(name, '  ours / TensorCircuit-NG', samples[label], samples[contender.name]));
    }
    if (peers !== null && asked.length === 0) {
      rows.push(missingRow(name, 'TensorCircuit-NG: not installed beside the other peers'));
    }
    return rows;
  },
};
