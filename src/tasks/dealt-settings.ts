import { dealColumns, PARTIES, partyNames } from '../data/deal.js';
import { STANDARD_ENCODING } from '../data/decode-table.js';
import { ofFile } from '../data/of-file.js';
import { columnPlace, tableCells } from '../data/table-cells.js';
import { EbitError } from '../errors.js';
import { MAX_PROCESSOR_QUBITS, MAX_PROCESSORS } from '../network/network.js';
import { cutShort } from '../shown-value.js';
import { isOfUnknownWidth, LABEL, type TableSettings, withWidths } from './data/table.js';
import type { PartialData } from './data-settings.js';
import type { ReadText } from './data-source.js';
import { circuitWord, type PartialModel } from './model-settings.js';
import type { Naming } from './naming.js';
import type { PartialNetwork } from './network-settings.js';
import { standardCircuit } from './reuploading-settings.js';
import { withSaidParties } from './said-parties.js';

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

/** Whether a table of these settings has to be read before it is known which features each party has. */
export function isToBeRead(
  data: PartialData | undefined,
): data is Extract<PartialData, { readonly kind?: 'table' | undefined }> {
  return data?.kind === 'table' && data.path !== undefined && (data.columns === undefined || isOfUnknownWidth(data));
}

/** On what the deal of a table's columns depends, as plain data. */
export function dealIdentity({ data, network, model = {} }: DealingSettings): unknown {
  const most = mostColumns(model);
  return { data, processors: network?.processors, most: Number.isFinite(most) ? most : null };
}

/** How many columns a party may hold: one a qubit under the zz embedding and the qcnn, else as many as there are. */
function mostColumns({ kind = 'classifier', ...model }: PartialModel): number {
  const { embedding = { kind: 'zz' }, circuit } = model;
  const word = circuitWord(model, standardCircuit({ kind: 'table' }));
  const isQcnn = typeof circuit === 'object' ? circuit.kind === 'qcnn' : word === 'qcnn';
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
 * dealt in their order, to the processors that are listed or else to `data.parties` of them, A, B, C, ... Where words become
 * several features, it is said how many each party has.
 *
 * A task that is made of them is the same as one whose settings name the columns.
 *
 * @param given - settings of a task
 * @param read - returns the text of the table
 * @returns the same object where nothing has to be read
 * @throws EbitError `naming.code` if it is not said which column is the label, or processors and parties are not as many;
 *   'range' for a number of parties outside 1 to 16; 'csv' and 'columns' as `dealColumns` and for text that is no table
 */
export function dealtSettings<S extends DealingSettings>(given: S, naming: Naming, read: ReadText): S {
  const settings = withSaidParties(given);
  const { data, network, model = {} } = settings;
  if (!isToBeRead(data)) return settings;
  if (!isToBeDealt(data)) return { ...settings, data: withFeatures(data, read) };
  const { parties, path = '', ...rest } = data;
  const { decimal, separator, encoding = STANDARD_ENCODING } = rest;
  const { header } = ofFile(path, () => tableCells(read(path, encoding), { decimal, separator }));
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
  return { ...settings, data: withFeatures({ ...rest, path, columns }, read) };
}

/** Data of which it is known how many features each party has. */
function withFeatures<S extends Partial<TableSettings>>(data: S, read: ReadText): S {
  const { path, columns } = data;
  if (path === undefined || columns === undefined || !isOfUnknownWidth(data)) return data;
  return withWidths({ ...data, path, columns }, read);
}
