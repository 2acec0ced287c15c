// Players of games with many parties as models: each holds its qubits and a register with its question, measures the
// register, and has rotations of its own for either question.
import { dataProduct, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { type Dataset, dataset } from '../../src/data/dataset.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import type { Model, ReadoutCircuit } from '../../src/models/model-types.js';
import { network } from '../../src/network/network.js';
import type { NetworkSpec } from '../../src/network/network-spec.js';

/** What happens to a player's qubits before they are measured; the register is the qubit behind them. */
export type Before = (start: Circuit & ReturnType<typeof circuit>) => ReturnType<typeof circuit>;

/** RZ and RX on every qubit, their angles by the question; the answer is the parity of all qubits. */
export function answering(qubits: number, before: Before = (start) => start): ReadoutCircuit {
  const register = qubits;
  let now = before(circuit(qubits + 1)).measure(register);
  for (let qubit = 0; qubit < qubits; qubit++) {
    for (const question of [0, 1] as const) {
      const first = 2 * (2 * qubit + question);
      now = now.when(register, question, (b) => b.rz(parameter(first), qubit).rx(parameter(first + 1), qubit));
    }
  }
  for (let qubit = 0; qubit + 1 < qubits; qubit++) now = now.cx(qubit, qubit + 1);
  return { circuit: now, readout: qubits - 1 };
}

/** A player of so many qubits; what it does before it measures. */
export interface Player {
  readonly qubits: number;
  readonly before?: Before;
}

export type SharedOnly = Omit<NetworkSpec, 'processors'>;

/** Players A, B, C... and what they share; a row is a question a player, E the mean of the product of their answers. */
export function playersOf(players: readonly Player[], shared: SharedOnly): Model {
  const asked = players.map(({ qubits }) =>
    circuit(qubits + 1).rx(dataProduct(Math.PI, { feature: 0, offset: 0, slope: 1 }), qubits),
  );
  return classifier({
    network: network({
      processors: players.map(({ qubits }, p) => ({ name: 'ABCDEFGH'[p], qubits: qubits + 1 })),
      ...shared,
    }),
    embedding: customEmbedding(asked),
    circuit: customCircuit(players.map(({ qubits, before }) => answering(qubits, before))),
    weights: 'fixed',
  });
}

/** All questions of so many players. */
export function allQuestions(players: number): number[][] {
  return Array.from({ length: 2 ** players }, (_, k) =>
    Array.from({ length: players }, (_, p) => (k >> (players - 1 - p)) & 1),
  );
}

/** The mean of y E over the questions of a game after training from each seed. */
export async function trainedMeans(model: Model, game: Dataset, seeds: readonly number[]): Promise<number[]> {
  const means: number[] = [];
  for (const seed of seeds) {
    const { model: trained } = await fit(model, game, {
      loss: 'product',
      batch: 'full',
      iterations: 400,
      evaluateEvery: 400,
      learningRate: 0.1,
      schedule: { kind: 'cosine' },
      seed,
    });
    const found = trained.expectations(game.rows);
    means.push(found.reduce((sum, e, n) => sum + e * game.labels[n], 0) / found.length);
  }
  return means;
}

/** Rows of questions with the right product of answers. */
export function questionGame(rows: readonly (readonly number[])[], right: (row: readonly number[]) => number): Dataset {
  return dataset(rows, rows.map(right));
}

const total = (row: readonly number[]): number => row.reduce((sum, x) => sum + x, 0);

/** CHSH: two questions 1 ask for different answers, all others for equal ones. S is four times the mean of y E. */
export const chshQuestions = questionGame(allQuestions(2), (row) => (total(row) === 2 ? -1 : 1));

/** Mermin's parity game: questions of even sum; won if the XOR of the answers is half of it, modulo 2. */
export function merminQuestions(players: number): Dataset {
  const rows = allQuestions(players).filter((row) => total(row) % 2 === 0);
  return questionGame(rows, (row) => (total(row) % 4 === 0 ? 1 : -1));
}
