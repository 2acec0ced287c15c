// What two processors may share, as plain data: pairs, all of one fidelity, and coins.
import { plural } from '../plural.js';
import { bellCorrelations } from './bell-state.js';
import { isPairEntangled } from './shared-states.js';

/** What two processors share. */
export interface Resource {
  readonly ebits: number;
  /** Of every ebit; 1 unless told. */
  readonly fidelity?: number | undefined;
  readonly coins: number;
}

/** What it is that is shared: nothing, only what processors that have talked could make, or something entangled. */
export type ResourceKind = 'nothing' | 'correlated' | 'entangled';

/**
 * Returns what kind of thing is shared: pairs of a fidelity of at most 1/2 are separable, as coins are.
 *
 * @throws EbitError 'network' for a fidelity outside [1/4, 1]
 */
export function resourceKind({ ebits, fidelity = 1, coins }: Resource): ResourceKind {
  if (ebits > 0 && isPairEntangled(bellCorrelations({ kind: 'werner', fidelity }))) return 'entangled';
  return ebits > 0 || coins > 0 ? 'correlated' : 'nothing';
}

/** Returns what is shared in words: `nothing shared`, `1 ebit`, `2 separable pairs (F = 0.5)`, `1 ebit (F = 0.85) and 2 coins`. */
export function resourceName(resource: Resource): string {
  const { ebits, fidelity = 1, coins } = resource;
  const pairs = resourceKind(resource) === 'entangled' ? 'ebit' : 'separable pair';
  const said = [
    ...(ebits === 0 ? [] : [`${plural(ebits, pairs)}${fidelity === 1 ? '' : ` (F = ${fidelity})`}`]),
    ...(coins === 0 ? [] : [plural(coins, 'coin')]),
  ];
  return said.length === 0 ? 'nothing shared' : said.join(' and ');
}

/** Returns what so many shots of a decision use up: `61 shots (122 pairs)`, `301 shots (602 coins, no pairs)`, `25 shots`. */
export function priceName({ ebits, coins }: Resource, shots: number): string {
  const used = [
    ...(ebits === 0 ? [] : [plural(shots * ebits, 'pair')]),
    ...(coins === 0 ? [] : [plural(shots * coins, 'coin')]),
    ...(ebits === 0 && coins > 0 ? ['no pairs'] : []),
  ];
  return `${plural(shots, 'shot')}${used.length === 0 ? '' : ` (${used.join(', ')})`}`;
}
