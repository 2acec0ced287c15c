import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/** The Pauli operator whose eigenstates a coin's bit is written in: |0> and |1>, or |+> and |->. */
export type CoinBasis = 'Z' | 'X';

/** The bases that a coin may have; the first is the default. */
export const COIN_BASES = ['Z', 'X'] as const satisfies readonly CoinBasis[];

/** The probability of bit 0 unless told. */
export const FAIR = 0.5;

/** @throws EbitError 'network' for what is no probability strictly between 0 and 1 */
export function checkHeads(heads: number): void {
  if (heads === 0 || heads === 1) {
    throw new EbitError(
      'network',
      `A coin whose heads is ${heads} always falls alike: it is a constant, no coin; give a probability between 0 and 1, or leave it out.`,
    );
  }
  if (!(heads > 0 && heads < 1)) {
    throw new EbitError(
      'network',
      `A coin's heads is ${shownValue(heads)}; it is the probability of bit 0, give one between 0 and 1, such as 1/2.`,
    );
  }
}
