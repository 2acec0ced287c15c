// What two processors may share, as plain data: pairs, all of one fidelity, and coins.
import { plural } from '../plural.js';
import { type BellWeights, bellCorrelations } from './bell-state.js';
import { isPairEntangled } from './shared-states.js';

/** What two processors share. */
export interface Resource {
  readonly ebits: number;
  /** Of every ebit; 1 unless told. */
  readonly fidelity?: number | undefined;
  readonly coins: number;
  /** Where the one ebit comes from, and in which state; nothing is said of that unless told. */
  readonly linked?: LinkedPair | undefined;
}

/** A pair of a link, as it is when a shot begins. */
export interface LinkedPair {
  /** How often it was distilled. */
  readonly rounds: number;
  readonly weights: BellWeights;
  /** New pairs of the link that a shot takes, on average. */
  readonly pairs: number;
  /** That a shot takes, on average. */
  readonly seconds: number;
}

/** What it is that is shared: nothing, only what processors that have talked could make, or something entangled. */
export type ResourceKind = 'nothing' | 'correlated' | 'entangled';

/**
 * Returns what kind of thing is shared: pairs of a fidelity of at most 1/2 are separable, as coins are.
 *
 * @throws EbitError 'network' for a fidelity outside [1/4, 1]
 */
export function resourceKind({ ebits, fidelity = 1, coins, linked }: Resource): ResourceKind {
  const state =
    linked === undefined
      ? ({ kind: 'werner', fidelity } as const)
      : ({ kind: 'weights', weights: linked.weights } as const);
  if (ebits > 0 && isPairEntangled(bellCorrelations(state))) return 'entangled';
  return ebits > 0 || coins > 0 ? 'correlated' : 'nothing';
}

/** `F = 0.85`, `F = 0.8382, 1 round`; null for perfect ebits of which nothing else is said. */
function stateName({ fidelity = 1, linked }: Resource): string | null {
  if (linked === undefined) return fidelity === 1 ? null : `F = ${fidelity}`;
  const { rounds, weights } = linked;
  return `F = ${Number(weights.phiPlus.toFixed(4))}${rounds === 0 ? '' : `, ${plural(rounds, 'round')}`}`;
}

/**
 * Returns what is shared in words: `nothing shared`, `1 ebit`, `2 separable pairs (F = 0.5)`, `1 ebit (F = 0.85) and 2 coins`,
 * `1 ebit (F = 0.8382, 1 round)` of a link that distils.
 */
export function resourceName(resource: Resource): string {
  const { ebits, coins } = resource;
  const state = stateName(resource);
  const pairs = resourceKind(resource) === 'entangled' ? 'ebit' : 'separable pair';
  const said = [
    ...(ebits === 0 ? [] : [`${plural(ebits, pairs)}${state === null ? '' : ` (${state})`}`]),
    ...(coins === 0 ? [] : [plural(coins, 'coin')]),
  ];
  return said.length === 0 ? 'nothing shared' : said.join(' and ');
}

/** How many pairs so many shots use up, those of a link as it makes them: on average, rounded up. */
export function pairsOf({ ebits, linked }: Resource, shots: number): number {
  return linked === undefined ? shots * ebits : Math.ceil(shots * linked.pairs - 1e-6);
}

/**
 * Returns what so many shots of a decision use up: `61 shots (122 pairs)`, `301 shots (602 coins, no pairs)`, `25 shots`; over a
 * link `61 shots (179 new pairs, 3.51 s)`.
 */
export function priceName(resource: Resource, shots: number): string {
  const { ebits, coins, linked } = resource;
  const used = [
    ...(ebits === 0 ? [] : [plural(pairsOf(resource, shots), linked === undefined ? 'pair' : 'new pair')]),
    ...(coins === 0 ? [] : [plural(shots * coins, 'coin')]),
    ...(ebits === 0 && coins > 0 ? ['no pairs'] : []),
    ...(linked === undefined ? [] : [`${Number((shots * linked.seconds).toPrecision(3))} s`]),
  ];
  return `${plural(shots, 'shot')}${used.length === 0 ? '' : ` (${used.join(', ')})`}`;
}
