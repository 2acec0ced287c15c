// What the data decide on of a re-uploading circuit: how many qubits, how many layers, how many features each processor reads.
import type { ProcessorSpec } from '../network/network-spec.js';
import { type DataSettings, sourceOf } from './data-settings.js';
import {
  type CircuitWord,
  type ClassifierSettings,
  type ModelSettings,
  reuploadingDefaults,
} from './model-settings.js';
import { mergedTraining, type PartialTraining, withoutGaps } from './training-settings.js';

/**
 * How it is trained on a table unless told. Each of these was found on nine real tables, on other cuts of them than those that
 * are reported: a prior that keeps angles small matters most, then all qubits read out, a rate that falls, and the loss.
 */
const tableTraining: PartialTraining = {
  iterations: 600,
  loss: 'logistic',
  learningRate: 0.05,
  schedule: { kind: 'cosine' },
  l2: { angles: 3, weights: 0.2, logits: 0, perRow: true },
};

/** The circuit that learns data unless told: on a table one that holds its own beside the usual models, else the paper's. */
export function standardCircuit({ kind }: Pick<DataSettings, 'kind'>): CircuitWord {
  return kind === 'table' ? 'reuploading' : 'qcnn';
}

/** What is said of a training, over what holds unless told for this model and these data. */
export function standardTraining(
  given: PartialTraining | undefined,
  model: ModelSettings,
  { kind }: Pick<DataSettings, 'kind'>,
): PartialTraining | undefined {
  return kind === 'table' && isReuploading(model) ? mergedTraining(tableTraining, withoutGaps(given ?? {})) : given;
}

/** With more qubits than these the outcomes, and a weight for each, are too many to be learnt from a table. */
const MOST_BITS = 8;

/** The most layers that are chosen where none are said. */
const MOST_LAYERS = 100;

/** How many features each party holds, by name; null where that is not known beforehand. */
type Parties = Readonly<Record<string, number>> | null;

/** Whether a model is the circuit that reads its features itself, by its word. */
function isReuploading(model: ModelSettings): model is ClassifierSettings {
  return model.kind === 'classifier' && model.circuit === 'reuploading';
}

/** How many qubits each party's processor has unless told: one a feature, but fewer where a table meets that circuit. */
export function partyQubits(model: ModelSettings, data: DataSettings): Parties {
  const parties = sourceOf(data).parties(data);
  if (parties === null || data.kind !== 'table' || !isReuploading(model)) return parties;
  return Object.fromEntries(
    Object.entries(parties).map(([name, features]) => [name, Math.min(features, reuploadingDefaults.qubits)]),
  );
}

/**
 * Returns a model with what its processors and its data decide on: of a re-uploading circuit the layers and, where a party
 * holds more or fewer features than its processor has qubits, how many each reads. Of a table's all qubits are read out, as
 * long as they are few.
 *
 * @param data - what is learnt, where that decides
 */
export function settledModel<M extends ModelSettings>(
  model: M,
  processors: readonly Pick<ProcessorSpec, 'qubits'>[],
  parties: Parties,
  data?: Pick<DataSettings, 'kind'>,
): M {
  if (!isReuploading(model)) return model;
  const { kind, circuit, layers, features: said, readout: read, ...rest } = model;
  const held = parties === null ? [] : Object.values(parties);
  const features = said ?? (held.length === processors.length ? held : undefined);
  const counts = processors.map(({ qubits }, p) =>
    typeof features === 'number' ? features : (features?.[p] ?? qubits),
  );
  const needed = Math.max(...processors.map(({ qubits }, p) => Math.ceil(counts[p] / qubits) + Math.floor(qubits / 2)));
  const isPlain = counts.every((count, p) => count === processors[p].qubits);
  const bits = processors.reduce((sum, { qubits }) => sum + qubits, 0);
  const isRead = read === undefined && data?.kind === 'table' && bits <= MOST_BITS;
  const readout = isRead ? 'all' : read;
  return {
    kind,
    circuit,
    layers: layers ?? Math.min(Math.max(reuploadingDefaults.layers, needed), MOST_LAYERS),
    ...(features === undefined || isPlain ? {} : { features }),
    ...(readout === undefined ? {} : { readout }),
    ...rest,
  } as M;
}
