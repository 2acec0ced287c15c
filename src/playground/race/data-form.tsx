import { type Signal, signal } from '@preact/signals';
import { useEffect, useId, useMemo } from 'preact/hooks';
import type { ChshEmbedding } from '../../data/chsh.js';
import type { Corners } from '../../data/clusters.js';
import { classWords } from '../../data/labels.js';
import type { MissingRule } from '../../data/missing.js';
import type { WordsRule } from '../../data/preparation.js';
import { cutShort } from '../../shown-value.js';
import type { TableSettings } from '../../tasks/data/table.js';
import { READING_STEPS } from '../questions/table.js';
import { ErrorNote } from '../ui/error-note.js';
import { NumberInput } from '../ui/number-input.js';
import { Progress } from '../ui/progress.js';
import { Select } from '../ui/select.js';
import { type PageData, plainData } from './data.js';
import { MOST_KEPT } from './kept-table.js';
import { knownTable } from './known-tables.js';
import { choice, choose, data } from './race.js';
import { limits } from './settings.js';
import { preparedBy, type TableColumn } from './table-file.js';
import {
  chooseTable,
  columnsOf,
  fileFault,
  reading,
  readingText,
  shownChoice,
  stopReading,
  takeFile,
} from './table-reading.js';

/** Whether the form shows the place for a table, though there may be none yet. */
const wantsTable: Signal<boolean> = signal(false);

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
      take(event.dataTransfer?.files[0]);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}

/** Takes a file, and shows the place for a table. */
function take(file: File | undefined): void {
  if (file === undefined) return;
  wantsTable.value = true;
  void takeFile(file);
}

/** Settings of a table whose columns, gaps or words are dealt with in another way; what means nothing is left out. */
function withDeal(table: TableSettings, next: Partial<TableSettings>, columns: readonly TableColumn[]): TableSettings {
  const { missing, words, ...rest } = { ...table, ...next };
  const names = Object.values(rest.columns).flat();
  const needed = preparedBy(columns.filter(({ name }) => names.includes(name)));
  return {
    ...rest,
    ...(needed.missing === undefined ? {} : { missing: missing ?? needed.missing }),
    ...(needed.words === undefined ? {} : { words: words ?? needed.words }),
  };
}

type Role = 'A' | 'B' | '';

/** For each party its columns, where one of them holds the named column, or nobody. */
function dealt({ columns }: TableSettings, name: string, role: Role): TableSettings['columns'] {
  return Object.fromEntries(
    Object.entries(columns).map(([party, own]) => {
      const others = own.filter((column) => column !== name);
      return [party, party === role ? [...others, name] : others];
    }),
  );
}

function TableChoice({ table, text }: { readonly table: TableSettings; readonly text: string }) {
  const id = useId();
  // The columns are those of the table that is there, whatever is asked for of it.
  const now = choice.value;
  const columns = useMemo(() => knownTable(now)?.columns ?? columnsOf(now), [now]);
  const { A, B } = table.columns;
  const change = (next: Partial<TableSettings>) => void chooseTable(withDeal(table, next, columns), text);
  return (
    <>
      <Select
        label="Column with the classes"
        value={table.label}
        choices={columns.map(({ name }) => ({ value: name, text: name }))}
        onChange={(label) => change({ label, columns: dealt(table, label, '') })}
      />
      <fieldset class="deal" aria-describedby={`${id}-hint`}>
        <legend>Who holds which column</legend>
        <p class="hint" id={`${id}-hint`}>
          Any number of columns each; re-uploading reads them again in every layer. A qcnn takes a qubit for each.
        </p>
        <ul>
          {columns
            .filter(({ name }) => name !== table.label)
            .map(({ name, isNumeric }) => {
              const role: Role = A.includes(name) ? 'A' : B.includes(name) ? 'B' : '';
              return (
                <li key={name}>
                  <label for={`${id}-${name}`}>{name}</label>
                  <select
                    id={`${id}-${name}`}
                    value={role}
                    onChange={(event) => change({ columns: dealt(table, name, event.currentTarget.value as Role) })}
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
      {table.missing !== undefined && (
        <Select<MissingRule>
          label="Cells that hold nothing"
          value={table.missing}
          choices={[
            { value: 'median', text: 'the training rows’ median' },
            { value: 'drop', text: 'drop the row' },
          ]}
          onChange={(missing) => change({ missing })}
        />
      )}
      {table.words !== undefined && (
        <Select<WordsRule>
          label="Words"
          value={table.words}
          choices={[
            { value: 'onehot', text: 'a feature each' },
            { value: 'ordinal', text: 'numbers in their order' },
          ]}
          onChange={(words) => change({ words })}
        />
      )}
      <NumberInput
        label="Seed of the split"
        hint="A quarter of each class is kept back for validation."
        {...seedLimits}
        value={table.seed}
        onChange={(seed) => change({ seed })}
      />
    </>
  );
}

function TableForm() {
  const id = useId();
  const { settings, text } = shownChoice.value;
  const under = reading.value;
  return (
    <>
      <div class="drop">
        <label for={id}>
          {settings.kind === 'table'
            ? `${cutShort(settings.path)}. Another one:`
            : 'Drop a CSV file on the page, or choose one'}
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby={`${id}-hint`}
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
        <p class="hint" id={`${id}-hint`}>
          The first line names the columns; one column holds the classes. The table stays on this machine.
        </p>
      </div>
      {under !== null && <Progress label={readingText(under)} value={under.step} max={READING_STEPS.length} />}
      <ErrorNote message={fileFault.value} />
      {settings.kind === 'table' && text !== null && text.length > MOST_KEPT && (
        <p class="hint">The table is too large to be kept for when the page is loaded again.</p>
      )}
      {settings.kind === 'table' && text !== null && <TableChoice table={settings} text={text} />}
    </>
  );
}

const seedLimits = { min: limits.seed.min, max: limits.seed.max };

const kinds = [
  { value: 'clusters', text: 'Clusters in 8 dimensions' },
  { value: 'chsh', text: 'The CHSH game' },
  { value: 'table', text: 'A table of your own (CSV)' },
] as const;

/** Takes data that need no file. */
function chooseData(settings: PageData): void {
  choose({ settings, text: null });
}

function chooseKind(kind: PageData['kind']): void {
  wantsTable.value = kind === 'table';
  fileFault.value = null;
  stopReading();
  if (kind !== 'table' && choice.value.settings.kind !== kind) chooseData(plainData(kind));
}

function Facts() {
  const { data: source } = data.value;
  if (source === null) return null;
  const { training, validation, columns, features, remarks, table } = source;
  const label = table?.columns?.label ?? null;
  const classes =
    label === null
      ? ''
      : ` The classes are ${classWords(label)
          .map((word) => cutShort(word))
          .join(' and ')}.`;
  const held = validation === null ? ', no validation rows' : ` and ${validation.length} validation rows`;
  return (
    <p class="hint">
      {training.length} training{held}. A sees {columns.slice(0, features[0]).join(', ')}; B sees{' '}
      {columns.slice(features[0]).join(', ')}.{classes}
      {remarks.map((remark) => ` Note: ${remark}.`).join('')}
    </p>
  );
}

/** Where the data of all runs are chosen. */
export function DataForm() {
  useDrop();
  const now = choice.value.settings;
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
            onChange={(seed) => chooseData({ ...now, seed })}
          />
          <Select<Corners>
            label="Corners"
            value={now.corners}
            choices={[
              { value: 'grid', text: '8 by 8' },
              { value: 'distinct', text: '64 of 256' },
              { value: 'independent', text: 'each by itself' },
            ]}
            onChange={(corners) => chooseData({ ...now, corners })}
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
          onChange={(embedding) => chooseData({ ...now, embedding })}
        />
      )}
      {kind === 'table' && <TableForm />}
      <ErrorNote message={kind === now.kind ? data.value.error : null} />
      {kind === now.kind ? (
        <Facts />
      ) : (
        <p class="hint">Until a table is there, the runs stay with the data they have.</p>
      )}
    </section>
  );
}
