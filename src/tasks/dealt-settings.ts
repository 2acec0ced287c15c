import { dealColumns, PARTIES, partyNames } from '../data/deal.js';
import { columnPlace, tableCells } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import { MAX_PROCESSOR_QUBITS, MAX_PROCESSORS } from '../network/network.js';
import { cutShort } from '../shown-value.js';
import { LABEL } from './data/table.js';
import { type PartialData, readAhead } from './data-settings.js';
import type { ReadText } from './data-source.js';
import { circuitWord, type PartialModel } from './model-settings.js';
import type { Naming } from './naming.js';
import type { PartialNetwork } from './network-settings.js';

/** What may be said of a task, as far as it says who holds which columns. */
export interface DealingSettings {
  readonly data?: PartialData | undefined;
  readonly network?: PartialNetwork | null | undefined;
  readonly model?: PartialModel | undefined;
}

/** Whether columns of these settings are to be dealt: of a table, where nobody said who holds which. */
export function isToBeDealt(
  data: PartialData | undefined,
): data is Extract<PartialData, { readonly kind?: 'table' | undefined }> {
  return data?.kind === 'table' && data.columns === undefined && data.path !== undefined;
}

/** Whether a table has to be read before a network can be: its columns are to be dealt, or its words become columns. */
export function isToBeRead(data: PartialData | undefined): boolean {
  if (data?.kind !== 'table') return false;
  return (data.words === 'onehot' && data.widths === undefined) || isToBeDealt(data);
}

/** On what the deal of a table's columns depends, as plain data. */
export function dealIdentity({ data, network, model = {} }: DealingSettings): unknown {
  const most = mostColumns(model);
  return { data, processors: network?.processors, most: Number.isFinite(most) ? most : null };
}

/** How many columns a party may hold: one a qubit under the zz embedding and the qcnn, else as many as there are. */
function mostColumns({ kind = 'classifier', ...model }: PartialModel): number {
  const { embedding = { kind: 'zz' }, circuit } = model;
  const isQcnn = typeof circuit === 'object' ? circuit.kind === 'qcnn' : circuitWord(model) === 'qcnn';
  const isOwn = kind !== 'classifier' || embedding.kind !== 'zz' || !isQcnn;
  return isOwn ? Number.POSITIVE_INFINITY : MAX_PROCESSOR_QUBITS;
}

/** @throws EbitError `naming.code` if it is not said which column holds the labels, and none has the name of such */
function labelOf(header: readonly string[], label: string | undefined, { code, nameOf }: Naming): string {
  if (label === undefined && !header.includes(LABEL)) {
    const columns = header.map((name) => cutShort(name)).join(', ');
    throw new EbitError(
      code,
      `Say by ${nameOf('data.label')} which column holds the classes; there is none called "${LABEL}". The columns are: ${columns}.`,
    );
  }
  const name = label ?? LABEL;
  columnPlace(header, name);
  return name;
}

/**
 * Returns settings in which each party of a table holds columns: where nobody said who holds which, all but the label are
 * dealt in their order, to the processors that are listed or else to `data.parties` of them, A, B, C, ...; with it what else
 * of a table has to be known before a network can be, see `readAhead`.
 *
 * A task that is made of them is the same as one whose settings name the columns.
 *
 * @param settings - of a task
 * @param read - returns the text of the table
 * @returns the same object where nothing has to be read
 * @throws EbitError `naming.code` if it is not said which column is the label, or processors and parties are not as many;
 *   'range' for a number of parties outside 1 to 8; 'csv' and 'columns' as `dealColumns` and for text that is no table
 */
export function dealtSettings<S extends DealingSettings>(settings: S, naming: Naming, read: ReadText): S {
  const { data, network, model = {} } = settings;
  if (!isToBeDealt(data)) return isToBeRead(data) ? { ...settings, data: readAhead(data, read) } : settings;
  const { parties, path = '', ...rest } = data;
  const { header } = tableCells(read(path, rest.encoding), { separator: rest.separator, decimal: rest.decimal });
  const listed = network?.processors?.map(({ name }) => name);
  if (listed !== undefined && parties !== undefined && parties !== listed.length) {
    const [one, other] = [naming.nameOf('data.parties'), naming.nameOf('network.processors')];
    throw new EbitError(
      naming.code,
      `"${one}" is ${parties} and "${other}" lists ${listed.length}; leave out "${one}", or make them agree.`,
    );
  }
  const columns = dealColumns(header, {
    parties: listed ?? partyNames(parties ?? PARTIES, MAX_PROCESSORS),
    label: labelOf(header, rest.label, naming),
    most: mostColumns(model),
    mostParties: MAX_PROCESSORS,
    nameOf: (setting) => naming.nameOf(`data.${setting}`),
  });
  return { ...settings, data: readAhead({ ...rest, path, columns }, read) };
}
