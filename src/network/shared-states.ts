import { checkedNetwork } from './checked-network.js';
import type { Ebit, Network } from './network.js';

/** One thing that two processors share, and whether it is entangled. */
export interface SharedState {
  readonly kind: 'ebit' | 'coin';
  /** Its two qubits, `processor.qubit`. */
  readonly between: readonly [string, string];
  /** False where the state is separable: made by processors that have talked, without any quantum channel. */
  readonly entangled: boolean;
}

/** Fidelity 1/2 is separable, also where its weight of a Bell state was rounded. */
const ROUNDING = 1e-12;

/**
 * Whether a pair with the correlations (t_X, t_Y, t_Z) of a Bell-diagonal state is entangled: where its largest Bell weight
 * is above 1/2.
 */
export function isPairEntangled([x, y, z]: Ebit['correlations']): boolean {
  const weights = [1 + x - y + z, 1 - x + y + z, 1 + x + y - z, 1 - x - y - z].map((sum) => sum / 4);
  return Math.max(...weights) > 0.5 + ROUNDING;
}

/**
 * Returns what the processors of a network share, and which of it is entangled.
 *
 * A Bell-diagonal state is entangled exactly where its partial transpose is not positive:
 *
 *     max of the four Bell weights > 1/2        (a Werner state: F > 1/2)
 *
 * by more than 1e-12. A coin is separable, whatever it is.
 *
 * @param network - what {@link network} or `bellNetwork` returns
 * @returns a record for every ebit in the network's order, then for every coin
 * @throws EbitError 'network' for what is no network
 * @example
 * sharedStates(bellNetwork({ ebits: 1, coins: 1 })).map(({ entangled }) => entangled); // [true, false]
 */
export function sharedStates(network: Network): SharedState[] {
  const { processors, ebits, coins } = checkedNetwork(network);
  const between = ([a, b]: Ebit['ends']) =>
    [a, b].map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`) as [string, string];
  return [
    ...ebits.map(({ ends, correlations }) => ({
      kind: 'ebit' as const,
      between: between(ends),
      entangled: isPairEntangled(correlations),
    })),
    ...coins.map((coin) => ({ kind: 'coin' as const, between: between(coin.ends), entangled: false })),
  ];
}
