// Where the parties of a network and what joins them stand in its picture.
import type { Kind } from '../../../network/ends.js';
import { type NetworkLink, networkLinks } from '../../../network/links.js';
import type { Network } from '../../../network/network.js';
import { sharedStates } from '../../../network/shared-states.js';
import { sharedLines } from '../../../network/words.js';
import { plural } from '../../../plural.js';

/** A point of the picture, in its own units. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** One party in its place. */
export interface PlacedParty extends Point {
  readonly name: string;
  readonly qubits: number;
}

/** What some parties share, in its place. */
export interface PlacedLink {
  readonly key: string;
  readonly kind: Kind;
  /** Such as `2 ebits`. */
  readonly text: string;
  /** A sentence with the qubits and the states. */
  readonly title: string;
  readonly isEntangled: boolean;
  /** The strokes of its picture: one from party to party, or one from each to the middle. */
  readonly paths: readonly string[];
  /** Where its text stands, and the middle of what joins more than two. */
  readonly middle: Point;
  readonly isHub: boolean;
}

/** A network's picture. */
export interface NetworkDrawing {
  readonly width: number;
  readonly height: number;
  readonly parties: readonly PlacedParty[];
  readonly links: readonly PlacedLink[];
  /** Whether there is room for the links' texts. */
  readonly hasTexts: boolean;
  /** The whole picture in a sentence, for readers of the screen. */
  readonly label: string;
}

/** Half the size of a party's circle, and the room around the picture for it and its texts. */
export const PARTY = 26;
const ROOM = 44;
/** Links beyond which their texts would lie over each other. */
const MOST_TEXTS = 16;
/** How far two links of the same parties stand apart. */
const APART = 34;

function ringOf(count: number): { readonly radius: number; at(p: number): Point } {
  const radius = count <= 2 ? 90 : Math.max(110, 18 * count);
  // Two parties stand side by side; of more the first is on top and they go around with the clock.
  const start = count === 2 ? Math.PI : -Math.PI / 2;
  return {
    radius,
    at: (p) => {
      const angle = start + (2 * Math.PI * p) / count;
      return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
    },
  };
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
const said = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;

/** The place `offset` beside the middle of two points. */
function beside(a: Point, b: Point, offset: number): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [across, along] = [(b.y - a.y) / length, (b.x - a.x) / length];
  return { x: (a.x + b.x) / 2 - across * offset, y: (a.y + b.y) / 2 + along * offset };
}

/** Returns the picture of a network: its parties around a circle, or side by side, and a line for all of a kind that they share. */
export function layOutNetwork(network: Network): NetworkDrawing {
  const names = network.processors.map(({ name }) => name);
  const { radius, at } = ringOf(names.length);
  const side = names.length <= 2 ? 2 * ROOM + 30 : 2 * (radius + ROOM);
  const centre = { x: radius + ROOM, y: side / 2 };
  const points = names.map((_, p) => ({ x: centre.x + at(p).x, y: centre.y + (names.length === 1 ? 0 : at(p).y) }));
  const lines = sharedLines(network);
  const states = sharedStates(network);
  const links = networkLinks(network);
  const place = (link: NetworkLink): Pick<PlacedLink, 'paths' | 'middle' | 'isHub'> => {
    const ends = link.processors.map((p) => points[p]);
    const same = links.filter(({ processors }) => processors.join() === link.processors.join());
    const offset = (same.indexOf(link) - (same.length - 1) / 2) * APART;
    if (ends.length === 2) {
      // The top of a quadratic curve lies halfway to its control point.
      const bend = beside(ends[0], ends[1], 2 * offset);
      return {
        paths: [`M${said(ends[0])}Q${said(bend)} ${said(ends[1])}`],
        middle: beside(ends[0], ends[1], offset),
        isHub: false,
      };
    }
    const mean = (of: (point: Point) => number) => ends.reduce((sum, end) => sum + of(end), 0) / ends.length;
    const middle = { x: mean(({ x }) => x) + offset, y: mean(({ y }) => y) };
    return { paths: ends.map((end) => `M${said(end)}L${said(middle)}`), middle, isHub: true };
  };
  const placed = links.map((link): PlacedLink => {
    const joined = link.processors.map((p) => names[p]);
    const text = plural(link.resources.length, link.kind);
    return {
      key: `${link.kind} ${joined.join('-')}`,
      kind: link.kind,
      text,
      title: `${joined.join(' – ')}: ${text} (${link.resources.map((resource) => lines[resource]).join('; ')})`,
      isEntangled: link.resources.some((resource) => states[resource].entangled !== false),
      ...place(link),
    };
  });
  const what = placed.map(({ title }) => title.replace(/ \(.*/, '')).join('; ');
  return {
    width: 2 * (radius + ROOM),
    height: side,
    parties: network.processors.map(({ name, qubits }, p) => ({ name, qubits, ...points[p] })),
    links: placed,
    hasTexts: placed.length <= MOST_TEXTS,
    label: `Network of ${names.length === 1 ? '1 party' : `${names.length} parties`}, ${names.join(', ')}. ${what === '' ? 'They share nothing' : what}.`,
  };
}
