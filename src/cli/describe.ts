// Models and data in a few words, for people.
import { channelNames } from '../circuit/channels.js';
import type { CircuitSpec, EmbeddingSpec, Model, ReuploadingSpec } from '../models/model-types.js';
import { networkCost } from '../models/network-cost.js';
import { plural } from '../plural.js';
import type { LearningTask } from '../tasks/make.js';

function embeddingText(embedding: EmbeddingSpec, circuit: CircuitSpec): string {
  if (embedding.kind === 'zz') return `zz embedding (${embedding.pairs})`;
  if (embedding.kind !== 'none') return `${embedding.kind} embedding`;
  return circuit.kind === 'reuploading' ? '' : 'no embedding';
}

function readoutText(readout: ReuploadingSpec['readout']): string {
  if (readout === 'last') return '';
  if (readout === 'pools') return ' and pools';
  return readout === 'all' ? ' with all qubits read out' : ` with ${plural(readout.length, 'qubit')} read out`;
}

function circuitText(circuit: CircuitSpec): string {
  if (circuit.kind === 'qcnn') return `qcnn of depth ${circuit.depth}`;
  if (circuit.kind === 'custom') return 'custom circuit';
  return `re-uploading in ${plural(circuit.layers, 'layer')}${readoutText(circuit.readout)}`;
}

/** `zz embedding (ring), qcnn of depth 20, free weights`. */
export function modelText({ classes, spec: { embedding, mixing, circuit, weights } }: Model): string {
  const parts = [
    mixing.layers === 0 ? '' : plural(mixing.layers, 'mixing layer'),
    embeddingText(embedding, circuit),
    circuitText(circuit),
    `${weights} weights`,
    classes === 2 ? '' : `${classes} classes`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/**
 * How many channels each processor's gates got, where there are any, or should be: `A: 96 depolarizing, 32 thermal behind 48
 * of its 52 gates`.
 */
export function channelLines({ network, programs }: Model): string[] {
  return programs.flatMap(({ mixing, embedding, trainable }, p) => {
    const { name, noise } = network.processors[p];
    const circuits = [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable];
    const operations = circuits.flatMap((circuit) => circuit?.operations ?? []);
    const used = operations.filter((operation) => operation.kind === 'channel').map(({ channel }) => channel);
    if (used.length === 0) return noise === undefined ? [] : [`${name}: none, no gate of its circuits has noise`];
    const counts = channelNames.flatMap((channel) => {
      const count = used.filter((one) => one === channel).length;
      return count === 0 ? [] : [`${count} ${channel}`];
    });
    const all = operations.filter(({ kind }) => kind === 'gate').length;
    const noisy = operations.filter(({ kind }, i) => kind === 'gate' && operations[i + 1]?.kind === 'channel').length;
    return [`${name}: ${counts.join(', ')} behind ${noisy} of its ${plural(all, 'gate')}`];
  });
}

/** `264 angles and 4 weights`. */
export function parametersText({ angles, weightCount }: Model): string {
  return `${plural(angles, 'angle')} and ${plural(weightCount, 'weight')}`;
}

/** `12 products a row, 10 numbers kept, order A B`. */
export function contractionText(model: Model): string {
  const { products, numbers, order } = networkCost(model);
  return `${plural(products, 'product')} a row, ${plural(numbers, 'number')} kept, order ${order}`;
}

/** `3072 rows to train on, 1024 to validate on`, and how many are kept for the last measurement. */
export function rowsText({
  training,
  validation,
  test,
}: Pick<LearningTask, 'training' | 'validation' | 'test'>): string {
  const kept = test == null ? '' : `, ${test.length} to test on`;
  return `${training.length} rows to train on, ${validation === null ? 'none' : validation.length} to validate on${kept}`;
}

/** What becomes of a table's columns: `missing values: the training median`, `colour: one-hot blue, green, red`. */
export function preparationLines({ preparation }: Model): string[] {
  if (preparation === null) return [];
  const { missing, columns } = preparation;
  const rule = missing === 'drop' ? 'rows are dropped' : 'the training median stands in';
  return [
    ...(missing === null ? [] : [`missing values: ${rule}`]),
    ...columns.flatMap((column) =>
      column.kind === 'number'
        ? []
        : [`${column.column}: ${column.kind === 'onehot' ? 'one-hot' : 'ordinal'} ${column.categories.join(', ')}`],
    ),
  ];
}

/** `A: age, dose; B: weight`, and whether they were dealt, since nobody said who holds which. */
export function columnsText(columns: Readonly<Record<string, readonly string[]>>, areDealt: boolean): string {
  const held = Object.entries(columns).map(([name, own]) => `${name}: ${own.join(', ')}`);
  return `${held.join('; ')}${areDealt ? ' (dealt in their order; --columns says otherwise)' : ''}`;
}

/** The columns of a table by processor: `A: mean_radius, mean_texture`. */
export function columnLines({ columns }: Model): string[] {
  if (columns === null) return [];
  return Object.entries(columns.features).map(([name, own]) => `${name}: ${own.join(', ')}`);
}
