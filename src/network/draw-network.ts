import { checkedWhole, checkOptions } from '../options.js';
import { plural } from '../plural.js';
import { checkedNetwork } from './checked-network.js';
import type { Kind } from './ends.js';
import { type NetworkLink, networkLinks } from './links.js';
import type { Network } from './network.js';

/** How {@link drawNetwork} draws. */
export interface DrawNetworkOptions {
  /** Characters of a line at most, 20 to 10000; 100 unless told. */
  readonly width?: number;
}

const SIGNS: Readonly<Record<Kind, string>> = { ebit: '●', coin: '○', share: '◆' };
const KINDS = ['ebit', 'coin', 'share'] as const satisfies readonly Kind[];

/** Characters from one column of links to the next. */
const STEP = 4;
const WIDTH = 100;

const firstOf = ({ processors }: NetworkLink): number => processors[0];
const lastOf = ({ processors }: NetworkLink): number => processors[processors.length - 1];

/** Links in columns: those of one column lie above one another and do not touch. */
function columnsOf(links: readonly NetworkLink[]): NetworkLink[][] {
  const columns: NetworkLink[][] = [];
  const ordered = [...links].sort(
    (a, b) => lastOf(a) - firstOf(a) - (lastOf(b) - firstOf(b)) || firstOf(a) - firstOf(b),
  );
  for (const link of ordered) {
    const free = columns.find((column) =>
      column.every((other) => lastOf(other) < firstOf(link) || lastOf(link) < firstOf(other)),
    );
    if (free === undefined) columns.push([link]);
    else free.push(link);
  }
  return columns;
}

/** What stands in a column beside a processor, or in the gap below it. */
function cellOf(column: readonly NetworkLink[], processor: number, isGap: boolean): { sign: string; count: number } {
  const link = column.find(
    (one) => firstOf(one) <= processor && (isGap ? processor < lastOf(one) : processor <= lastOf(one)),
  );
  if (link === undefined) return { sign: ' ', count: 1 };
  if (isGap) return { sign: '│', count: processor === firstOf(link) ? link.resources.length : 1 };
  return { sign: link.processors.includes(processor) ? SIGNS[link.kind] : '│', count: 1 };
}

function lineDrawing(names: readonly string[], columns: readonly (readonly NetworkLink[])[]): string[] {
  const room = Math.max(...names.map((name) => name.length));
  return names.flatMap((name, p) => {
    const own = columns.map((column) => cellOf(column, p, false));
    const reach = own.reduce((far, { sign }, c) => (sign === ' ' || sign === '│' ? far : c), -1);
    const wire = own.map(({ sign }, c) => {
      const isWire = c <= reach;
      const shown = isWire && sign === '│' ? '┼' : isWire && sign === ' ' ? '─' : sign;
      return `${(isWire ? '─' : ' ').repeat(STEP - 1)}${shown}`;
    });
    const line = `${name.padEnd(room)} ${wire.join('')}`.trimEnd();
    if (p === names.length - 1) return [line];
    const gap = columns.map((column) => {
      const { sign, count } = cellOf(column, p, true);
      return { sign, text: count === 1 ? '' : String(count) };
    });
    const below = gap.map(({ sign }, c) => {
      const before = gap[c - 1]?.text ?? '';
      return `${before.padEnd(STEP - 1)}${sign}`;
    });
    return [line, `${' '.repeat(room + 1)}${below.join('')}${gap.at(-1)?.text ?? ''}`.trimEnd()];
  });
}

/** Where there are more links than columns fit: how many of each pair of processors, and the others by their names. */
function tableDrawing(network: Network, links: readonly NetworkLink[]): string[] {
  const names = network.processors.map(({ name }) => name);
  const counts = names.map(() => names.map(() => 0));
  const others = links.filter(({ processors }) => processors.length > 2);
  for (const { processors, resources } of links) {
    if (processors.length > 2) continue;
    const [a, b] = processors;
    counts[a][b] += resources.length;
    counts[b][a] += resources.length;
  }
  const room = Math.max(2, ...names.map((name) => name.length)) + 1;
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padStart(room))
      .join('')
      .trimEnd();
  return [
    'how many are shared by two processors:',
    row(['', ...names]),
    ...names.map((name, p) =>
      row([name, ...counts[p].map((count, q) => (p === q ? '' : count === 0 ? '·' : String(count)))]),
    ),
    ...others.map(
      ({ kind, processors, resources }) =>
        `${plural(resources.length, kind)} of ${processors.map((p) => names[p]).join(', ')}`,
    ),
  ];
}

/**
 * Draws a network as text: a line for each processor, and a line down between those that share something.
 *
 *     A 2 qubits ───●───────●
 *                   │       │
 *     B 2 qubits ───●───●   │
 *                       │   │
 *     C 2 qubits ───────●───●
 *
 *     ● ebit
 *
 * A ● is the end of an ebit, a ○ that of a coin, a ◆ that of a share; what stands in one line down belongs together, a number
 * beside it says how many there are, and a ┼ joins nothing. Where the lines down do not fit beside each other, a table says
 * how many each pair of processors shares.
 *
 * @param network - what `network`, `topology` or `bellNetwork` returns
 * @param options - see {@link DrawNetworkOptions}
 * @throws EbitError 'network' for what is no network, 'config' for an unknown option, 'range' for a width outside its limits
 * @example
 * drawNetwork(topology('line', 3)).split('\n')[0]; // 'A 1 qubit  ───●'
 */
export function drawNetwork(network: Network, options: DrawNetworkOptions = {}): string {
  const made = checkedNetwork(network);
  checkOptions('drawNetwork', options, { width: true });
  const width = checkedWhole('The width', options.width ?? WIDTH, 20, 10_000);
  const links = networkLinks(made);
  const names = made.processors.map(({ name, qubits }) => `${name} ${plural(qubits, 'qubit')}`);
  const columns = columnsOf(links);
  const lines = lineDrawing(names, columns);
  const drawn = lines.some((line) => line.length > width) ? tableDrawing(made, links) : lines;
  const kinds = KINDS.filter((kind) => links.some((link) => link.kind === kind));
  if (drawn !== lines || kinds.length === 0) return drawn.join('\n');
  return [...drawn, '', kinds.map((kind) => `${SIGNS[kind]} ${kind}`).join('   ')].join('\n');
}
