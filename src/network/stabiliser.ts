// Stabiliser states: groups of commuting Pauli strings, made of a few of them.
import { EbitError } from '../errors.js';
import { cutShort } from '../shown-value.js';
import { stringNumber } from './pauli-terms.js';

/** A Pauli string with its sign; digits as in `PauliTerm`. */
export interface SignedString {
  readonly digits: readonly number[];
  readonly sign: 1 | -1;
}

const LETTERS = 'IXYZ';

/** Reads `-IZZ`. @param what - as the beginning of a sentence */
function signedString(what: string, text: string, length: number): SignedString {
  const isMinus = text.startsWith('-');
  const letters = isMinus ? text.slice(1) : text;
  const digits = Array.from(letters, (letter) => LETTERS.indexOf(letter));
  if (digits.includes(-1)) {
    throw new EbitError(
      'network',
      `${what} has the generator "${cutShort(text)}"; write one of I, X, Y and Z for each place, a - before them for minus.`,
    );
  }
  if (digits.length !== length) {
    throw new EbitError(
      'network',
      `${what} has the generator "${cutShort(text)}" of ${digits.length} letters for ${length} places; give one letter for each.`,
    );
  }
  return { digits, sign: isMinus ? -1 : 1 };
}

/** Whether two strings commute: where they differ at an even number of places at which neither has I. */
function commute(a: SignedString, b: SignedString): boolean {
  return a.digits.filter((digit, i) => digit !== 0 && b.digits[i] !== 0 && digit !== b.digits[i]).length % 2 === 0;
}

/** The product of two strings that commute. */
function product(a: SignedString, b: SignedString): SignedString {
  // X Y = i Z and around; the other way round -i. Commuting strings collect an even number of them.
  let turns = 0;
  const digits = a.digits.map((left, i) => {
    const right = b.digits[i];
    if (left === 0 || right === 0) return left + right;
    if (left === right) return 0;
    turns += (right - left + 3) % 3 === 1 ? 1 : 3;
    return 6 - left - right;
  });
  return { digits, sign: (turns % 4 === 0 ? a.sign * b.sign : -a.sign * b.sign) as 1 | -1 };
}

/**
 * Returns the group of Pauli strings that generators make, 2^g of them for g generators.
 *
 *     rho = 2^-k sum over the group of sign P_1 x ... x P_k
 *
 * is the projector onto the states that every generator leaves as they are, divided by its trace: pure for g = k.
 *
 * @param what - as the beginning of a sentence: `The share between A.0 and B.0`
 * @param generators - such as `['XXX', 'ZZI', '-IZZ']`, one letter a place
 * @returns the product of each subset of them, bit i of its number for generator i; I x ... x I first
 * @throws EbitError 'network' for other letters, another length, generators that do not commute, and one that is the
 *   product of others or the contrary of it
 * @see Gottesman, arXiv:quant-ph/9705052
 */
export function stabiliserGroup(what: string, generators: readonly string[], length: number): SignedString[] {
  const group: SignedString[] = [{ digits: new Array(length).fill(0), sign: 1 }];
  const made = new Map([[0, 0]]);
  const before: SignedString[] = [];
  for (const text of generators) {
    const one = signedString(what, text, length);
    const clash = before.findIndex((other) => !commute(one, other));
    if (clash >= 0) {
      throw new EbitError(
        'network',
        `${what} has the generators ${generators[clash]} and ${text}, which do not commute: no state keeps both; ` +
          'give strings that differ, where neither has I, at an even number of places.',
      );
    }
    const same = made.get(stringNumber(one.digits));
    if (same !== undefined) {
      const factors = generators.filter((_, j) => (same >> j) & 1);
      const of = factors.length === 0 ? 'the identity' : factors.join(' times ');
      throw new EbitError(
        'network',
        group[same].sign === one.sign
          ? `${what} has the generator ${text}, which is ${of} and says nothing new; leave it out.`
          : `${what} has the generator ${text}, which contradicts the others: ${of} is minus it, and no state keeps both; leave it out or change its sign.`,
      );
    }
    for (const element of group.slice()) {
      const next = product(element, one);
      made.set(stringNumber(next.digits), group.length);
      group.push(next);
    }
    before.push(one);
  }
  return group;
}

/** The generators of the GHZ state (|0...0> + |1...1>) / sqrt 2. */
export function ghzGenerators(length: number): string[] {
  const pairs = Array.from({ length: length - 1 }, (_, i) => `${'I'.repeat(i)}ZZ${'I'.repeat(length - 2 - i)}`);
  return ['X'.repeat(length), ...pairs];
}

/**
 * The generators of a graph state, that of |+> at every place behind a CZ along every edge: at place i it is X there and Z at
 * i's neighbours.
 */
export function graphGenerators(edges: readonly (readonly [number, number])[], length: number): string[] {
  return Array.from({ length }, (_, i) =>
    Array.from({ length }, (_, j) => {
      if (i === j) return 'X';
      return edges.some(([a, b]) => (a === i && b === j) || (a === j && b === i)) ? 'Z' : 'I';
    }).join(''),
  );
}
