import { type Signal, signal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { ChshEmbedding } from '../../data/chsh.js';
import type { Corners } from '../../data/clusters.js';
import { cutShort } from '../../shown-value.js';
import { ErrorNote, messageOf } from '../ui/error-note.js';
import { NumberInput } from '../ui/number-input.js';
import { Select } from '../ui/select.js';
import type { DataChoice } from './data.js';
import { choice, choose, data } from './race.js';
import { limits } from './settings.js';
import { type Deal, firstDeal, type TableColumn, tableColumns } from './table-file.js';

type TableChoice = Extract<DataChoice, { kind: 'table' }>;

/** Whether the form shows the place for a table, though there may be none yet. */
const wantsTable: Signal<boolean> = signal(false);

/** Why the last file could not be taken. */
const fileFault: Signal<string | null> = signal(null);

/** More would not be a table to look at in a page. */
const MOST_BYTES = 10_000_000;

/** Takes a file as the race's data, or says what is wrong with it. */
export async function takeFile(file: File): Promise<void> {
  wantsTable.value = true;
  try {
    if (file.size > MOST_BYTES) {
      throw new Error(`${cutShort(file.name)} has ${Math.round(file.size / 1e6)} MB; give a table of at most 10 MB.`);
    }
    const text = await file.text();
    const columns = tableColumns(text);
    choose({ kind: 'table', name: file.name, text, deal: firstDeal(columns), seed: 1 });
    fileFault.value = null;
  } catch (error) {
    fileFault.value = `${cutShort(file.name)} was not taken. ${messageOf(error)}`;
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Files may be dropped anywhere on the page while the panel is open. */
function useDrop(): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) void takeFile(file);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}

let looked: { text: string; columns: readonly TableColumn[] } | null = null;

/** The columns of a text; looking through it once is enough. */
function columnsOf(text: string): readonly TableColumn[] {
  if (looked?.text !== text) looked = { text, columns: tableColumns(text) };
  return looked.columns;
}

type Role = 'A' | 'B' | '';

function dealt(deal: Deal, name: string, role: Role): Deal {
  const without = (columns: readonly string[]) => columns.filter((column) => column !== name);
  const A = role === 'A' ? [...without(deal.A), name] : without(deal.A);
  const B = role === 'B' ? [...without(deal.B), name] : without(deal.B);
  return { ...deal, A, B };
}

function relabelled(deal: Deal, label: string): Deal {
  return { ...dealt(deal, label, ''), label };
}

function ColumnChoice({ table }: { readonly table: TableChoice }) {
  const id = useId();
  const { deal } = table;
  const columns = columnsOf(table.text);
  const deals = (next: Deal) => choose({ ...table, deal: next });
  return (
    <>
      <Select
        label="Column with the two classes"
        value={deal.label}
        choices={columns.map(({ name }) => ({ value: name, text: name }))}
        onChange={(label) => deals(relabelled(deal, label))}
      />
      <fieldset class="deal" aria-describedby={`${id}-hint`}>
        <legend>Who holds which column</legend>
        <p class="hint" id={`${id}-hint`}>
          Give each party 1, 2 or 4 columns of numbers, one qubit each.
        </p>
        <ul>
          {columns
            .filter(({ name }) => name !== deal.label)
            .map(({ name, isNumeric }) => {
              const role: Role = deal.A.includes(name) ? 'A' : deal.B.includes(name) ? 'B' : '';
              return (
                <li key={name}>
                  <label for={`${id}-${name}`}>{name}</label>
                  <select
                    id={`${id}-${name}`}
                    value={role}
                    onChange={(event) => deals(dealt(deal, name, event.currentTarget.value as Role))}
                  >
                    <option value="" selected={role === ''}>
                      {isNumeric ? 'nobody' : 'nobody (words)'}
                    </option>
                    <option value="A" selected={role === 'A'}>
                      A
                    </option>
                    <option value="B" selected={role === 'B'}>
                      B
                    </option>
                  </select>
                </li>
              );
            })}
        </ul>
      </fieldset>
    </>
  );
}

function TableForm({ table }: { readonly table: TableChoice | null }) {
  const id = useId();
  return (
    <>
      <div class="drop">
        <label for={id}>
          {table === null ? 'Drop a CSV file on the page, or choose one' : `${cutShort(table.name)}. Another one:`}
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void takeFile(file);
          }}
        />
        <p class="hint" id={`${id}-hint`}>
          The first line names the columns; one column holds two classes. The table stays on this machine.
        </p>
      </div>
      <ErrorNote message={fileFault.value} />
      {table !== null && <ColumnChoice table={table} />}
      {table !== null && (
        <NumberInput
          label="Seed of the split"
          hint="A quarter of each class is kept back for validation."
          {...seedLimits}
          value={table.seed}
          onChange={(seed) => choose({ ...table, seed })}
        />
      )}
    </>
  );
}

const seedLimits = { min: limits.seed.min, max: limits.seed.max };

const kinds = [
  { value: 'clusters', text: 'Clusters in 8 dimensions' },
  { value: 'chsh', text: 'The CHSH game' },
  { value: 'table', text: 'A table of your own (CSV)' },
] as const;

function chooseKind(kind: DataChoice['kind']): void {
  wantsTable.value = kind === 'table';
  fileFault.value = null;
  if (kind === 'clusters' && choice.value.kind !== kind) choose({ kind, seed: 1, corners: 'grid' });
  if (kind === 'chsh' && choice.value.kind !== kind) choose({ kind, embedding: 'original' });
}

function Facts() {
  const { data: source } = data.value;
  if (source === null) return null;
  const { training, validation, columns, qubits } = source;
  const held = validation === null ? ', no validation rows' : ` and ${validation.length} validation rows`;
  return (
    <p class="hint">
      {training.length} training{held}. A sees {columns.slice(0, qubits[0]).join(', ')}; B sees{' '}
      {columns.slice(qubits[0]).join(', ')}.
    </p>
  );
}

/** Where the data of all runs are chosen. */
export function DataForm() {
  useDrop();
  const now = choice.value;
  const kind = wantsTable.value ? 'table' : now.kind;
  return (
    <section class="card" aria-labelledby="data-title">
      <h2 id="data-title">Data</h2>
      <Select label="All runs learn from" value={kind} choices={kinds} onChange={chooseKind} />
      {kind === 'clusters' && now.kind === 'clusters' && (
        <div class="fields">
          <NumberInput
            label="Seed of the data"
            {...seedLimits}
            value={now.seed}
            onChange={(seed) => choose({ ...now, seed })}
          />
          <Select<Corners>
            label="Corners"
            value={now.corners}
            choices={[
              { value: 'grid', text: '8 by 8' },
              { value: 'distinct', text: '64 of 256' },
              { value: 'independent', text: 'each by itself' },
            ]}
            onChange={(corners) => choose({ ...now, corners })}
          />
        </div>
      )}
      {kind === 'chsh' && now.kind === 'chsh' && (
        <Select<ChshEmbedding>
          label="Embedding"
          value={now.embedding}
          choices={[
            { value: 'original', text: 'xᵒ: question first' },
            { value: 'alternative', text: 'xᵃ: question second' },
          ]}
          onChange={(embedding) => choose({ ...now, embedding })}
        />
      )}
      {kind === 'table' && <TableForm table={now.kind === 'table' ? now : null} />}
      <ErrorNote message={kind === now.kind ? data.value.error : null} />
      {kind === now.kind ? (
        <Facts />
      ) : (
        <p class="hint">Until a table is there, the runs stay with the data they have.</p>
      )}
    </section>
  );
}
