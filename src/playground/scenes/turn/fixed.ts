// Games that are won by the product of two answers, and what fixed answers win in them.
import { namedTable } from '../../../games/named-games.js';

/** A game's questions and labels. */
export interface Table {
  readonly name: string;
  /** What A is asked. */
  readonly a: readonly string[];
  /** What B is asked. */
  readonly b: readonly string[];
  /** The product of the answers that wins, row-major, [a x b]; 0 for a pair that is not asked. */
  readonly labels: ArrayLike<number>;
}

/** Fixed answers, +1 or -1, of both players. */
export interface Hands {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** Returns the table of a game by its name. */
export function tableOf(name: string): Table {
  return namedTable(name);
}

/** Reads answers from the bits of a number, the first question's the most significant; a bit that is set is -1. */
export function handsOf(bits: number, { a, b }: Table): Hands {
  const all = a.length + b.length;
  const answer = (i: number) => ((bits >> (all - 1 - i)) & 1 ? -1 : 1);
  return { a: a.map((_, i) => answer(i)), b: b.map((_, i) => answer(a.length + i)) };
}

/** The inverse of {@link handsOf}. */
export function bitsOf({ a, b }: Hands): number {
  return [...a, ...b].reduce((bits, answer) => 2 * bits + (answer === -1 ? 1 : 0), 0);
}

/** Returns the bits with one question's answer turned; A's questions count first. */
export function turned(bits: number, question: number, { a, b }: Table): number {
  return bits ^ (1 << (a.length + b.length - 1 - question));
}

/** How a pair of questions ends. */
export type Outcome = 'won' | 'lost' | 'unasked';

/** Returns how each pair of questions ends, row-major. */
export function outcomes({ a, b, labels }: Table, hands: Hands): Outcome[] {
  return a.flatMap((_, i) =>
    b.map((_, j) => {
      const label = labels[i * b.length + j];
      if (label === 0) return 'unasked';
      return hands.a[i] * hands.b[j] === label ? 'won' : 'lost';
    }),
  );
}

/** Returns how many pairs of questions are asked and how many won. */
export function score(table: Table, hands: Hands): { readonly asked: number; readonly won: number } {
  const all = outcomes(table, hands);
  return { asked: all.filter((one) => one !== 'unasked').length, won: all.filter((one) => one === 'won').length };
}

/** Returns the bits of some of the best fixed answers: each of B's, with A's best to them. */
export function bestBits(table: Table): number {
  let best = 0;
  let most = -1;
  for (let bitsB = 0; bitsB < 2 ** table.b.length; bitsB++) {
    const { b } = handsOf(bitsB, table);
    const a = table.a.map((_, i) => {
      const agreeing = b.reduce((sum, answer, j) => sum + answer * table.labels[i * b.length + j], 0);
      return agreeing < 0 ? -1 : 1;
    });
    const { won } = score(table, { a, b });
    if (won > most) {
      most = won;
      best = bitsOf({ a, b });
    }
  }
  return best;
}
