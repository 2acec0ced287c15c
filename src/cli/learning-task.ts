import { chsh } from '../data/chsh.js';
import { clusters } from '../data/clusters.js';
import { readTable } from '../data/csv.js';
import type { Dataset } from '../data/dataset.js';
import { scaledSplit } from '../data/scaled-split.js';
import { EbitError } from '../errors.js';
import { classifier } from '../models/classifier.js';
import { zz } from '../models/embedding.js';
import type { Model, ModelTable } from '../models/model-types.js';
import { qcnn } from '../models/qcnn.js';
import { bellCorrelations } from '../network/bell-state.js';
import { type Network, network } from '../network/network.js';
import type { EbitSpec } from '../network/network-spec.js';
import { readText } from './files.js';
import { dataKind } from './settings/data-kind.js';
import type { RunConfig } from './settings/resolve.js';

/** What a run learns from, and what it learns. */
export interface LearningTask {
  readonly training: Dataset;
  /** Null where every row is trained on. */
  readonly validation: Dataset | null;
  /** Untrained. */
  readonly model: Model;
}

interface Rows {
  readonly training: Dataset;
  readonly validation: Dataset | null;
  readonly table: ModelTable | null;
}

/**
 * Makes the data and the model of a run.
 *
 * @throws EbitError of any kind that the parts refuse: 'file' for a table that cannot be read, 'columns', 'labels', 'csv',
 *   'network', 'circuit', 'range', 'shape'
 */
export function learningTask(config: RunConfig): LearningTask {
  checkColumnCounts(config);
  const model = modelOf(config, networkOf(config));
  const { training, validation, table } = rowsOf(config);
  checkFeatures(config, model, training.features);
  return { training, validation, model: table === null ? model : model.withTable(table) };
}

function rowsOf(config: RunConfig): Rows {
  const kind = dataKind(config.data);
  if (kind === 'chsh') return { training: chsh({ embedding: config.chshEmbedding }), validation: null, table: null };
  if (kind === 'clusters') {
    const { dataSeed: seed, corners, dimension } = config;
    return { ...clusters({ seed, corners, dimension }), table: null };
  }
  return tableRows(config);
}

function tableRows({
  data,
  dataSeed,
  columns = {},
  label,
  positive,
  validation: fraction,
  processors,
}: RunConfig): Rows {
  const inOrder = Object.fromEntries(processors.map(({ name }) => [name, columns[name]]));
  const table = readTable(readText(data), { columns: inOrder, label, positive });
  const { training, validation, scale } = scaledSplit(table, { seed: dataSeed, fraction });
  return { training, validation, table: { columns: table.columns, scale } };
}

/**
 * Returns the network that a run's settings describe.
 *
 * @throws EbitError 'network' if a number is outside its range or an ebit does not fit
 */
export function networkOf({ processors, ebits, fidelity = 1 }: RunConfig): Network {
  if (typeof ebits !== 'number') return network({ processors, ebits });
  // Without ebits no state would look at the fidelity, and a slip in it would pass unseen.
  bellCorrelations({ kind: 'werner', fidelity });
  const room = Math.min(...processors.map(({ qubits }) => qubits));
  if (ebits > room) {
    throw new EbitError(
      'network',
      `${ebits} ebits do not fit between processors of ${processors.map(({ qubits }) => qubits).join(' and ')} qubits; ` +
        `give at most ${room}.`,
    );
  }
  const between = (j: number) => [`${processors[0].name}.${j}`, `${processors[1].name}.${j}`] as const;
  return network({
    processors,
    ebits: Array.from({ length: ebits }, (_, j): EbitSpec => ({ between: between(j), fidelity })),
  });
}

/**
 * Returns the untrained model that a run's settings describe.
 *
 * @throws EbitError 'range' or 'circuit' if the circuits do not fit the processors
 */
export function modelOf(config: RunConfig, on: Network): Model {
  const { embedding, circuit, pairs, depth = 0, mixing, weights, seed } = config;
  return classifier({
    network: on,
    embedding: embedding ?? zz({ pairs }),
    mixing: { layers: mixing },
    circuit: circuit ?? qcnn({ depth }),
    weights,
    seed,
  });
}

/** Qubits that the circuit of the command line, which halves them stage by stage, may have. */
const QUBIT_COUNTS: readonly number[] = [1, 2, 4, 8];

/** @throws EbitError 'columns' where a processor's columns fit no circuit that the command line can make */
function checkColumnCounts({ columns, circuit, embedding, processors }: RunConfig): void {
  if (columns === undefined || circuit !== undefined || embedding !== undefined) return;
  for (const { name } of processors) {
    const count = columns[name].length;
    if (QUBIT_COUNTS.includes(count)) continue;
    const fewer = QUBIT_COUNTS.findLast((one) => one < count) ?? 0;
    const more = QUBIT_COUNTS.find((one) => one > count);
    const add = more === undefined ? '' : ` or add ${more - count}`;
    throw new EbitError(
      'columns',
      `Processor "${name}" holds ${count} columns; with one qubit for each they are 1, 2, 4 or 8: drop ${count - fewer}${add}.`,
    );
  }
}

function checkFeatures({ data, processors }: RunConfig, model: Model, features: number): void {
  const total = model.features.reduce((sum, count) => sum + count, 0);
  if (total === features) return;
  const read = processors.map(({ name }, p) => `${model.features[p]} at ${name}`).join(', ');
  throw new EbitError(
    'shape',
    `A row of the data "${data}" has ${features} features, but the processors read ${total} (${read}); ` +
      'change --qubits or the columns.',
  );
}
