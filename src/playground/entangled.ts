import { plural } from '../plural.js';

/** What the rounding of a pair's numbers may add up to. */
const ROUNDING = 1e-12;

/** Whether a Werner pair of this fidelity is entangled: above 1/2; up to there a mixture of product states is the same. */
export function isEntangled(fidelity: number): boolean {
  return fidelity > 1 / 2 + ROUNDING;
}

/** What two parties share: so many pairs of one fidelity, and so many public coins. */
export interface SharedResource {
  readonly ebits: number;
  readonly coins: number;
  readonly fidelity: number;
}

/** `one ebit`, `2 coins`. */
function countText(count: number, one: string): string {
  return count === 1 ? `one ${one}` : plural(count, one);
}

function pairsText({ ebits, fidelity }: SharedResource): string {
  if (fidelity === 1) return countText(ebits, 'ebit');
  const pairs = `${countText(ebits, 'pair')} of fidelity ${fidelity}`;
  return isEntangled(fidelity) ? pairs : `${pairs} (separable)`;
}

/**
 * What two parties share, after `with`: `one ebit`, `2 pairs of fidelity 0.4 (separable)`, `one ebit and 2 coins`, `nothing
 * shared`.
 */
export function sharedText(resource: SharedResource): string {
  const { ebits, coins } = resource;
  const parts = [...(ebits > 0 ? [pairsText(resource)] : []), ...(coins > 0 ? [countText(coins, 'coin')] : [])];
  return parts.length === 0 ? 'nothing shared' : parts.join(' and ');
}
