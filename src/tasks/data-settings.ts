import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { lazily } from '../schema.js';
import { writtenOnce } from './canonical.js';
import { chshSource } from './data/chsh.js';
import { chshRingSource } from './data/chsh-ring.js';
import { clustersSource } from './data/clusters.js';
import { merminSource } from './data/mermin.js';
import { rowsSource } from './data/rows.js';
import { tableSource } from './data/table.js';
import type { DataSource } from './data-source.js';
import type { Naming } from './naming.js';
import type { PartialOf } from './partial.js';

/** Every kind of data. A new one is a file beside these, and a line here. */
export const dataSources = {
  clusters: clustersSource,
  chsh: chshSource,
  'chsh-ring': chshRingSource,
  mermin: merminSource,
  table: tableSource,
  rows: rowsSource,
} as const;

/** The kinds of data by name. */
export type DataKind = keyof typeof dataSources;

type SettingsOf<T> = T extends DataSource<infer S> ? S : never;

/** What a task learns from, with everything said. */
export type DataSettings = SettingsOf<(typeof dataSources)[DataKind]>;

const kinds = Object.keys(dataSources) as DataKind[];

/** The record of a kind of data. */
export function sourceOf(settings: { readonly kind: DataKind }): DataSource<DataSettings> {
  return dataSources[settings.kind] as unknown as DataSource<DataSettings>;
}

/** On what rows depend, see {@link DataSource}. */
export const dataIdentity = writtenOnce((data: DataSettings) => sourceOf(data).identity(data));

/** For each setting, the shapes that it has in the kinds that know it. */
function mergedEntries(): v.ObjectEntries {
  const merged: Record<string, v.GenericSchema[]> = {};
  for (const { entries } of Object.values(dataSources)) {
    for (const [name, schema] of Object.entries(entries)) {
      merged[name] = [...(merged[name] ?? []), schema as v.GenericSchema];
    }
  }
  return Object.fromEntries(
    Object.entries(merged).map(([name, [first, ...others]]) => [
      name,
      v.optional(others.every((one) => one === first) ? first : v.union([first, ...others])),
    ]),
  );
}

/** The shape of what may be said of data before it is known which: every setting may be missing. */
export const partialDataSchema = lazily(() =>
  v.strictObject({ kind: v.optional(v.picklist(kinds)), ...mergedEntries() }),
);

/** What may be said of data: settings of one kind, of which all may be missing. */
export type PartialData = PartialOf<DataSettings>;

/** The kinds that a word is enough for: a person may ask for them, and they need no path. */
const worded = kinds.filter(
  (kind) => dataSources[kind].help !== '' && !Object.hasOwn(dataSources[kind].entries, 'path'),
);

/** What a word for data means: a kind that a word is enough for, or the path of a table. */
export function dataNamed(word: string): PartialData {
  const kind = worded.find((one) => one === word);
  return kind === undefined ? { kind: 'table', path: word } : ({ kind } as PartialData);
}

/** The word for data, as a person would say it. */
export function dataWord(data: DataSettings): string {
  return data.kind === 'table' ? data.path : data.kind;
}

/**
 * Fills in what is left open of data.
 *
 * @param settings - that fit {@link partialDataSchema}
 * @throws EbitError `naming.code` if no kind is said, a setting means nothing for it, or one is missing
 */
export function completeData(settings: PartialData | undefined, naming: Naming): DataSettings {
  const { nameOf, code } = naming;
  if (settings?.kind === undefined) {
    const flag = nameOf('data.kind');
    const mend = flag.startsWith('--')
      ? `${worded.map((kind) => `${flag} ${kind}`).join(', ')} or ${flag} FILE.csv`
      : `${flag}, one of ${kinds.join(', ')}`;
    throw new EbitError(code, `There is nothing to train on; give ${mend}.`);
  }
  const source = sourceOf({ kind: settings.kind });
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const [stray] = given.find(([name]) => name !== 'kind' && !Object.hasOwn(source.entries, name)) ?? [];
  if (stray !== undefined) {
    const word = settings.kind === 'table' ? settings.path : settings.kind;
    throw new EbitError(code, `${nameOf(`data.${stray}`)} means nothing for the data "${word}"; leave it out.`);
  }
  const said = Object.fromEntries(given);
  const complete = { ...source.defaults, ...source.defaultsFor?.(said), ...said } as unknown as DataSettings;
  source.check?.(complete, naming);
  // In one order, however they were given.
  const names = ['kind', ...Object.keys(source.entries)] as (keyof DataSettings)[];
  return Object.fromEntries(
    names.filter((name) => complete[name] !== undefined).map((name) => [name, complete[name]]),
  ) as unknown as DataSettings;
}
