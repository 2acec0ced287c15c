// How the processors' responses make the network's correlators: a list of products, prepared once for a network.
//
// With r_i[P] the response of processor i to Pauli strings P on its halves of ebits and coins, and t_e(P, Q) the table of
// the pair e,
//     <prod over i in S of Z_i> = sum over terms (P_e, Q_e) of prod_e t_e(P_e, Q_e) prod over i in S of r_i[P],
// where an end outside of S has I. An ebit's table is diagonal, so that its halves that leave S have I themselves; of a
// coin that is not fair there is Z (or X) too.
// What a processor's engine delivers are the real coordinates of a Hermitian matrix X over its halves' basis states:
// X_kk, then Re X_kl and Im X_kl for k < l. The responses are linear in them.
//
// A processor with r readouts has such coordinates for each product of their Z, 2^r - 1 of them, and S is a subset of all
// bits: of a processor those of its bits that are in S say which product is meant.
import { EbitError } from '../errors.js';
import { type Half, halvesOf } from '../network/halves.js';
import type { Network } from '../network/network.js';
import { type SharedResource, sharedResources } from '../network/shared-resource.js';

/**
 * What the matrix is: `states`, X_kl = <k|O|l> between embedded basis states of the halves; `characters`, X = S, the
 * character sums behind the embedding's Hadamards, in whose frame X and Z change places and Y changes sign. With `responses`
 * there is no matrix: the coordinates are the responses themselves.
 */
export type CoordinateFrame = 'states' | 'characters' | 'responses';

/** Slot numbers and entries (out, left, right, coefficient) of the core's contraction list; slot 0 holds ones. */
export interface Contraction {
  readonly slots: number;
  /** First slot that is derived; those before it are the ones slot and coordinates. */
  readonly coordinateSlots: number;
  /** For each processor its first coordinate slot; of several products of its readouts the slots follow each other. */
  readonly start: readonly number[];
  readonly words: Int32Array;
  readonly coefficients: Float64Array;
  /** For each subset of the bits (the first processor's first most significant) the slot of its correlator. */
  readonly correlatorSlot: Int32Array;
}

/** The responses of a processor have up to 8^pairs nonzeros: at 7 the lists take a quarter of a GiB, at 8 one. */
const largestStep = 7;

/** Position of the coordinate of X_kk, or of Re X_kl (then Im X_kl) for k < l, in a matrix over `size` states. */
export function coordinateIndex(k: number, l: number, size: number): number {
  const before = k * (2 * size - k);
  return k === l ? before : before + 1 + 2 * (l - k - 1);
}

/** One nonzero of a response as a linear form in the coordinates. */
interface Part {
  readonly coordinate: number;
  readonly coefficient: number;
}

/**
 * The response to the Pauli string whose base-4 digits (I, X, Y, Z; first half most significant) are `string`.
 *
 * r[P] = scale sum_kl X_kl P_lk, with scale 2^-h for states and 2^-m for characters.
 */
function responseForm(string: number, halves: number, frame: CoordinateFrame, scale: number): Part[] {
  if (frame === 'responses') return [{ coordinate: string, coefficient: 1 }];
  let flip = 0;
  const digits: number[] = [];
  for (let half = 0; half < halves; half++) {
    let digit = (string >> (2 * (halves - 1 - half))) & 3;
    if (frame === 'characters' && digit % 2 === 1) digit = 4 - digit;
    digits.push(digit);
    if (digit === 1 || digit === 2) flip |= 1 << (halves - 1 - half);
  }
  const ySign = frame === 'characters' ? -1 : 1;
  const size = 1 << halves;
  const parts: Part[] = [];
  for (let k = 0; k < size; k++) {
    const l = k ^ flip;
    if (l < k) continue;
    // P_lk as sign times i^turns.
    let sign = scale;
    let turns = 0;
    for (let half = 0; half < halves; half++) {
      const bit = (k >> (halves - 1 - half)) & 1;
      if (digits[half] === 3 && bit === 1) sign = -sign;
      if (digits[half] === 2) {
        sign *= bit === 0 ? ySign : -ySign;
        turns++;
      }
    }
    if ((turns & 2) !== 0) sign = -sign;
    const at = coordinateIndex(k, l, size);
    if (k === l) parts.push({ coordinate: at, coefficient: sign });
    else if (turns % 2 === 0) parts.push({ coordinate: at, coefficient: 2 * sign });
    else parts.push({ coordinate: at + 1, coefficient: -2 * sign });
  }
  return parts;
}

class EntryList {
  readonly words: number[] = [];
  readonly coefficients: number[] = [];
  #slots: number;

  constructor(slots: number) {
    this.#slots = slots;
  }

  get slots(): number {
    return this.#slots;
  }

  /** Numbers `count` new slots and returns the first. */
  take(count: number): number {
    this.#slots += count;
    return this.#slots - count;
  }

  add(out: number, left: number, right: number, coefficient: number): void {
    if (coefficient === 0) return;
    this.words.push(out, left, right);
    this.coefficients.push(coefficient);
  }
}

/** One choice for a half whose other end is outside: its digit and weight. */
interface Alone {
  readonly digit: number;
  readonly weight: number;
}

/** What is left of a pair at one end where the other end has I. */
function aloneAt({ terms }: SharedResource, end: number): Alone[] {
  return terms.flatMap(({ digits, weight }) => (digits[1 - end] === 0 ? [{ digit: digits[end], weight }] : []));
}

/** The digits that a pair has at one end, ascending as its terms are. */
function digitsAt({ terms }: SharedResource, end: number): number[] {
  return [...new Set(terms.map(({ digits }) => digits[end]))];
}

/** Linear forms summed, each times a weight; coordinates in the order in which they come first. */
function summed(forms: readonly { readonly parts: readonly Part[]; readonly weight: number }[]): readonly Part[] {
  // Nearly always there is one choice, of long forms where there are many pairs.
  if (forms.length === 1 && forms[0].weight === 1) return forms[0].parts;
  const coefficients = new Map<number, number>();
  for (const { parts, weight } of forms) {
    for (const { coordinate, coefficient } of parts) {
      coefficients.set(coordinate, (coefficients.get(coordinate) ?? 0) + weight * coefficient);
    }
  }
  return Array.from(coefficients, ([coordinate, coefficient]) => ({ coordinate, coefficient }));
}

/** The response of a processor where some halves have a digit and the others, null, are alone: their pairs leave. */
type Response = (processor: number, digits: readonly (number | null)[]) => number;

/**
 * Prepares the contraction of a network.
 *
 * Two processors with up to four pairs are contracted in the coordinates themselves: the bilinear form sum t(P, Q) r_A[P]
 * r_B[Q] has few nonzeros there (4^h for ebits at fidelity 1). Others go through the responses, processor by processor, and
 * so do coins where that is less to do.
 *
 * @param qubits - qubits of each processor as its engine counts them
 * @param readouts - how many bits each reads out; one unless told
 * @throws EbitError 'memory' if a step would sum over more than 7 ebits and coins at once
 */
export function contraction(
  network: Network,
  frame: CoordinateFrame,
  qubits: readonly number[],
  readouts: readonly number[] = qubits.map(() => 1),
): Contraction {
  const pairs = sharedResources(network);
  const halves = halvesOf(network);
  const start: number[] = [];
  let coordinateSlots = 1;
  for (const [p, own] of halves.entries()) {
    start.push(coordinateSlots);
    coordinateSlots += ((1 << readouts[p]) - 1) << (2 * own.length);
  }
  const entries = new EntryList(coordinateSlots);
  const count = network.processors.length;
  const bits = readouts.reduce((sum, own) => sum + own, 0);
  const correlatorSlot = new Int32Array(1 << bits);
  /** Where the coordinates of a product of a processor's readouts begin; its number is never 0. */
  const startOf = (processor: number, product: number): number =>
    start[processor] + ((product - 1) << (2 * halves[processor].length));
  const form = (processor: number, string: number): Part[] => {
    const h = halves[processor].length;
    return responseForm(string, h, frame, inversePowerOfTwo(frame === 'states' ? h : qubits[processor]));
  };
  const known = network.processors.map(() => new Map<string, number>());
  const response = (processor: number, product: number, digits: readonly (number | null)[]): number => {
    // A half that can only have I when it is alone is no other than one that has I.
    const alone = digits.map((digit, i) => {
      if (digit !== null) return [{ digit, weight: 1 }];
      const { resource, end } = halves[processor][i];
      return aloneAt(pairs[resource], end);
    });
    const key = `${product}: ${alone.map((choices) => choices.map(({ digit }) => digit).join('')).join(' ')}`;
    const found = known[processor].get(key);
    if (found !== undefined) return found;
    const slot = entries.take(1);
    for (const part of summed(aloneForms(alone, (string) => form(processor, string)))) {
      entries.add(slot, startOf(processor, product) + part.coordinate, 0, part.coefficient);
    }
    known[processor].set(key, slot);
    return slot;
  };
  let ofPair: ReturnType<typeof bilinear> | null = null;
  for (let subset = 1; subset < 1 << bits; subset++) {
    const products = productsOf(subset, readouts);
    const members = network.processors.map((_, p) => p).filter((p) => products[p] > 0);
    const ofMember: Response = (processor, digits) => response(processor, products[processor], digits);
    if (members.length === 1) {
      correlatorSlot[subset] = ofMember(
        members[0],
        halves[members[0]].map(() => null),
      );
    } else if (count === 2 && halves[0].length <= 4) {
      ofPair ??= bilinear(pairs, halves, form);
      const { table, responses } = ofPair;
      // Beside coins the form may be dense, as it is between characters; between ebits alone it is not asked.
      if (network.coins.length > 0 && responses < table.reduce((sum, value) => sum + Number(value !== 0), 0)) {
        correlatorSlot[subset] = eliminate(pairs, halves, members, ofMember, entries);
        continue;
      }
      correlatorSlot[subset] = entries.take(1);
      const size = 1 << (2 * halves[0].length);
      const [left, right] = [0, 1].map((p) => startOf(p, products[p]));
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          entries.add(correlatorSlot[subset], left + a, right + b, table[a * size + b]);
        }
      }
    } else correlatorSlot[subset] = eliminate(pairs, halves, members, ofMember, entries);
  }
  return {
    slots: entries.slots,
    coordinateSlots,
    start,
    words: Int32Array.from(entries.words),
    coefficients: Float64Array.from(entries.coefficients),
    correlatorSlot,
  };
}

/** For each processor the product of its readouts that a subset of all bits holds, 0 for none. */
function productsOf(subset: number, readouts: readonly number[]): number[] {
  let shift = readouts.reduce((sum, own) => sum + own, 0);
  return readouts.map((own) => {
    shift -= own;
    return (subset >> shift) & ((1 << own) - 1);
  });
}

function inversePowerOfTwo(n: number): number {
  let value = 1;
  for (let i = 0; i < n; i++) value /= 2;
  return value;
}

/** The forms of all choices of digits, the first half's most significant, with their weights. */
function aloneForms(
  alone: readonly (readonly Alone[])[],
  form: (string: number) => Part[],
): { parts: Part[]; weight: number }[] {
  const forms: { parts: Part[]; weight: number }[] = [];
  forEachChoice(alone, (chosen) => {
    const string = chosen.reduce((digits, { digit }) => 4 * digits + digit, 0);
    forms.push({ parts: form(string), weight: chosen.reduce((product, { weight }) => product * weight, 1) });
  });
  return forms;
}

/**
 * The bilinear form of two processors' coordinates as a matrix, and how many products there are by way of the responses.
 *
 * Both processors hold their halves in the order of the pairs.
 */
function bilinear(
  pairs: readonly SharedResource[],
  halves: readonly (readonly Half[])[],
  form: (processor: number, string: number) => Part[],
): { readonly table: Float64Array; readonly responses: number } {
  const size = 1 << (2 * pairs.length);
  const table = new Float64Array(size * size);
  const lengths = [new Map<number, number>(), new Map<number, number>()];
  let products = 0;
  forEachChoice(
    pairs.map(({ terms }) => terms),
    (chosen) => {
      const weight = chosen.reduce((product, term) => product * term.weight, 1);
      if (weight === 0) return;
      products++;
      const [left, right] = [0, 1].map((processor) => {
        const string = halves[processor].reduce((digits, { end }, i) => 4 * digits + chosen[i].digits[end], 0);
        const parts = form(processor, string);
        lengths[processor].set(string, parts.length);
        return parts;
      });
      for (const a of left) {
        for (const b of right) table[a.coordinate * size + b.coordinate] += weight * a.coefficient * b.coefficient;
      }
    },
  );
  const parts = lengths.flatMap((own) => [...own.values()]).reduce((sum, length) => sum + length, 0);
  return { table, responses: products + parts };
}

/** The digits at both ends of pairs, by the pairs' numbers. */
type Digits = ReadonlyMap<number, readonly number[]>;

/** A tensor over open pairs: the slot of each assignment of Pauli digits to its ends of them. */
interface OpenTensor {
  readonly open: readonly Half[];
  slotOf(digits: Digits): number;
}

/** Contracts the members one after the other over the pairs among them. */
function eliminate(
  pairs: readonly SharedResource[],
  halves: readonly (readonly Half[])[],
  members: readonly number[],
  response: Response,
  entries: EntryList,
): number {
  const inside = ({ resource }: Half): boolean =>
    pairs[resource].ends.every(({ processor }) => members.includes(processor));
  const responseTensor = (processor: number): OpenTensor => ({
    open: halves[processor].filter(inside),
    slotOf: (digits) =>
      response(
        processor,
        halves[processor].map((half) => digits.get(half.resource)?.[half.end] ?? null),
      ),
  });
  const tensors = members.map((member) => responseTensor(member));
  let current = tensors[0];
  for (const next of tensors.slice(1)) {
    const isIn = (half: Half, others: readonly Half[]) => others.some(({ resource }) => resource === half.resource);
    const union = [...current.open, ...next.open.filter((half) => !isIn(half, current.open))];
    if (union.length > largestStep) {
      const what = union.every(({ resource }) => pairs[resource].kind === 'ebit') ? 'ebits' : 'ebits and coins';
      throw new EbitError(
        'memory',
        `contracting this network sums over ${union.length} ${what} at once, more than ${largestStep}; ` +
          `use fewer ${what}, or list the processors so that neighbours stand side by side.`,
      );
    }
    const isShared = (half: Half) => isIn(half, current.open) && isIn(half, next.open);
    const open = union
      .filter((half) => !isShared(half))
      .map((half) => ({ half, digits: digitsAt(pairs[half.resource], half.end) }));
    const base = entries.take(open.reduce((product, { digits }) => product * digits.length, 1));
    const indexOf = (digits: Digits): number =>
      open.reduce((index, { half, digits: all }) => {
        const own = digits.get(half.resource)?.[half.end] ?? 0;
        return all.length * index + all.indexOf(own);
      }, 0);
    const left = current;
    // Of a pair that both have, its terms; of one that stays open, the digits at the end that is here.
    const choices = union.map((half) =>
      isShared(half)
        ? pairs[half.resource].terms
        : digitsAt(pairs[half.resource], half.end).map((digit) => ({ digits: [digit, digit], weight: 1 })),
    );
    forEachChoice(choices, (chosen) => {
      const digits = new Map(union.map(({ resource }, i) => [resource, chosen[i].digits]));
      const weight = chosen.reduce((product, term) => product * term.weight, 1);
      entries.add(base + indexOf(digits), left.slotOf(digits), next.slotOf(digits), weight);
    });
    current = { open: open.map(({ half }) => half), slotOf: (digits) => base + indexOf(digits) };
  }
  return current.slotOf(new Map());
}

/** Every choice of one of each list, the last list's changing first. */
function forEachChoice<T>(lists: readonly (readonly T[])[], visit: (chosen: readonly T[]) => void): void {
  const total = lists.reduce((product, list) => product * list.length, 1);
  const chosen = lists.map(([first]) => first);
  for (let n = 0; n < total; n++) {
    let rest = n;
    for (let i = lists.length - 1; i >= 0; i--) {
      chosen[i] = lists[i][rest % lists[i].length];
      rest = Math.floor(rest / lists[i].length);
    }
    visit(chosen);
  }
}
