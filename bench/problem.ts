// The problem files that the peers read: the same model, angles and rows as ours, as plain numbers.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Circuit } from '../src/circuit/circuit.js';
import type { Dataset } from '../src/data/dataset.js';
import type { Game } from '../src/games/game.js';
import { classifier } from '../src/models/classifier.js';
import { unitaryEmbedding, zz } from '../src/models/embedding.js';
import type { Model } from '../src/models/model-types.js';
import { qcnn } from '../src/models/qcnn.js';
import { bellNetwork } from '../src/network/bell-network.js';
import { randomStream, shuffled } from '../src/random.js';

/** One training step: a model with its parameters, rows with labels, and the rows of the minibatch. */
export interface StepProblem {
  readonly model: Model;
  readonly data: Dataset;
  readonly indices: Int32Array;
}

/** The paper's model on any number of qubits, its angles drawn at random and its weights a little off their start. */
export function paperModel(spec: {
  ebits: number;
  depth: number;
  qubits?: number;
  haar?: boolean;
  mixing?: number;
}): Model {
  const model = classifier({
    network: bellNetwork({ ebits: spec.ebits, qubits: spec.qubits ?? 4 }),
    embedding: spec.haar ? unitaryEmbedding() : zz(),
    mixing: { layers: spec.mixing ?? 0 },
    circuit: qcnn({ depth: spec.depth }),
    seed: 1,
  });
  const parameters = Float64Array.from(model.parameters);
  const stream = randomStream(1, 'bench weights');
  for (let a = 0; a < model.weightCount; a++) parameters[model.angles + a] += 0.3 * (stream.uniform(a) - 0.5);
  return model.withParameters(parameters);
}

/** "1 ebit", "2 ebits". */
export function ebitsInWords(ebits: number): string {
  return ebits === 1 ? '1 ebit' : `${ebits} ebits`;
}

/** `batch` rows of the data in random order, as every training step takes them. */
export function minibatch(data: Dataset, batch: number): Int32Array {
  return shuffled(data.length, randomStream(1, 'bench batch')).slice(0, batch);
}

/** Rows uniform in [-1.5, 1.5] with random labels, for models that the clustered data do not fit. */
export function randomData(features: number, length: number): Dataset {
  const stream = randomStream(1, 'bench rows');
  return {
    rows: Float64Array.from({ length: features * length }, (_, i) => 3 * stream.uniform(i) - 1.5),
    labels: Float64Array.from({ length }, (_, i) => (stream.uniform(features * length + i) < 0.5 ? -1 : 1)),
    features,
    length,
  };
}

const header = { format: 'ebit-bench-problem', version: 1 };

/**
 * Writes a step of the two-processor model on four qubits each; returns the file's path.
 *
 * @param noise - of the depolarizing behind every gate, where there is any
 */
export function writeStepProblem(
  folder: string,
  name: string,
  problem: StepProblem,
  depth: number,
  noise?: number,
): string {
  const { model, data, indices } = problem;
  const path = join(folder, `${name}.json`);
  const record = {
    ...header,
    kind: 'step',
    ebits: model.network.ebits.length,
    depth,
    ...(noise === undefined ? {} : { noise }),
    angles: [...model.parameters.subarray(0, model.angles)],
    weights: [...model.parameters.subarray(model.angles)],
    rows: [...data.rows],
    labels: [...data.labels],
    indices: [...indices],
  };
  writeFileSync(path, JSON.stringify(record));
  return path;
}

/** Writes a step of a re-uploading model on two processors of as many qubits as features; returns the file's path. */
export function writeReuploadingProblem(
  folder: string,
  name: string,
  problem: StepProblem,
  { qubits, layers }: { qubits: number; layers: number },
): string {
  const { model, data, indices } = problem;
  const path = join(folder, `${name}.json`);
  const record = {
    ...header,
    kind: 'reuploading',
    qubits,
    layers,
    ebits: model.network.ebits.length,
    angles: [...model.parameters.subarray(0, model.angles)],
    weights: [...model.parameters.subarray(model.angles)],
    rows: [...data.rows],
    labels: [...data.labels],
    indices: [...indices],
  };
  writeFileSync(path, JSON.stringify(record));
  return path;
}

/** Writes a Fisher matrix over unitaries, shape [n][processor][16][16][re, im]; returns the file's path. */
export function writeFisherProblem(
  folder: string,
  name: string,
  model: Model,
  unitaries: Float64Array,
  depth: number,
): string {
  const path = join(folder, `${name}.json`);
  const record = {
    ...header,
    kind: 'fisher',
    ebits: model.network.ebits.length,
    depth,
    angles: [...model.parameters.subarray(0, model.angles)],
    unitaries: [...unitaries],
  };
  writeFileSync(path, JSON.stringify(record));
  return path;
}

/** Writes an expectation value of a circuit whose angles are plain parameters; returns the file's path. */
export function writeCircuitProblem(
  folder: string,
  name: string,
  circuit: Circuit,
  angles: Float64Array,
  observable: readonly { readonly coefficient: number; readonly pauli: string }[],
): string {
  const path = join(folder, `${name}.json`);
  const gates = circuit.operations.map((operation) => {
    if (operation.kind !== 'gate' || operation.conditions.length > 0) throw new Error('The peers take gates alone.');
    const { gate, controls, targets, angle } = operation;
    const qubits = [...controls.map(({ qubit }) => qubit), ...targets];
    return [`${'c'.repeat(controls.length)}${gate}`, qubits, angle?.kind === 'parameter' ? angle.index : null];
  });
  const terms = observable.map(({ coefficient, pauli }) => [coefficient, pauli]);
  const record = { ...header, kind: 'circuit', qubits: circuit.qubits, angles: [...angles], gates, observable: terms };
  writeFileSync(path, JSON.stringify(record));
  return path;
}

/** A circuit's gates as the peers take them: name, qubits with controls first, angle or null. Of plain gates and constants. */
function gateList(circuit: Circuit): [string, number[], number | null][] {
  return circuit.operations.map((operation) => {
    if (operation.kind !== 'gate' || operation.conditions.length > 0) throw new Error('The peers take gates alone.');
    const { gate, controls, targets, angle } = operation;
    if (angle !== null && angle.kind !== 'constant') throw new Error('The peers take angles that are constant.');
    return [
      `${'c'.repeat(controls.length)}${gate}`,
      [...controls.map(({ qubit }) => qubit), ...targets],
      angle?.value ?? null,
    ];
  });
}

/** Writes a circuit whose final state is asked for; returns the file's path. */
export function writeStateProblem(folder: string, name: string, circuit: Circuit): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ ...header, kind: 'state', qubits: circuit.qubits, gates: gateList(circuit) }));
  return path;
}

/** Writes the weights of an XOR game; returns the file's path. */
export function writeGameProblem(folder: string, { name, a, b, weights }: Game): string {
  const path = join(folder, `${name.replaceAll(' ', '-')}.json`);
  const rows = a.map((_, i) => [...weights.subarray(i * b.length, (i + 1) * b.length)]);
  writeFileSync(path, JSON.stringify({ ...header, kind: 'game', weights: rows }));
  return path;
}
