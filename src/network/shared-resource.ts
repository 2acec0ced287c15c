// Qubits of different processors and the state that they share, whatever it is, as a list over Pauli strings.
import type { Ends, Kind } from './ends.js';
import { waitedTerms } from './memory.js';
import type { Coin, Ebit, Network } from './network.js';
import { type PauliTerm, sortedTerms } from './pauli-terms.js';
import { shareTerms } from './share.js';
import { pauliTable } from './two-qubit-state.js';

/**
 * Qubits of two or more processors in the state
 *
 *     rho = 2^-k sum over the terms of weight P_1 x ... x P_k
 *
 * for k ends, in the order of the strings' digits; the term of I x ... x I is the first and has the weight 1. Terms of weight
 * 0 are left out, but for the four of an ebit that has no others.
 */
export interface SharedResource {
  readonly kind: Kind;
  /** The first is the first factor; no two lie in one processor. */
  readonly ends: Ends;
  readonly terms: readonly PauliTerm[];
}

/** A diagonal list: t_P P(x)P. Weights of 0 are among them, so that every such ebit has four terms. */
function diagonalTerms(correlations: readonly number[]): PauliTerm[] {
  return [1, ...correlations].map((weight, digit) => ({ digits: [digit, digit], weight }));
}

/** Terms of two ends; those of a diagonal list are four. */
function pairTerms(terms: readonly PauliTerm[]): PauliTerm[] {
  if (terms.some(({ digits: [a, b], weight }) => a !== b && weight !== 0)) return sortedTerms(terms);
  const weightOf = (digit: number) => terms.find(({ digits }) => digits.every((own) => own === digit))?.weight ?? 0;
  return diagonalTerms([1, 2, 3].map(weightOf));
}

/** An ebit's list before it has waited. */
function ebitTerms({ state, correlations }: Ebit): PauliTerm[] {
  if (state.kind === 'werner' || state.kind === 'weights') return diagonalTerms(correlations);
  const table = pauliTable(state);
  return pairTerms(table.flatMap((row, p) => row.map((weight, q) => ({ digits: [p, q], weight }))));
}

/** A coin's list is that of a bit: P where a subset of the ends has it, 1 on even subsets, 2 heads - 1 on odd ones. */
function coinTerms({ ends, heads, basis }: Coin): PauliTerm[] {
  const digit = basis === 'Z' ? 3 : 1;
  const bias = 2 * heads - 1;
  const terms: PauliTerm[] = [];
  for (let subset = 0; subset < 1 << ends.length; subset++) {
    const digits = ends.map((_, i) => digit * ((subset >> (ends.length - 1 - i)) & 1));
    const isOdd = digits.filter((own) => own !== 0).length % 2 === 1;
    terms.push({ digits, weight: isOdd ? bias : 1 });
  }
  return sortedTerms(terms);
}

/** What is left of terms after the waiting of their ends. */
function waited(
  terms: readonly PauliTerm[],
  { ends, ages }: { readonly ends: SharedResource['ends']; readonly ages?: readonly number[] },
  { processors }: Network,
): readonly PauliTerm[] {
  if (ages === undefined) return terms;
  const memories = ends.map(({ processor }) => processors[processor].memory);
  return waitedTerms(terms, memories, ages);
}

/** Everything that is shared as it is when it is used: the network's ebits in their order, then its coins, then its shares. */
export function sharedResources(network: Network): SharedResource[] {
  return [
    ...network.ebits.map((ebit): SharedResource => {
      const terms = ebitTerms(ebit);
      return { kind: 'ebit', ends: ebit.ends, terms: ebit.ages ? pairTerms(waited(terms, ebit, network)) : terms };
    }),
    ...network.coins.map((coin): SharedResource => ({ kind: 'coin', ends: coin.ends, terms: coinTerms(coin) })),
    ...network.shares.map(
      (share): SharedResource => ({
        kind: 'share',
        ends: share.ends,
        terms: waited(shareTerms(share), share, network),
      }),
    ),
  ];
}
