import { EbitError } from '../errors.js';
import { checkedWord, checkOptions, type OptionNames } from '../options.js';
import { plural } from '../plural.js';
import { shownValue } from '../shown-value.js';
import { bellCorrelations } from './bell-state.js';
import { MAX_PROCESSOR_QUBITS, MAX_PROCESSORS, type Network, network } from './network.js';

/** The shapes of networks that have a name. */
export const TOPOLOGIES = ['line', 'ring', 'star', 'complete'] as const;
/** One of them: who is joined to whom. */
export type Topology = (typeof TOPOLOGIES)[number];

/** What {@link topology} takes besides a shape and a number of parties. */
export interface TopologyOptions {
  /** Of each processor, or one number a processor; as many as its ends take unless told, and at least 1. */
  readonly qubits?: number | readonly number[];
  /** How many ebits each edge of the shape has; 1 unless told. */
  readonly ebitsPerEdge?: number;
  /** Of every ebit, in [1/4, 1]; 1 unless told. */
  readonly fidelity?: number;
}

const optionNames: OptionNames<TopologyOptions> = { qubits: true, ebitsPerEdge: true, fidelity: true };

const NAMES = 'ABCDEFGHIJKLMNOP';

/** Pairs of neighbours, each with the lower number first, in the order in which they take qubits. */
function edgesOf(kind: Topology, parties: number): readonly (readonly [number, number])[] {
  const others = Array.from({ length: parties - 1 }, (_, i) => i + 1);
  switch (kind) {
    case 'line':
      return others.map((i) => [i - 1, i]);
    case 'ring':
      return [...others.map((i) => [i - 1, i] as const), [0, parties - 1]];
    case 'star':
      return others.map((i) => [0, i]);
    case 'complete':
      return others
        .flatMap((j) => Array.from({ length: j }, (_, i) => [i, j] as const))
        .sort(([a, b], [c, d]) => a - c || b - d);
  }
}

function checkedParties(kind: Topology, parties: number): void {
  const least = kind === 'ring' ? 3 : 2;
  if (Number.isInteger(parties) && parties >= least && parties <= MAX_PROCESSORS) return;
  throw new EbitError(
    'network',
    `${kind === 'complete' ? 'A complete network' : `A ${kind}`} of ${shownValue(parties)} parties: give an integer from ${least} to ${MAX_PROCESSORS}.`,
  );
}

/** Qubits of each processor. @param needs - how many ends each has to hold */
function sizesOf(kind: Topology, qubits: TopologyOptions['qubits'], needs: readonly number[], each: number): number[] {
  const given =
    typeof qubits === 'number' ? needs.map(() => qubits) : (qubits ?? needs.map((need) => Math.max(1, need)));
  const what = `${kind === 'complete' ? 'a complete network' : `a ${kind}`} of ${needs.length} parties with ${plural(each, 'ebit')} an edge`;
  const wanted = needs.map((need, p) => `${NAMES[p]} ${need}`).join(', ');
  if (!Array.isArray(given) || given.length !== needs.length) {
    throw new EbitError(
      'network',
      `${shownValue(qubits)} are the qubits of ${what}; give one number, or one a party, at least ${wanted}.`,
    );
  }
  const most = Math.max(...needs);
  if (most > MAX_PROCESSOR_QUBITS) {
    throw new EbitError(
      'network',
      `In ${what} processor ${NAMES[needs.indexOf(most)]} takes ${most} qubits, and a processor has at most ` +
        `${MAX_PROCESSOR_QUBITS}; give fewer parties, or fewer ebits an edge.`,
    );
  }
  return given.map((size: number, p) => {
    if (Number.isInteger(size) && size >= Math.max(1, needs[p]) && size <= MAX_PROCESSOR_QUBITS) return size;
    throw new EbitError(
      'network',
      `${shownValue(size)} qubits at processor ${NAMES[p]}: ${what} takes at least ${wanted}, and a processor has 1 to ` +
        `${MAX_PROCESSOR_QUBITS}; give that many, or fewer ebits an edge.`,
    );
  });
}

/**
 * Returns a network of a named shape, whose edges are ebits.
 *
 *     line      A-B, B-C, C-D, ...
 *     ring      a line whose last party is joined to A; of three or more
 *     star      A-B, A-C, A-D, ...: A is the centre
 *     complete  every party with every other: A-B, A-C, ..., B-C, ...
 *
 * The parties are called A, B, C, ... P. Edge by edge in this order, `ebitsPerEdge` ebits at a time, a half takes the first
 * qubit of its processor that is free: ends are on qubits 0, 1, 2, ..., and what is left of a processor begins in |0>.
 *
 * @param kind - `'line'`, `'ring'`, `'star'` or `'complete'`
 * @param parties - from 2 to 16, of a ring from 3 on
 * @param options - see {@link TopologyOptions}
 * @throws EbitError 'network' for another shape, an option that is not known, a number outside its range, and processors
 *   that are too small for their ends: how many qubits each takes is said
 * @example
 * topology('ring', 4).ebits.length; // 4
 * networkSpec(topology('star', 3, { qubits: 2 })).ebits?.[1].between; // ['A.1', 'C.0']
 * topology('line', 3, { qubits: [1, 2, 4] }).processors[2].qubits; // 4
 */
export function topology(kind: Topology, parties: number, options: TopologyOptions = {}): Network {
  checkedWord('topology', kind, TOPOLOGIES, 'network');
  checkOptions('topology', options, optionNames, 'network');
  checkedParties(kind, parties);
  const { qubits, ebitsPerEdge = 1, fidelity = 1 } = options;
  if (!Number.isInteger(ebitsPerEdge) || ebitsPerEdge < 0 || ebitsPerEdge > MAX_PROCESSOR_QUBITS) {
    throw new EbitError(
      'network',
      `${shownValue(ebitsPerEdge)} ebits an edge: give an integer from 0 to ${MAX_PROCESSOR_QUBITS}.`,
    );
  }
  // Without ebits no state would ever look at the fidelity, and a slip in it would pass unseen.
  bellCorrelations({ kind: 'werner', fidelity });
  const taken = new Array<number>(parties).fill(0);
  const place = (party: number) => `${NAMES[party]}.${taken[party]++}`;
  const ebits = edgesOf(kind, parties).flatMap(([a, b]) =>
    Array.from({ length: ebitsPerEdge }, () => ({ between: [place(a), place(b)] as const, fidelity })),
  );
  const sizes = sizesOf(kind, qubits, taken, ebitsPerEdge);
  return network({ processors: sizes.map((size, p) => ({ name: NAMES[p], qubits: size })), ebits });
}
