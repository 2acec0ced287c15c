import { channels } from '../../../circuit/channels.js';
import type { Operation } from '../../../circuit/circuit.js';
import { gates } from '../../../circuit/gates.js';
import { firstQubit } from '../../../models/circuits.js';
import type { Model } from '../../../models/model-types.js';
import type { EbitEnd } from '../../../network/ends.js';
import { sharedStates } from '../../../network/shared-states.js';
import { coinLines, shareLines } from '../../../network/words.js';
import { plural } from '../../../plural.js';
import { circuitGroups, type Group, type GroupKind } from './groups.js';

/** Sizes of a drawing in its own units, which are pixels where it is not scaled. */
export const SIZE = {
  wire: 44,
  gap: 34,
  head: 46,
  margin: 22,
  resource: 128,
  between: 10,
  group: 26,
  dial: 52,
  box: 30,
  dot: 22,
  fold: 104,
} as const;

/** What an operation draws on one wire. */
export interface Sign {
  readonly wire: number;
  /** Height on the drawing. */
  readonly y: number;
  /** `dial` is the box of a rotation, `on` and `off` are controls that want 1 and 0, `noise` is a channel. */
  readonly shape: 'box' | 'dial' | 'on' | 'off' | 'meter' | 'cross' | 'noise';
  readonly text: string;
}

/** An operation in its place. */
export interface PlacedGate {
  /** Its place in the list, from 0. */
  readonly id: number;
  readonly processor: number;
  readonly operation: Operation;
  /** Its group's key and its layer in there, from 0. */
  readonly group: string;
  readonly layer: number;
  /** Its middle. */
  readonly x: number;
  /** The first is where the gate acts. */
  readonly signs: readonly Sign[];
  /** Whether it hangs on an outcome: its line is double then. */
  readonly conditioned: boolean;
}

/** A group in its place. */
export interface PlacedGroup {
  readonly key: string;
  readonly kind: GroupKind;
  readonly title: string;
  readonly x: number;
  readonly width: number;
  /** How many layers it has, drawn or not. */
  readonly layers: number;
  /** Layers that are not drawn, and where the box that stands for them is; null if all are. */
  readonly folded: { readonly layers: number; readonly x: number } | null;
}

/** One qubit's wire. */
export interface Wire {
  readonly processor: number;
  readonly qubit: number;
  readonly y: number;
  /** From where on it carries an outcome, and how far that is of use; null where it is never measured. */
  readonly measured: { readonly from: number; readonly to: number } | null;
  /** Whether it begins as half of an ebit or a coin. */
  readonly half: boolean;
}

/** An ebit as a line from one wire's beginning to another's. */
export interface Link {
  readonly ends: readonly [string, string];
  readonly fidelity: number;
  readonly isEntangled: boolean;
  readonly from: number;
  readonly to: number;
  /** How far it bends to the left. */
  readonly bend: number;
}

/** A coin as a line between the same places. */
export interface CoinLink {
  /** Its ends and what it is: `A.0 - B.0, basis Z`. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly bend: number;
}

/** A whole drawing. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly processors: readonly { readonly name: string; readonly top: number; readonly bottom: number }[];
  readonly wires: readonly Wire[];
  readonly links: readonly Link[];
  readonly coins: readonly CoinLink[];
  readonly shares: readonly CoinLink[];
  /** All of these in words. */
  readonly shared: string;
  readonly groups: readonly PlacedGroup[];
  readonly gates: readonly PlacedGate[];
}

/** A gate with its column, before columns have widths. */
interface Columned {
  readonly operation: Operation;
  readonly processor: number;
  readonly layer: number;
  readonly column: number;
}

/** The wires that an operation touches, the first of them where it acts. */
export function touchedQubits(operation: Operation): number[] {
  if (operation.kind === 'measure') return [operation.qubit];
  if (operation.kind === 'channel') return [operation.target, ...operation.conditions.map(({ qubit }) => qubit)];
  const { targets, controls, conditions } = operation;
  return [...targets, ...[...controls, ...conditions].map(({ qubit }) => qubit)];
}

function signsOf(operation: Operation): Omit<Sign, 'wire' | 'y'>[] {
  if (operation.kind === 'measure') return [{ shape: 'meter', text: 'Z' }];
  if (operation.kind === 'channel') {
    const { channel, conditions } = operation;
    return [
      { shape: 'noise', text: channels[channel].symbol },
      ...conditions.map(({ value }) => ({ shape: value === 1 ? ('on' as const) : ('off' as const), text: '' })),
    ];
  }
  const { gate, targets, controls, conditions, angle } = operation;
  const guards = [...controls, ...conditions];
  const symbols = guards.length > 0 ? gates[gate].controlledSymbols : gates[gate].symbols;
  const target = targets.map((_, k) => {
    const text = symbols[k];
    if (text === '●') return { shape: 'on' as const, text: '' };
    if (text === '⊕' || text === '×') return { shape: 'cross' as const, text };
    return { shape: angle !== null && k === 0 ? ('dial' as const) : ('box' as const), text };
  });
  return [
    ...target,
    ...guards.map(({ value }) => ({ shape: value === 1 ? ('on' as const) : ('off' as const), text: '' })),
  ];
}

function signWidth({ shape }: Pick<Sign, 'shape'>): number {
  if (shape === 'dial') return SIZE.dial;
  return shape === 'box' || shape === 'meter' ? SIZE.box : SIZE.dot;
}

/** Each operation in the earliest column where all wires from its top to its bottom are free from there on. */
function intoColumns(operations: readonly Operation[], qubits: number): number[] {
  const free = new Array<number>(qubits).fill(0);
  return operations.map((operation) => {
    const touched = touchedQubits(operation);
    const [top, bottom] = [Math.min(...touched), Math.max(...touched)];
    const at = Math.max(...free.slice(top, bottom + 1));
    free.fill(at + 1, top, bottom + 1);
    return at;
  });
}

/** Which layers of a group are drawn: all, or the first and the last few of a longer list. */
export function visibleLayers(count: number, limit: number | null): number[] {
  if (limit === null || count <= limit + 1) return Array.from({ length: count }, (_, i) => i);
  const first = Math.ceil(limit / 2);
  const last = limit - first;
  return [...Array.from({ length: first }, (_, i) => i), ...Array.from({ length: last }, (_, i) => count - last + i)];
}

/** The overlap of an ebit's state with |Phi+>. */
export function fidelityOf([x, y, z]: readonly [number, number, number]): number {
  return (1 + x - y + z) / 4;
}

/**
 * The shared resource in a few words: how many ebits, and their fidelity if they have one in common; said to be
 * separable where none is entangled. Coins stand behind them.
 */
export function resourceText(links: readonly Pick<Link, 'fidelity' | 'isEntangled'>[], coins = 0, shares = 0): string {
  if (shares > 0) {
    const own = plural(shares, 'share');
    return links.length + coins === 0 ? own : `${resourceText(links, coins)}, ${own}`;
  }
  if (coins > 0) {
    const own = plural(coins, 'coin');
    return links.length === 0 ? own : `${resourceText(links)}, ${own}`;
  }
  if (links.length === 0) return 'no ebit';
  const [first, ...others] = links.map(({ fidelity }) => Number(fidelity.toFixed(4)));
  const isSeparable = links.every(({ isEntangled }) => !isEntangled);
  const name = isSeparable ? 'pair' : 'ebit';
  const count = links.length === 1 ? `1 ${name}` : `${links.length} ${name}s`;
  const common = others.every((fidelity) => fidelity === first) ? `, F = ${first}` : '';
  return `${count}${common}${isSeparable ? ', separable' : ''}`;
}

interface GroupPlace {
  readonly placed: PlacedGroup;
  readonly gates: readonly Omit<PlacedGate, 'id'>[];
}

/** Puts one group down at x: layer after layer, each in columns that are as wide as what stands in them. */
function placeGroup(
  group: Group,
  x: number,
  limit: number | null,
  qubits: readonly number[],
  heightOf: (processor: number, qubit: number) => { wire: number; y: number },
): GroupPlace {
  const shown = visibleLayers(group.layers.length, limit);
  const hidden = group.layers.length - shown.length;
  const found: Omit<PlacedGate, 'id'>[] = [];
  let folded: PlacedGroup['folded'] = null;
  let at = x + SIZE.group / 2;
  shown.forEach((layer, k) => {
    if (hidden > 0 && layer === hidden + k && folded === null) {
      folded = { layers: hidden, x: at + SIZE.between };
      at += SIZE.fold + 2 * SIZE.between;
    }
    const columned = group.layers[layer].flatMap((operations, processor): Columned[] => {
      const columns = intoColumns(operations, qubits[processor]);
      return operations.map((operation, i) => ({ operation, processor, layer, column: columns[i] }));
    });
    const count = columned.reduce((most, { column }) => Math.max(most, column + 1), 0);
    for (let column = 0; column < count; column++) {
      const own = columned.filter((one) => one.column === column);
      const width = Math.max(...own.flatMap(({ operation }) => signsOf(operation).map(signWidth)));
      for (const { operation, processor } of own) {
        const signs = signsOf(operation);
        found.push({
          processor,
          operation,
          group: group.key,
          layer,
          x: at + width / 2,
          signs: touchedQubits(operation).map((qubit, i) => ({ ...heightOf(processor, qubit), ...signs[i] })),
          conditioned: operation.kind !== 'measure' && operation.conditions.length > 0,
        });
      }
      at += width + SIZE.between;
    }
  });
  if (hidden > 0 && folded === null) {
    folded = { layers: hidden, x: at };
    at += SIZE.fold + SIZE.between;
  }
  const titled = x + 8 * group.title.length + SIZE.group;
  const width = Math.max(at - SIZE.between + SIZE.group / 2, titled) - x;
  const { key, kind, title } = group;
  return { placed: { key, kind, title, x, width, layers: group.layers.length, folded }, gates: found };
}

/** Where every processor's wires lie, from top to bottom. */
function placeWires(model: Model) {
  let y = SIZE.head;
  return model.network.processors.map(({ name, qubits }) => {
    const top = y;
    y += qubits * SIZE.wire + SIZE.gap;
    return { name, qubits, top, bottom: top + qubits * SIZE.wire, wireY: (q: number) => top + (q + 0.5) * SIZE.wire };
  });
}

/**
 * Lays out a model's circuit: processors one below the other, groups side by side and aligned across processors.
 *
 * Only the structure matters; parameters do not.
 *
 * @param limit - how many layers of a long row are drawn; null for all
 */
export function layOut(model: Model, limit: number | null): Drawing {
  const { processors, ebits, coins, shares } = model.network;
  const places = placeWires(model);
  const wireOf = (processor: number, qubit: number) => firstQubit(model.network, processor) + qubit;
  const heightOf = (processor: number, qubit: number) => ({
    wire: wireOf(processor, qubit),
    y: places[processor].wireY(qubit),
  });
  const heightsOf = (ends: readonly EbitEnd[]) => ends.map(({ processor, qubit }) => places[processor].wireY(qubit));
  const bendOf = (k: number) => 56 + (36 * k) / (ebits.length + coins.length + shares.length);
  const states = sharedStates(model.network);
  const links = ebits.map(({ ends, correlations }, k): Link => {
    const [from, to] = heightsOf(ends);
    const [a, b] = ends.map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`);
    return {
      ends: [a, b],
      fidelity: fidelityOf(correlations),
      isEntangled: states[k].entangled === true,
      from,
      to,
      bend: bendOf(k),
    };
  });
  // What several parties share goes from each to the next.
  const chain = (ends: readonly EbitEnd[], text: string, place: number): CoinLink[] => {
    const heights = heightsOf(ends);
    if (heights.length > 2) heights.sort((a, b) => a - b);
    return heights.slice(1).map((to, i) => ({ text, from: heights[i], to, bend: bendOf(place) }));
  };
  const coinTexts = coinLines(model.network);
  const coinLinks = coins.flatMap(({ ends }, k) => chain(ends, coinTexts[k], ebits.length + k));
  const shareTexts = shareLines(model.network);
  const shareLinks = shares.flatMap(({ ends }, k) => chain(ends, shareTexts[k], ebits.length + coins.length + k));
  const shared = resourceText(links, coins.length, shares.length);
  const groups: PlacedGroup[] = [];
  const gatesPlaced: PlacedGate[] = [];
  // What is shared stands in front of the groups' titles, in words of 7 a letter.
  let x = Math.max(SIZE.resource, SIZE.margin + 7 * shared.length);
  for (const group of circuitGroups(model)) {
    const sizes = processors.map(({ qubits }) => qubits);
    const { placed, gates: own } = placeGroup(group, x, limit, sizes, heightOf);
    groups.push(placed);
    own.forEach((gate) => {
      gatesPlaced.push({ ...gate, id: gatesPlaced.length });
    });
    x += placed.width + SIZE.between;
  }
  const isEnd = (processor: number, qubit: number) =>
    [...ebits, ...coins, ...shares].some(({ ends }) =>
      ends.some((end) => end.processor === processor && end.qubit === qubit),
    );
  const wires = places.flatMap(({ qubits, wireY }, processor) =>
    Array.from({ length: qubits }, (_, qubit): Wire => {
      return {
        processor,
        qubit,
        y: wireY(qubit),
        half: isEnd(processor, qubit),
        measured: outcomeRange(gatesPlaced, wireOf(processor, qubit)),
      };
    }),
  );
  return {
    width: x + SIZE.margin,
    height: places[places.length - 1].bottom + SIZE.margin,
    processors: places.map(({ name, top, bottom }) => ({ name, top, bottom })),
    wires,
    links,
    coins: coinLinks,
    shares: shareLinks,
    shared,
    groups,
    gates: gatesPlaced,
  };
}

/** From a wire's measurement to the last gate that hangs on the outcome. */
function outcomeRange(placed: readonly PlacedGate[], wire: number): Wire['measured'] {
  const measurement = placed.find((gate) => gate.operation.kind === 'measure' && gate.signs[0].wire === wire);
  if (measurement === undefined) return null;
  const uses = placed.filter((gate) => gate.conditioned && gate.signs.some((sign) => sign.wire === wire));
  return { from: measurement.x, to: Math.max(measurement.x, ...uses.map((gate) => gate.x)) };
}
