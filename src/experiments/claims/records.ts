// What the records of an experiment say, for those who look at several experiments at once.
import { meanOf } from '../../statistics.js';
import type { NumberRecord } from '../experiment.js';
import type { Finding } from '../run-experiments.js';

/** Returns the records of an experiment; null where it was not run. */
export function recordsOf(findings: readonly Finding[], name: string): readonly NumberRecord[] | null {
  return findings.find(({ experiment }) => experiment.name === name)?.findings.records ?? null;
}

/** Those of some records that have the given values. */
export function having(records: readonly NumberRecord[], values: NumberRecord): NumberRecord[] {
  const names = Object.keys(values);
  return records.filter((record) => names.every((name) => record[name] === values[name]));
}

/** A column of numbers; what is no number is left out. */
export function column(records: readonly NumberRecord[], name: string): number[] {
  return records.map((record) => record[name]).filter((value): value is number => typeof value === 'number');
}

/**
 * The differences of the means of two kinds of records, paired by a column that both have.
 *
 * @returns one for every value of the column that stands in both, in the first's order
 */
export function pairedBy(
  by: string,
  value: string,
  first: readonly NumberRecord[],
  second: readonly NumberRecord[],
): number[] {
  const keys = [...new Set(first.map((record) => record[by]))];
  return keys.flatMap((key) => {
    const [own, other] = [first, second].map((records) => column(having(records, { [by]: key }), value));
    return own.length === 0 || other.length === 0 ? [] : [meanOf(own) - meanOf(other)];
  });
}
