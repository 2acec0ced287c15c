// Qubits of different processors and the state that they share, whatever it is, as a list over Pauli strings.
import type { Coin, Ebit, EbitEnd, Network } from './network.js';

/** One entry of the list: the Paulis at the ends as digits (I, X, Y, Z are 0, 1, 2, 3), and its weight. */
export interface PauliTerm {
  /** One an end. */
  readonly digits: readonly number[];
  readonly weight: number;
}

/**
 * Qubits of two or more processors in the state
 *
 *     rho = 2^-k sum over the terms of weight P_1 x ... x P_k
 *
 * for k ends; the term of I x ... x I has the weight 1.
 */
export interface SharedResource {
  readonly kind: 'ebit' | 'coin';
  /** The first is the first factor; no two lie in one processor. */
  readonly ends: readonly EbitEnd[];
  readonly terms: readonly PauliTerm[];
}

/** An ebit's list is diagonal: t_P P(x)P. Weights of 0 are among them, so that every ebit has four terms. */
function ebitTerms({ correlations }: Ebit): PauliTerm[] {
  return [1, ...correlations].map((weight, digit) => ({ digits: [digit, digit], weight }));
}

/** A coin's list is that of a bit: with b = 2 heads - 1 the mean of its sign, I(x)I + b I(x)P + b P(x)I + P(x)P. */
function coinTerms({ heads, basis }: Coin): PauliTerm[] {
  const digit = basis === 'Z' ? 3 : 1;
  const bias = 2 * heads - 1;
  const alone: PauliTerm[] = [
    { digits: [0, digit], weight: bias },
    { digits: [digit, 0], weight: bias },
  ];
  return [{ digits: [0, 0], weight: 1 }, ...(bias === 0 ? [] : alone), { digits: [digit, digit], weight: 1 }];
}

/** Everything that is shared: the network's ebits in their order, then its coins. */
export function sharedResources({ ebits, coins }: Network): SharedResource[] {
  return [
    ...ebits.map((ebit) => ({ kind: 'ebit' as const, ends: ebit.ends, terms: ebitTerms(ebit) })),
    ...coins.map((coin) => ({ kind: 'coin' as const, ends: coin.ends, terms: coinTerms(coin) })),
  ];
}
