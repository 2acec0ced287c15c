import { EbitError } from '../errors.js';
import { checkedWhole } from '../options.js';
import { plural } from '../plural.js';
import { cutShort } from '../shown-value.js';

/** The letters that parties are called by unless told. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** How many parties columns are dealt to unless told. */
export const PARTIES = 2;

/** How many parties data are made for, at most: as many as a network has processors. */
export const MOST_PARTIES = 16;

/** Deals so many to some parties: an equal share each, one more at the first where they do not come out even. */
export function evenShares(total: number, parties: number): number[] {
  return Array.from({ length: parties }, (_, i) => Math.floor(total / parties) + (i < total % parties ? 1 : 0));
}

/** Returns the names of so many parties: A, B, C, ... @throws EbitError 'range' for another number than 1 to `most` */
export function partyNames(count: number, most: number = LETTERS.length): string[] {
  return [...LETTERS.slice(0, checkedWhole('The number of parties', count, 1, most))];
}

/** How columns are dealt. */
export interface Dealing {
  /** The names of the parties, in their order. */
  readonly parties: readonly string[];
  /** The column of the labels, which nobody holds. */
  readonly label?: string | undefined;
  /** How many columns a party may hold; any number unless told. */
  readonly most?: number | undefined;
  /** How many parties there may be; as many as there are letters unless told. */
  readonly mostParties?: number | undefined;
  /** What the setting is called that names the columns, or that says how many parties there are. */
  readonly nameOf: (setting: 'columns' | 'parties') => string;
}

/**
 * Deals the columns of a table to parties: all but the label, in their order, an equal stretch each; where they do not come
 * out even, the first parties hold one more.
 *
 *     n columns, K parties: the i-th, from 0, holds floor(n / K), and one more where i < n mod K
 *
 * @param header - the names of all columns
 * @throws EbitError 'columns' if a column has no name or the name of another, there are fewer of them than parties, or more
 *   than the parties may hold
 */
export function dealColumns(
  header: readonly string[],
  { parties, label, most = Number.POSITIVE_INFINITY, mostParties = LETTERS.length, nameOf }: Dealing,
): Record<string, readonly string[]> {
  const names = header.filter((name) => name.normalize() !== label?.normalize());
  const bare = header.indexOf('');
  if (bare >= 0) {
    throw new EbitError(
      'columns',
      `Column ${bare + 1} of the header has no name; give it one, or say by ${nameOf('columns')} which are used.`,
    );
  }
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name.normalize()).size);
  if (twice !== undefined) {
    throw new EbitError(
      'columns',
      `The header has the column "${cutShort(twice)}" twice; give the two different names.`,
    );
  }
  const count = parties.length;
  const all = count === 1 ? '1 party' : `${count} parties`;
  const beside = label === undefined ? '' : ` beside "${cutShort(label)}"`;
  if (names.length < count) {
    throw new EbitError(
      'columns',
      `The table has ${plural(names.length, 'column')}${beside}, fewer than ${all}; ` +
        `add columns, or say by ${nameOf('parties')} how many parties there are.`,
    );
  }
  const largest = Math.ceil(names.length / count);
  if (largest > most) {
    const enough = Math.ceil(names.length / most);
    const more = enough > mostParties ? '' : `, or deal them to ${enough} by ${nameOf('parties')}`;
    throw new EbitError(
      'columns',
      `The table has ${names.length} columns${beside}, up to ${largest} for each of ${all}, ` +
        `which may hold ${most}, one a qubit; say by ${nameOf('columns')} which are used${more}.`,
    );
  }
  let first = 0;
  return Object.fromEntries(
    evenShares(names.length, count).map((share, i) => {
      first += share;
      return [parties[i], names.slice(first - share, first)];
    }),
  );
}
