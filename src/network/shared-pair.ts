// Two qubits of different processors and the state that they share, whatever it is, as a table over Pauli strings.
import type { Coin, Ebit, EbitEnd, Network } from './network.js';

/** One entry of the table: the Paulis at both ends as digits (I, X, Y, Z are 0, 1, 2, 3), and its weight. */
export interface PauliTerm {
  readonly digits: readonly [number, number];
  readonly weight: number;
}

/** Two qubits in the state rho = 1/4 sum over the terms of weight P(x)Q; the term of I(x)I has the weight 1. */
export interface SharedPair {
  readonly kind: 'ebit' | 'coin';
  readonly ends: readonly [EbitEnd, EbitEnd];
  readonly terms: readonly PauliTerm[];
}

/** An ebit's table is diagonal: t_P P(x)P. Weights of 0 are among them, so that every ebit has four terms. */
function ebitTerms({ correlations }: Ebit): PauliTerm[] {
  return [1, ...correlations].map((weight, digit) => ({ digits: [digit, digit], weight }));
}

/** A coin's table is that of a bit: with b = 2 heads - 1 the mean of its sign, I(x)I + b I(x)P + b P(x)I + P(x)P. */
function coinTerms({ heads, basis }: Coin): PauliTerm[] {
  const digit = basis === 'Z' ? 3 : 1;
  const bias = 2 * heads - 1;
  const alone: PauliTerm[] = [
    { digits: [0, digit], weight: bias },
    { digits: [digit, 0], weight: bias },
  ];
  return [{ digits: [0, 0], weight: 1 }, ...(bias === 0 ? [] : alone), { digits: [digit, digit], weight: 1 }];
}

/** Everything that pairs of qubits share: the network's ebits in their order, then its coins. */
export function sharedPairs({ ebits, coins }: Network): SharedPair[] {
  return [
    ...ebits.map((ebit) => ({ kind: 'ebit' as const, ends: ebit.ends, terms: ebitTerms(ebit) })),
    ...coins.map((coin) => ({ kind: 'coin' as const, ends: coin.ends, terms: coinTerms(coin) })),
  ];
}
