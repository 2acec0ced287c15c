// In which order processors are contracted, and what it takes: found by counting products.
import { type NetworkCuts, processorsIn } from './network-cuts.js';

/** A processor's responses, or two tensors that are joined over everything that both have. */
export type Order = number | readonly [Order, Order];

/** How the correlator of some members is made: each part gives a number, and their product is the correlator. */
export interface CorrelatorPlan {
  readonly parts: readonly { readonly members: number; readonly order: Order }[];
  /** Whether parts may be shared with the correlators of other members. */
  readonly shared: boolean;
}

/** What joining takes: products of two numbers, and numbers that are kept. */
export interface JoiningCost {
  readonly products: number;
  readonly slots: number;
}

/** Up to so many members every order is looked at, and in larger networks, which have more sets of members, up to fewer. */
const EXHAUSTIVE = 8;
const EXHAUSTIVE_OF_MANY = 6;

/** Networks of so many processors are contracted as they are listed where another order gains little: see below. */
const LISTED = 4;
const LITTLE_GAIN = 2;

/** What it takes to join two tensors of a set of members. */
export function joiningCost(cuts: NetworkCuts, members: number, left: number, right: number): JoiningCost {
  let products = 1;
  let slots = 1;
  for (let resource = 0; resource < cuts.resources.length; resource++) {
    const { states } = cuts.inside(resource, members);
    if (states.ends < 2) continue;
    const [a, b] = [cuts.endsOf(resource, members, left), cuts.endsOf(resource, members, right)];
    if ((a | b) === 0 || states.isWhole(a) || states.isWhole(b)) continue;
    products *= a === 0 || b === 0 ? states.countAt(a | b) : states.meetings(a, b).length;
    if (!states.isWhole(a | b)) slots *= states.countAt(a | b);
  }
  return { products, slots };
}

/** An order of some members, and how many products it takes. */
interface Found {
  readonly order: Order;
  readonly products: number;
}

function isJoined(cuts: NetworkCuts, left: number, right: number): boolean {
  return cuts.resources.some(({ ends }) => {
    const own = ends.reduce((set, { processor }) => set | (1 << processor), 0);
    return (own & left) !== 0 && (own & right) !== 0;
  });
}

/** The best of all orders; of those that are as good, the first processors first, one after the other. */
function exhaustive(cuts: NetworkCuts, members: number): Found {
  const best = new Map<number, Found>();
  const ascending = processorsIn(members);
  const sets = Array.from({ length: (1 << ascending.length) - 1 }, (_, n) =>
    ascending.reduce((set, p, i) => (((n + 1) >> i) & 1 ? set | (1 << p) : set), 0),
  );
  for (const set of sets) {
    const own = processorsIn(set);
    if (own.length === 1) {
      best.set(set, { order: own[0], products: 0 });
      continue;
    }
    const consider = (right: number): void => {
      const [a, b] = [best.get(set & ~right), best.get(right)];
      if (a === undefined || b === undefined || !isJoined(cuts, set & ~right, right)) return;
      const there = best.get(set)?.products ?? Number.POSITIVE_INFINITY;
      if (a.products + b.products >= there) return;
      const products = a.products + b.products + joiningCost(cuts, members, set & ~right, right).products;
      if (products < there) best.set(set, { order: [a.order, b.order], products });
    };
    const last = 1 << own[own.length - 1];
    consider(last);
    // The first processor stays on the left.
    const rest = set & ~(1 << own[0]);
    for (let right = rest; right > 0; right = (right - 1) & rest) consider(right);
  }
  const found = best.get(members);
  if (found === undefined) throw new Error('an order was asked for of processors that nothing joins');
  return found;
}

/** Joins what takes the fewest products, again and again; of those that are as good, the first. */
function greedy(cuts: NetworkCuts, members: number): Found {
  let tensors = processorsIn(members).map((p) => ({ set: 1 << p, order: p as Order }));
  let products = 0;
  while (tensors.length > 1) {
    let best: { left: number; right: number; cost: JoiningCost } | null = null;
    for (let right = 1; right < tensors.length; right++) {
      for (let left = 0; left < right; left++) {
        if (!isJoined(cuts, tensors[left].set, tensors[right].set)) continue;
        const cost = joiningCost(cuts, members, tensors[left].set, tensors[right].set);
        if (best === null || cost.products < best.cost.products) best = { left, right, cost };
      }
    }
    if (best === null) throw new Error('an order was asked for of processors that nothing joins');
    const { left, right, cost } = best;
    products += cost.products;
    const joined = {
      set: tensors[left].set | tensors[right].set,
      order: [tensors[left].order, tensors[right].order] as const,
    };
    tensors = tensors.flatMap((tensor, i) => (i === left ? [joined] : i === right ? [] : [tensor]));
  }
  return { order: tensors[0].order, products };
}

/** The orders that were found: many sets of members have the same parts. */
const known = new WeakMap<NetworkCuts, Map<number, Found>>();

function bestOrder(cuts: NetworkCuts, members: number): Found {
  const own = known.get(cuts) ?? new Map<number, Found>();
  known.set(cuts, own);
  const most = cuts.processors <= EXHAUSTIVE ? EXHAUSTIVE : EXHAUSTIVE_OF_MANY;
  const found =
    own.get(members) ?? (processorsIn(members).length <= most ? exhaustive(cuts, members) : greedy(cuts, members));
  own.set(members, found);
  return found;
}

/** All members one after the other as they are listed, joined or not. */
function listed(cuts: NetworkCuts, members: number): Found {
  const [first, ...others] = processorsIn(members);
  let found: Found = { order: first, products: 0 };
  let set = 1 << first;
  for (const p of others) {
    const { products } = joiningCost(cuts, members, set, 1 << p);
    found = { order: [found.order, p], products: found.products + products };
    set |= 1 << p;
  }
  return found;
}

/**
 * How the correlator of some members is made.
 *
 * The order is the best one for up to 8 members, and found step by step for more. Up to four processors are contracted as
 * they are listed, as they were before other orders were looked for, unless that takes more than twice the products: sums in
 * another order have other last bits.
 */
export function correlatorPlan(cuts: NetworkCuts, members: number): CorrelatorPlan {
  const components = cuts.components(members);
  const found = components.map((own) => bestOrder(cuts, own));
  const parts = found.map(({ order }, i) => ({ members: components[i], order }));
  if (cuts.processors <= LISTED) {
    const best = found.reduce((sum, { products }) => sum + products, found.length - 1);
    const asListed = listed(cuts, members);
    if (asListed.products <= LITTLE_GAIN * best) return { parts: [{ members, order: asListed.order }], shared: false };
  }
  return { parts, shared: true };
}

/** The order in the processors' names: `A B C` one after the other, `A B (C D)` where C and D are joined first. */
export function orderText(order: Order, names: readonly string[]): string {
  if (typeof order === 'number') return names[order];
  const [left, right] = order;
  const last = orderText(right, names);
  return `${orderText(left, names)} ${typeof right === 'number' ? last : `(${last})`}`;
}
