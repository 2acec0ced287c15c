// Tensors over open resources as slots of the core, and how two of them become one.
import { forEachChoice } from './choices.js';
import type { EntryList } from './contraction-entries.js';
import type { Order } from './contraction-order.js';
import type { LeafHalf, NetworkCuts, OpenResource } from './network-cuts.js';
import type { Meeting, StateDigits } from './resource-states.js';

/** A number for each choice of one state of every open resource. */
interface OpenTensor {
  readonly open: readonly OpenResource[];
  /** The slot of a choice, in the order of the open resources. */
  slotOf(states: readonly number[]): number;
}

/** The slot of a processor's response where each of its halves has these digits. */
export type ResponseSlot = (processor: number, halves: readonly StateDigits[]) => number;

function leaf(cuts: NetworkCuts, members: number, processor: number, response: ResponseSlot): OpenTensor {
  const halves = cuts.leafOf(processor, members);
  const isOpen = ({ open }: LeafHalf): boolean => open !== null;
  return {
    open: halves.flatMap(({ open }) => (open === null ? [] : [open])),
    slotOf(states) {
      let next = 0;
      return response(
        processor,
        halves.map((half) => half.states[isOpen(half) ? states[next++] : 0]),
      );
    },
  };
}

function joined(
  cuts: NetworkCuts,
  members: number,
  left: OpenTensor,
  right: OpenTensor,
  entries: EntryList,
): OpenTensor {
  const rightPlaces = right.open.map(({ resource }) => left.open.findIndex((other) => other.resource === resource));
  const union: { readonly both: OpenResource; readonly meetings: readonly Meeting[] }[] = [];
  const add = (resource: number, a: number, b: number): void => {
    const { states } = cuts.inside(resource, members);
    const alone = (state: number): Meeting => ({ left: state, right: state, both: state, factor: 1 });
    const meetings =
      a === 0 || b === 0
        ? Array.from({ length: states.countAt(a | b) }, (_, state) => alone(state))
        : states.meetings(a, b);
    union.push({ both: { resource, ends: a | b }, meetings });
  };
  for (const { resource, ends } of left.open) {
    add(resource, ends, right.open.find((other) => other.resource === resource)?.ends ?? 0);
  }
  // Where each of the right one's stands in the union.
  const places = right.open.map(({ resource, ends }, i) => {
    if (rightPlaces[i] >= 0) return rightPlaces[i];
    add(resource, 0, ends);
    return union.length - 1;
  });
  const isOpen = union.map(({ both: { resource, ends } }) => !cuts.inside(resource, members).states.isWhole(ends));
  const open = union.flatMap(({ both }, i) => (isOpen[i] ? [both] : []));
  const sizes = open.map(({ resource, ends }) => cuts.inside(resource, members).states.countAt(ends));
  const base = entries.take(sizes.reduce((product, size) => product * size, 1));
  const indexOf = (states: readonly number[]): number =>
    states.reduce((index, state, i) => sizes[i] * index + state, 0);
  const leftCount = left.open.length;
  forEachChoice(
    union.map(({ meetings }) => meetings),
    (chosen) => {
      const out = indexOf(chosen.flatMap(({ both }, i) => (isOpen[i] ? [both] : [])));
      const factor = chosen.reduce((product, meeting) => product * meeting.factor, 1);
      const leftSlot = left.slotOf(chosen.slice(0, leftCount).map((meeting) => meeting.left));
      const rightSlot = right.slotOf(places.map((place) => chosen[place].right));
      entries.add(base + out, leftSlot, rightSlot, factor);
    },
  );
  return { open, slotOf: (states) => base + indexOf(states) };
}

/** Contracts members in an order and returns the slot of what comes out. */
export function contracted(
  cuts: NetworkCuts,
  members: number,
  order: Order,
  response: ResponseSlot,
  entries: EntryList,
): number {
  const tensorOf = (own: Order): OpenTensor =>
    typeof own === 'number'
      ? leaf(cuts, members, own, response)
      : joined(cuts, members, tensorOf(own[0]), tensorOf(own[1]), entries);
  return tensorOf(order).slotOf([]);
}
