// What is shared, in the words and marks of the scene.
import type { Resource } from '../../../network/resource.js';
import { SEPARABLE, twoDigits } from './words.js';

/** How something shared is drawn: its colour and its mark. */
export type ArmLook = 'nothing' | 'coin' | 'ebit';

/** A pair that is separable is drawn as coins are, among which it counts. */
export function lookOf({ ebits, fidelity = 1, coins }: Resource): ArmLook {
  if (ebits > 0) return fidelity > SEPARABLE ? 'ebit' : 'coin';
  return coins > 0 ? 'coin' : 'nothing';
}

/** `nothing`, `2 coins`, `1 ebit`, `1 ebit, F = 0.85`, `1 separable pair, F = 0.50`. */
export function armName({ ebits, fidelity = 1, coins }: Resource): string {
  if (ebits > 0) {
    if (fidelity === 1) return '1 ebit';
    return `1 ${fidelity > SEPARABLE ? 'ebit' : 'separable pair'}, F = ${twoDigits(fidelity)}`;
  }
  if (coins > 0) return coins === 1 ? '1 coin' : `${coins} coins`;
  return 'nothing';
}

/** The lines of one colour are told apart by their dashes. */
export function dashOf({ ebits, fidelity = 1, coins }: Resource): string {
  if (ebits > 0 && fidelity <= SEPARABLE) return ' pair';
  return coins === 2 ? ' second' : '';
}
