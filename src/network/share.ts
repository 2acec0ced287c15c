// Shares: states of two and more processors that Pauli strings define, such as GHZ and graph states.
import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import type { Ends } from './ends.js';
import { type PauliTerm, sortedTerms } from './pauli-terms.js';
import { ghzGenerators, graphGenerators, type SignedString, stabiliserGroup } from './stabiliser.js';

/** How many processors a share joins at most: a pure one of 8 has 256 coefficients. */
export const MAX_SHARE_PARTIES = 8;

/** The names of states that need no generators. */
export const SHARE_STATES = ['ghz'] as const;
export type ShareStateName = (typeof SHARE_STATES)[number];

/** How a share's state was described: by name, by generators of its stabiliser group, or as a graph over its places. */
export type ShareState =
  | { readonly kind: ShareStateName }
  | { readonly kind: 'generators'; readonly generators: readonly string[] }
  | { readonly kind: 'graph'; readonly edges: readonly (readonly [number, number])[] };

/**
 * Qubits of two to eight different processors in a stabiliser state seen through white noise,
 *
 *     rho = 2^-k (1 + visibility sum of sign P_1 x ... x P_k over the group but its identity)
 */
export interface Share {
  readonly ends: Ends;
  readonly state: ShareState;
  /** In [0, 1]. */
  readonly visibility: number;
  /** How long each end waits before it is used, in seconds; not there where none waits. */
  readonly ages?: readonly number[];
}

/** The generators of a state over so many places. */
export function generatorsOf(state: ShareState, length: number): readonly string[] {
  if (state.kind === 'generators') return state.generators;
  return state.kind === 'ghz' ? ghzGenerators(length) : graphGenerators(state.edges, length);
}

/** The group of a share that was checked. */
export function groupOf({ ends, state }: Pick<Share, 'ends' | 'state'>): SignedString[] {
  return stabiliserGroup('The share', generatorsOf(state, ends.length), ends.length);
}

/** The coefficients of a share's state. */
export function shareTerms(share: Share): PauliTerm[] {
  return sortedTerms(
    groupOf(share).map(({ digits, sign }, i) => ({ digits, weight: i === 0 ? 1 : sign * share.visibility })),
  );
}

/**
 * Checks what a share says of its state.
 *
 * @param what - as the beginning of a sentence: `The share between A.0 and B.0`
 * @throws EbitError 'network' for a visibility outside [0, 1], edges that join no two places, and generators as
 *   {@link stabiliserGroup}
 */
export function checkShare(what: string, state: ShareState, visibility: number, length: number): void {
  if (!(visibility >= 0 && visibility <= 1)) {
    throw new EbitError(
      'network',
      `${what} has a visibility of ${shownValue(visibility)}; give one in [0, 1], 1 for no noise.`,
    );
  }
  if (state.kind === 'graph') checkEdges(what, state.edges, length);
  if (state.kind === 'generators' && state.generators.length === 0) {
    throw new EbitError(
      'network',
      `${what} has no generators; give 1 to ${length} of them, such as "${ghzGenerators(length)[0]}".`,
    );
  }
  stabiliserGroup(what, generatorsOf(state, length), length);
}

function checkEdges(what: string, edges: readonly (readonly [number, number])[], length: number): void {
  const known = new Set<number>();
  for (const edge of edges) {
    const place = edge.find((at) => !Number.isInteger(at) || at < 0 || at >= length);
    if (place !== undefined) {
      throw new EbitError(
        'network',
        `${what} has a graph with the place ${shownValue(place)}; its places are 0 to ${length - 1}, in the order of "between".`,
      );
    }
    const [a, b] = [Math.min(...edge), Math.max(...edge)];
    if (a === b) {
      throw new EbitError('network', `${what} has a graph with an edge from ${a} to itself; an edge joins two places.`);
    }
    if (known.has(length * a + b)) {
      throw new EbitError(
        'network',
        `${what} has a graph with the edge ${a}, ${b} twice, which undoes it; give it once, or not at all.`,
      );
    }
    known.add(length * a + b);
  }
}
