// What is left to know of a shared resource while only some of its ends are contracted.
//
// A list of terms over k ends is a tensor t(P_1, .., P_k). With some ends contracted, the others see of their digits only
// how the rest of the tensor then looks: digits behind which it is the same up to a factor are one state. Between the parties
// of a GHZ state there are four states at every cut, however many parties it has, and so the work of a step does not grow.
import type { PauliTerm } from '../network/pauli-terms.js';

/** The digits of one end that make a state, each with its factor. */
export type StateDigits = readonly { readonly digit: number; readonly factor: number }[];

/** How a state at some ends and one at others make a state at both: indices and a factor. */
export interface Meeting {
  readonly left: number;
  readonly right: number;
  readonly both: number;
  readonly factor: number;
}

interface Cut {
  /** For every choice of digits at these ends, by its key, the state that it makes and its factor. */
  readonly byKey: ReadonlyMap<number, { readonly state: number; readonly factor: number }>;
  /** For each state the key of the digits whose factor is 1. */
  readonly first: readonly number[];
}

/** The states of a list of terms at any of its ends; sets of ends are masks, bit e for end e. */
export class ResourceStates {
  readonly ends: number;
  readonly #terms: readonly PauliTerm[];
  readonly #cuts = new Map<number, Cut>();
  readonly #meetings = new Map<number, readonly Meeting[]>();

  /** @param terms - over so many ends, no two with the same digits */
  constructor(terms: readonly PauliTerm[], ends: number) {
    this.ends = ends;
    // A pair keeps entries of 0, so that every ebit has the same digits.
    this.#terms = ends === 2 ? terms : terms.filter(({ weight }) => weight !== 0);
  }

  /** Whether these are all ends: then there is one state, and what it is worth is a factor. */
  isWhole(ends: number): boolean {
    return ends === (1 << this.ends) - 1;
  }

  /** How many states there are at some ends. */
  countAt(ends: number): number {
    return this.#cutAt(ends).first.length;
  }

  /** The digits at one end, state by state. */
  digitsAt(end: number): readonly StateDigits[] {
    const { byKey, first } = this.#cutAt(1 << end);
    const states: { digit: number; factor: number }[][] = first.map(() => []);
    for (const [digit, { state, factor }] of byKey) states[state].push({ digit, factor });
    return states;
  }

  /** Of a single end what its digits are worth, which nothing else sees. */
  aloneDigits(): StateDigits {
    return this.#terms.map(({ digits: [digit], weight }) => ({ digit, factor: weight }));
  }

  /** How states at some ends meet states at others; of all ends together the factor is a term's weight. */
  meetings(left: number, right: number): readonly Meeting[] {
    const key = left * (1 << this.ends) + right;
    const known = this.#meetings.get(key);
    if (known !== undefined) return known;
    const leftOf = new Map(this.#cutAt(left).first.map((digits, state) => [digits, state]));
    const rightOf = new Map(this.#cutAt(right).first.map((digits, state) => [digits, state]));
    const { byKey } = this.#cutAt(left | right);
    const seen = new Set<number>();
    const found: Meeting[] = [];
    for (const { digits } of this.#terms) {
      const [leftState, rightState] = [leftOf.get(keyOf(digits, left)), rightOf.get(keyOf(digits, right))];
      const both = keyOf(digits, left | right);
      const there = byKey.get(both);
      if (leftState === undefined || rightState === undefined || there === undefined || seen.has(both)) continue;
      seen.add(both);
      found.push({ left: leftState, right: rightState, both: there.state, factor: there.factor });
    }
    this.#meetings.set(key, found);
    return found;
  }

  #cutAt(ends: number): Cut {
    const known = this.#cuts.get(ends);
    if (known !== undefined) return known;
    const made = this.isWhole(ends) ? this.#wholeCut(ends) : this.#partialCut(ends);
    this.#cuts.set(ends, made);
    return made;
  }

  #wholeCut(ends: number): Cut {
    const worths = this.#terms.map(
      ({ digits, weight }) => [keyOf(digits, ends), { state: 0, factor: weight }] as const,
    );
    return { byKey: new Map(worths), first: [0] };
  }

  #partialCut(ends: number): Cut {
    const rests = new Map<number, [rest: number, weight: number][]>();
    for (const { digits, weight } of this.#terms) {
      const key = keyOf(digits, ends);
      const rest: [number, number] = [keyOf(digits, (1 << this.ends) - 1 - ends), weight];
      const own = rests.get(key);
      if (own === undefined) rests.set(key, [rest]);
      else own.push(rest);
    }
    const byKey = new Map<number, { state: number; factor: number }>();
    const first: number[] = [];
    const leading: number[] = [];
    const states = new Map<string, number>();
    for (const [key, own] of rests) {
      // The two ends of a pair keep their digits: there is nothing between them to save.
      const sorted = [...own].sort(([a], [b]) => a - b);
      const [[, lead]] = sorted;
      const shape = this.ends === 2 ? `${key}` : sorted.map(([rest, weight]) => `${rest} ${weight / lead}`).join();
      const state = states.get(shape) ?? first.length;
      if (state === first.length) {
        states.set(shape, state);
        first.push(key);
        leading.push(lead);
      }
      byKey.set(key, { state, factor: first[state] === key ? 1 : lead / leading[state] });
    }
    return { byKey, first };
  }
}

/** The digits at some ends as one number, the first end most significant. */
function keyOf(digits: readonly number[], ends: number): number {
  let key = 0;
  for (let end = 0; end < digits.length; end++) if (((ends >> end) & 1) === 1) key = 4 * key + digits[end];
  return key;
}
