// What a contraction takes, counted from the states of what is shared, before a list is made or memory asked for.

import { CHUNK } from '../core/generated/layout.js';
import { EbitError } from '../errors.js';
import { plural } from '../plural.js';
import type { Asked } from './asked.js';
import { MOST_BILINEAR } from './bilinear.js';
import { type CorrelatorPlan, correlatorPlan, joiningCost, type Order } from './contraction-order.js';
import { NetworkCuts, processorsIn } from './network-cuts.js';
import type { CoordinateFrame } from './response-form.js';

/** What a contraction takes at most: where coefficients cancel it is less. */
export interface ContractionCost {
  /** Entries of the list: multiply-adds a row and direction. */
  readonly products: number;
  /** Numbers a row that are kept from the way there to the way back: coordinates, responses and what is made of them. */
  readonly numbers: number;
  /** Of the list, and of the numbers and their derivatives for the rows of a chunk. */
  readonly bytes: number;
  /** How the correlator of all processors is contracted. */
  readonly plan: CorrelatorPlan;
}

/** Beyond either a contraction is refused: a step over a chunk of 64 rows takes a second or so, and the list is 80 MiB. */
export const MOST_PRODUCTS = 1 << 22;
export const MOST_BYTES = 1 << 30;

const MIB = 1 << 20;

/** Bytes of an entry: three slot numbers and a coefficient. */
const ENTRY_BYTES = 20;

/** The responses of one processor, pattern by pattern of what its halves can be. */
class Responses {
  /** How many parts a response of I and Z alone has. */
  readonly #size: number;
  readonly #patterns = new Set<string>();
  #sum = { slots: 0, parts: 0 };
  readonly #choices: Set<string>[];

  /** @param areCoordinates - whether an engine makes the responses themselves */
  constructor(halves: number, areCoordinates: boolean) {
    this.#size = areCoordinates ? 1 : 1 << halves;
    this.#choices = Array.from({ length: halves }, () => new Set());
  }

  /** Adds those of the processor among some members. */
  add(cuts: NetworkCuts, processor: number, members: number): void {
    const states = cuts.leafOf(processor, members).map((half) => half.states);
    const words = states.map((own) =>
      own.map((digits) => digits.map(({ digit, factor }) => `${digit}*${factor}`).join()),
    );
    const pattern = words.map((own) => own.join(';')).join(' ');
    if (this.#patterns.has(pattern)) return;
    this.#patterns.add(pattern);
    words.forEach((own, half) => {
      for (const word of own) this.#choices[half].add(word);
    });
    let slots = 1;
    // Strings of I and Z alone have a part for each basis state, all others one for every two; see responseForm.
    let strings = 1;
    let flat = 1;
    for (const own of states) {
      slots *= own.length;
      strings *= own.reduce((sum, digits) => sum + digits.length, 0);
      flat *= own.reduce((sum, digits) => sum + digits.filter(({ digit }) => digit === 0 || digit === 3).length, 0);
    }
    const size = this.#size;
    const others = size > 1 ? size / 2 : 1;
    this.#sum = {
      slots: this.#sum.slots + slots,
      parts: this.#sum.parts + (flat * size + (strings - flat) * others),
    };
  }

  /** At most so many, and so many parts: none is made twice. */
  get total(): { slots: number; parts: number } {
    const most = this.#choices.reduce((product, own) => product * own.size, 1);
    const { slots, parts } = this.#sum;
    return slots <= most ? { slots, parts } : { slots: most, parts: (parts * most) / slots };
  }
}

/** Joins of an order, summed. */
function orderCost(cuts: NetworkCuts, members: number, order: Order): { set: number; products: number; slots: number } {
  if (typeof order === 'number') return { set: 1 << order, products: 0, slots: 0 };
  const [left, right] = order.map((own) => orderCost(cuts, members, own));
  const own = joiningCost(cuts, members, left.set, right.set);
  return {
    set: left.set | right.set,
    products: left.products + right.products + own.products,
    slots: left.slots + right.slots + own.slots,
  };
}

/**
 * Counts what a contraction takes by way of the responses.
 *
 * @param readouts - how many bits each processor reads out
 * @param frame - what the engine's coordinates are
 */
export function contractionCost(
  cuts: NetworkCuts,
  readouts: readonly number[],
  asked: Asked,
  frame: CoordinateFrame = 'states',
): ContractionCost {
  const ways = readouts.map((own) => (1 << own) - 1);
  const waysOf = (members: number): number => processorsIn(members).reduce((product, p) => product * ways[p], 1);
  const all = (1 << cuts.processors) - 1;
  const responses = cuts.halves.map((own) => new Responses(own.length, frame === 'responses'));
  const known = new Set<number>();
  let products = 0;
  let numbers = 1 + cuts.halves.reduce((sum, own, p) => sum + ways[p] * (1 << (2 * own.length)), 0);
  const add = (members: number): CorrelatorPlan => {
    const plan = correlatorPlan(cuts, members);
    for (const part of plan.parts) {
      if (plan.shared && known.has(part.members)) continue;
      if (plan.shared) known.add(part.members);
      const cost = orderCost(cuts, part.members, part.order);
      products += waysOf(part.members) * cost.products;
      numbers += waysOf(part.members) * cost.slots;
      for (const p of processorsIn(part.members)) responses[p].add(cuts, p, part.members);
    }
    products += waysOf(members) * (plan.parts.length - 1);
    numbers += waysOf(members) * (plan.parts.length - 1);
    return plan;
  };
  if (asked === 'outcomes') for (let members = 1; members < all; members++) add(members);
  const plan = add(all);
  responses.forEach((own, p) => {
    const { slots, parts } = own.total;
    numbers += ways[p] * slots;
    // Of a parity an error's constant may stand beside the parts.
    products += ways[p] * (parts + (asked === 'parity' ? 1 : 0));
  });
  return { products, numbers, bytes: bytesOf({ products, numbers }), plan };
}

/** Bytes of a list, and of the numbers and their derivatives for a chunk of rows. */
export function bytesOf({ products, numbers }: Pick<ContractionCost, 'products' | 'numbers'>): number {
  return products * ENTRY_BYTES + numbers * CHUNK * 16;
}

/** Whether so little is shared that it is contracted in the coordinates, or in no time. */
export function isAlwaysWithin({ processors, resources }: NetworkCuts): boolean {
  return processors <= 2 && resources.length <= MOST_BILINEAR;
}

/** Whether a contraction is small enough to be made. */
export function isWithin({ products, bytes }: ContractionCost): boolean {
  return products <= MOST_PRODUCTS && bytes <= MOST_BYTES;
}

/** `12,345,678`, by hand: words must not depend on a machine's language. */
function grouped(count: number): string {
  return Math.ceil(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** What the same processors could share: the first so many of what is there. */
function fittingText(
  { resources, processors }: NetworkCuts,
  readouts: readonly number[],
  asked: Asked,
  frame: CoordinateFrame,
): string {
  let most = resources.length - 1;
  while (
    most > 0 &&
    !isWithin(contractionCost(new NetworkCuts(resources.slice(0, most), processors), readouts, asked, frame))
  ) {
    most -= 1;
  }
  return `with the first ${most} of the ${resources.length} it would fit`;
}

/**
 * Refuses a contraction that takes too much, before anything of it is made.
 *
 * @throws EbitError 'memory' for more than 2^22 products a row or 1 GiB, with what it would take and what would fit
 */
export function checkContraction(
  cuts: NetworkCuts,
  readouts: readonly number[],
  asked: Asked,
  frame: CoordinateFrame,
): void {
  if (isAlwaysWithin(cuts)) return;
  const cost = contractionCost(cuts, readouts, asked, frame);
  if (isWithin(cost)) return;
  const { resources } = cuts;
  const isEbits = resources.every(({ kind }) => kind === 'ebit');
  const what = plural(resources.length, isEbits ? 'ebit' : 'shared state');
  throw new EbitError(
    'memory',
    `Contracting ${what} between ${cuts.processors} processors takes ${grouped(cost.products)} products a row and ` +
      `${grouped(cost.bytes / MIB)} MiB; at most ${grouped(MOST_PRODUCTS)} products and ${grouped(MOST_BYTES / MIB)} MiB are ` +
      `allowed. Use fewer ${isEbits ? 'ebits' : 'shared states'} or join fewer processors: ${fittingText(cuts, readouts, asked, frame)}.`,
  );
}
