// How the processors' responses make the network's correlators: a list of products, prepared once for a network.
//
// With r_i[P] the response of processor i to Pauli strings P on its halves of what is shared, and t_e(P_1, .., P_k) the list
// of the resource e,
//     <prod over i in S of Z_i> = sum over terms (P_1, .., P_k)_e of prod_e t_e(P_1, .., P_k) prod over i in S of r_i[P],
// where an end outside of S has I: only the terms with I there are left.
// What a processor's engine delivers are the real coordinates of a Hermitian matrix X over its halves' basis states:
// X_kk, then Re X_kl and Im X_kl for k < l. The responses are linear in them.
//
// A processor with r readouts has such coordinates for each product of their Z, 2^r - 1 of them, and S is a subset of all
// bits: of a processor those of its bits that are in S say which product is meant.

import type { Network, ReadoutError } from '../network/network.js';
import { type SharedResource, sharedResources } from '../network/shared-resource.js';
import type { Asked } from './asked.js';
import { bilinear, MOST_BILINEAR } from './bilinear.js';
import { forEachChoice } from './choices.js';
import { checkContraction } from './contraction-cost.js';
import { EntryList } from './contraction-entries.js';
import { correlatorPlan } from './contraction-order.js';
import { NetworkCuts, processorsIn } from './network-cuts.js';
import { contracted, type ResponseSlot } from './open-tensor.js';
import type { StateDigits } from './resource-states.js';
import { type CoordinateFrame, type Part, responseForm, summed } from './response-form.js';

/** Slot numbers and entries (out, left, right, coefficient) of the core's contraction list; slot 0 holds ones. */
export interface Contraction {
  readonly asked: Asked;
  readonly slots: number;
  /** First slot that is derived; those before it are the ones slot and coordinates. */
  readonly coordinateSlots: number;
  /** For each processor its first coordinate slot; of several products of its readouts the slots follow each other. */
  readonly start: readonly number[];
  readonly words: Int32Array;
  readonly coefficients: Float64Array;
  /**
   * For each subset of the bits (the first processor's first most significant) the slot of its correlator; of the parity
   * alone slot 0, of ones, and its own.
   */
  readonly correlatorSlot: Int32Array;
}

/** What is contracted. */
export interface Contracted {
  readonly resources: readonly SharedResource[];
  readonly frame: CoordinateFrame;
  /** Qubits of each processor as its engine counts them. */
  readonly qubits: readonly number[];
  /** How many bits each reads out. */
  readonly readouts: readonly number[];
  readonly asked: Asked;
  /** How often each reads wrongly; only of the parity. */
  readonly errors: readonly ReadoutError[];
}

/**
 * Prepares the contraction of a network.
 *
 * Two processors with up to four pairs are contracted in the coordinates themselves: the bilinear form sum t(P, Q) r_A[P]
 * r_B[Q] has few nonzeros there (4^h for ebits at fidelity 1). Others go through the responses, in the order of
 * `correlatorPlan`, and so do two whose form is dense, as beside coins, where that is less to do.
 *
 * @param qubits - qubits of each processor as its engine counts them
 * @param readouts - how many bits each reads out; one unless told
 * @param asked - of the parity each processor reads out one bit
 * @throws EbitError 'memory' as {@link checkContraction}
 */
export function contraction(
  network: Network,
  frame: CoordinateFrame,
  qubits: readonly number[],
  readouts: readonly number[] = qubits.map(() => 1),
  asked: Asked = 'outcomes',
): Contraction {
  const errors = network.processors.map(({ readout }) => readout);
  return contractionOf({ resources: sharedResources(network), frame, qubits, readouts, asked, errors });
}

/** Where each processor's coordinates stand among the slots, whatever is made of them, by how many halves each has. */
export function coordinatePlaces(
  halves: readonly number[],
  readouts: readonly number[] = halves.map(() => 1),
): Pick<Contraction, 'start' | 'coordinateSlots'> {
  const start: number[] = [];
  let coordinateSlots = 1;
  for (const [p, own] of halves.entries()) {
    start.push(coordinateSlots);
    coordinateSlots += ((1 << readouts[p]) - 1) << (2 * own);
  }
  return { start, coordinateSlots };
}

/** The lists of a network, each made when it is first asked for. */
export function keptLists(make: (asked: Asked) => Contraction): (asked: Asked) => Contraction {
  const lists = new Map<Asked, Contraction>();
  return (asked) => {
    const list = lists.get(asked) ?? make(asked);
    lists.set(asked, list);
    return list;
  };
}

/** The same of whatever processors share. */
export function contractionOf({ resources, frame, qubits, readouts, asked, errors }: Contracted): Contraction {
  const count = qubits.length;
  const cuts = new NetworkCuts(resources, count);
  checkContraction(cuts, readouts, asked, frame);
  const { halves } = cuts;
  const { start, coordinateSlots } = coordinatePlaces(
    halves.map(({ length }) => length),
    readouts,
  );
  const entries = new EntryList(coordinateSlots);
  const form = (processor: number, string: number): Part[] => {
    const h = halves[processor].length;
    return responseForm(string, h, frame, inversePowerOfTwo(frame === 'states' ? h : qubits[processor]));
  };
  /** Where the coordinates of a product of a processor's readouts begin; its number is never 0. */
  const startOf = (processor: number, product: number): number =>
    start[processor] + ((product - 1) << (2 * halves[processor].length));
  const known = halves.map(() => new Map<string, number>());
  const response = (processor: number, product: number, digits: readonly StateDigits[]): number => {
    // A half that can only have I when it is alone is no other than one that has I.
    const key = `${product}: ${digits.map(keyOf).join(' ')}`;
    const found = known[processor].get(key);
    if (found !== undefined) return found;
    const slot = entries.take(1);
    const forms = formsOf(digits, (string) => form(processor, string));
    const read = asked === 'parity' ? readAs(errors[processor]) : { scale: 1, shift: 0 };
    for (const part of summed(forms)) {
      entries.add(slot, startOf(processor, product) + part.coordinate, 0, read.scale * part.coefficient);
    }
    entries.add(slot, 0, 0, read.shift * forms.reduce((sum, { isOne, weight }) => sum + (isOne ? weight : 0), 0));
    known[processor].set(key, slot);
    return slot;
  };
  const correlators = new Correlators(cuts, entries, response);
  if (asked === 'parity') {
    const slot = correlators.slotOf(halves.map(() => 1));
    return listed(asked, start, coordinateSlots, entries, Int32Array.of(0, slot));
  }
  const bits = readouts.reduce((sum, own) => sum + own, 0);
  const correlatorSlot = new Int32Array(1 << bits);
  let ofPair: ReturnType<typeof bilinear> | null = null;
  for (let subset = 1; subset < 1 << bits; subset++) {
    const products = productsOf(subset, readouts);
    if (count === 2 && products.every((product) => product > 0) && resources.length <= MOST_BILINEAR) {
      ofPair ??= bilinear(resources, halves, form);
      const { table, responses } = ofPair;
      // Beside coins the form may be dense, as it is between characters; between diagonal ebits alone it is not asked.
      const isAsked = resources.some(({ kind, terms }) => kind !== 'ebit' || terms.some(isOffDiagonal));
      if (!isAsked || responses >= table.reduce((sum, value) => sum + Number(value !== 0), 0)) {
        correlatorSlot[subset] = entries.take(1);
        const size = 1 << (2 * resources.length);
        const [left, right] = [0, 1].map((p) => startOf(p, products[p]));
        for (let a = 0; a < size; a++) {
          for (let b = 0; b < size; b++) {
            entries.add(correlatorSlot[subset], left + a, right + b, table[a * size + b]);
          }
        }
        continue;
      }
    }
    correlatorSlot[subset] = correlators.slotOf(products);
  }
  return listed(asked, start, coordinateSlots, entries, correlatorSlot);
}

function listed(
  asked: Asked,
  start: readonly number[],
  coordinateSlots: number,
  { slots, words, coefficients }: EntryList,
  correlatorSlot: Int32Array,
): Contraction {
  return {
    asked,
    slots,
    coordinateSlots,
    start,
    words: Int32Array.from(words),
    coefficients: Float64Array.from(coefficients),
    correlatorSlot,
  };
}

/** The correlators of any members, by way of their responses; parts that several share are made once. */
class Correlators {
  readonly #cuts: NetworkCuts;
  readonly #entries: EntryList;
  readonly #response: (processor: number, product: number, digits: readonly StateDigits[]) => number;
  readonly #plans = new Map<number, ReturnType<typeof correlatorPlan>>();
  readonly #parts = new Map<string, number>();

  constructor(
    cuts: NetworkCuts,
    entries: EntryList,
    response: (processor: number, product: number, digits: readonly StateDigits[]) => number,
  ) {
    this.#cuts = cuts;
    this.#entries = entries;
    this.#response = response;
  }

  /** @param products - for each processor the product of its readouts that is meant, 0 for none */
  slotOf(products: readonly number[]): number {
    const members = products.reduce((set, product, p) => (product > 0 ? set | (1 << p) : set), 0);
    const plan = this.#plans.get(members) ?? correlatorPlan(this.#cuts, members);
    this.#plans.set(members, plan);
    const response: ResponseSlot = (processor, digits) => this.#response(processor, products[processor], digits);
    const slots = plan.parts.map((part) => {
      const key = processorsIn(part.members)
        .map((p) => `${p}:${products[p]}`)
        .join();
      const known = plan.shared ? this.#parts.get(key) : undefined;
      const slot = known ?? contracted(this.#cuts, part.members, part.order, response, this.#entries);
      if (plan.shared) this.#parts.set(key, slot);
      return slot;
    });
    return slots.reduce((left, right) => {
      const product = this.#entries.take(1);
      this.#entries.add(product, left, right, 1);
      return product;
    });
  }
}

function isOffDiagonal({ digits, weight }: SharedResource['terms'][number]): boolean {
  return weight !== 0 && digits.some((digit) => digit !== digits[0]);
}

/** How the mean of a bit's sign as it is read depends on that of the bit: scale Z + shift. */
function readAs({ flip0, flip1 }: ReadoutError): { scale: number; shift: number } {
  return { scale: 1 - flip0 - flip1, shift: flip1 - flip0 };
}

/** The digits of a half as text, with their factors where those are not 1. */
function keyOf(digits: StateDigits): string {
  return digits.map(({ digit, factor }) => (factor === 1 ? `${digit}` : `${digit}*${factor}`)).join('+');
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

/** The forms of all choices of digits, the first half's most significant, with their weights; of I everywhere it is 1. */
function formsOf(
  halves: readonly StateDigits[],
  form: (string: number) => Part[],
): { parts: Part[]; weight: number; isOne: boolean }[] {
  const forms: { parts: Part[]; weight: number; isOne: boolean }[] = [];
  forEachChoice(halves, (chosen) => {
    const string = chosen.reduce((digits, { digit }) => 4 * digits + digit, 0);
    const weight = chosen.reduce((product, { factor }) => product * factor, 1);
    forms.push({ parts: form(string), weight, isOne: string === 0 });
  });
  return forms;
}
