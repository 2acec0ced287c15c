// What a person should know of a table before believing what was learnt from it.
import { plural } from '../plural.js';
import { cutShort } from '../shown-value.js';
import { featureCount } from './column-writer.js';
import type { Table } from './csv.js';
import { isMissing } from './missing.js';
import { featureNames } from './preparation.js';
import type { ScaledSplit, TableParts } from './scaled-split.js';

/**
 * Returns what there is to say of a table and its parts, a sentence each without a full stop: rows left out, values filled in,
 * words that became features, columns that are constant, rows that are there twice, and columns that give the label away.
 */
export function tableRemarks(table: Table, parts: TableParts, split: ScaledSplit): string[] {
  return [
    ...droppedRemark(table),
    ...filledRemarks(table, split),
    ...wordsRemark(split),
    ...constantRemark(table, split),
    ...repeatedRemark(table),
    ...givenAwayRemarks(table, parts, split),
  ];
}

/** So many names are worth reading in a remark. */
const SHOWN = 6;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => cutShort(name));
  return names.length > SHOWN ? `${shown.join(', ')} and ${names.length - SHOWN} more` : shown.join(', ');
}

function droppedRemark({ dropped = [], length }: Table): string[] {
  if (dropped.length === 0) return [];
  return [`${dropped.length} of ${plural(length + dropped.length, 'row')} dropped, for want of a value`];
}

function filledRemarks({ unprepared }: Table, { preparation }: ScaledSplit): string[] {
  if (unprepared === undefined || preparation?.missing !== 'median') return [];
  const gaps = preparation.columns.map(({ kind }, c) => ({
    kind,
    count: unprepared.cells[c].filter(isMissing).length,
  }));
  const sentence = (own: typeof gaps, what: string, how: string): string[] => {
    const holed = own.filter(({ count }) => count > 0);
    const total = holed.reduce((sum, { count }) => sum + count, 0);
    return total === 0 ? [] : [`${plural(total, what)} in ${plural(holed.length, 'column')} ${how}`];
  };
  return [
    ...sentence(
      gaps.filter(({ kind }) => kind !== 'onehot'),
      'value',
      'filled by the training median',
    ),
    ...sentence(
      gaps.filter(({ kind }) => kind === 'onehot'),
      'missing word',
      'taken for none of the words',
    ),
  ];
}

function wordsRemark({ preparation }: ScaledSplit): string[] {
  const columns = preparation?.columns.filter(({ kind }) => kind !== 'number') ?? [];
  if (columns.length === 0) return [];
  const made = columns.reduce((sum, column) => sum + featureCount(column), 0);
  const how = columns[0].kind === 'onehot' ? 'one-hot' : 'ordinal';
  const names = listed(columns.map(({ column }) => column));
  return [`${plural(columns.length, 'column')} of words (${names}) became ${plural(made, 'feature')} (${how})`];
}

/** The names of the features, the processors' one after another. */
function namesOf({ columns }: Table, { preparation }: ScaledSplit): string[] {
  return featureNames(columns.features, preparation ?? null).flatMap(([, own]) => own);
}

function constantRemark(table: Table, split: ScaledSplit): string[] {
  const { minimum, maximum } = split.scale;
  const same = namesOf(table, split).filter((_, j) => minimum[j] === maximum[j]);
  if (same.length === 0) return [];
  return [`constant in the training rows, so that nothing is learnt of it: ${listed([...new Set(same)])}`];
}

function repeatedRemark({ rows, labels, features, length }: Table): string[] {
  const words = new Uint32Array(rows.buffer, rows.byteOffset, 2 * rows.length);
  const firsts = new Map<number, number[]>();
  const areEqual = (i: number, k: number): boolean => {
    for (let j = 0; j < features; j++) if (rows[i * features + j] !== rows[k * features + j]) return false;
    return labels?.[i] === labels?.[k];
  };
  let repeated = 0;
  for (let i = 0; i < length; i++) {
    let hash = labels?.[i] ?? 0;
    for (let w = 2 * features * i; w < 2 * features * (i + 1); w++)
      hash = Math.imul(hash ^ words[w], 0x01000193) ^ (hash >>> 15);
    const known = firsts.get(hash);
    if (known === undefined) firsts.set(hash, [i]);
    else if (known.some((k) => areEqual(i, k))) repeated += 1;
    else known.push(i);
  }
  if (repeated === 0) return [];
  return [`${repeated} of ${plural(length, 'row')} repeat another, so that the parts may share rows`];
}

function givenAwayRemarks(table: Table, { training: places }: TableParts, split: ScaledSplit): string[] {
  const { rows, labels, features, length } = split.training;
  const numbers = namesOf(table, split).filter((_, j) =>
    areApart(
      Array.from({ length }, (_, i) => rows[i * features + j]),
      labels,
    ),
  );
  const words = (split.preparation?.columns ?? []).flatMap(({ column, kind }, c) => {
    const cells = table.unprepared?.cells[c];
    if (kind === 'number' || cells === undefined) return [];
    return areSaidBy(
      Array.from(places, (row) => cells[row]),
      labels,
    )
      ? [column]
      : [];
  });
  return [...new Set([...words, ...numbers])].map(
    (name) =>
      `"${cutShort(name)}" alone tells the class of each of the ${length} training rows; leave it out if it is another form of ` +
      'the label',
  );
}

/** Whether the values of every class lie apart from those of every other. */
function areApart(values: readonly number[], labels: Float64Array): boolean {
  const ranges = new Map<number, { low: number; high: number }>();
  values.forEach((value, i) => {
    const range = ranges.get(labels[i]);
    if (range === undefined) ranges.set(labels[i], { low: value, high: value });
    else if (value < range.low) range.low = value;
    else if (value > range.high) range.high = value;
  });
  const sorted = [...ranges.values()].sort((a, b) => a.low - b.low);
  return sorted.length > 1 && sorted.every(({ low }, i) => i === 0 || sorted[i - 1].high < low);
}

/** Whether every word goes with one class alone, and the words are not as good as a name for every row. */
function areSaidBy(words: readonly string[], labels: Float64Array): boolean {
  const classOf = new Map<string, number>();
  for (const [i, word] of words.entries()) {
    const known = classOf.get(word);
    if (known !== undefined && known !== labels[i]) return false;
    classOf.set(word, labels[i]);
  }
  return new Set(classOf.values()).size > 1 && 2 * classOf.size <= words.length;
}
