import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';

/** Probabilities of the four Bell states in a Bell-diagonal mixture; they sum to 1. */
export interface BellWeights {
  readonly phiPlus: number;
  readonly phiMinus: number;
  readonly psiPlus: number;
  readonly psiMinus: number;
}

/** How an ebit's state was described: a Werner state by its fidelity, or any Bell-diagonal state by its weights. */
export type BellState =
  | { readonly kind: 'werner'; readonly fidelity: number }
  | { readonly kind: 'weights'; readonly weights: BellWeights };

/** How far the four weights may sum from 1: room for decimals typed by hand, far below what any result shows. */
export const WEIGHT_SUM_TOLERANCE = 1e-9;

/**
 * Returns the correlations (t_X, t_Y, t_Z) of a Bell-diagonal state rho = 1/4 (1 + sum_P t_P P(x)P).
 *
 * t_P is the expectation of P(x)P, +1 or -1 in each Bell state:
 *
 *     t_X = phiPlus - phiMinus + psiPlus - psiMinus
 *     t_Y = -phiPlus + phiMinus + psiPlus - psiMinus
 *     t_Z = phiPlus + phiMinus - psiPlus - psiMinus
 *
 * A Werner state of fidelity F holds |Phi+> with weight F and the other three equally: t = (f, -f, f), f = (4F-1)/3.
 *
 * @param state - a fidelity in [1/4, 1] (1/4 is no correlation at all) or four weights, none negative, with sum 1
 * @returns three numbers in [-1, 1]; dimensionless
 * @throws EbitError 'network' if the fidelity or a weight is outside its range, or the sum is off by more than 1e-9
 * @example
 * bellCorrelations({ kind: 'werner', fidelity: 1 }); // [1, -1, 1], the state |Phi+>
 */
export function bellCorrelations(state: BellState): readonly [number, number, number] {
  if (state.kind === 'werner') {
    const { fidelity } = state;
    if (!isNumber(fidelity) || !(fidelity >= 0.25 && fidelity <= 1)) {
      throw new EbitError(
        'network',
        `A fidelity of ${shownValue(fidelity)} is outside [1/4, 1]; give one within, 1 for |Phi+>.`,
      );
    }
    const f = (4 * fidelity - 1) / 3;
    return [f, -f, f];
  }
  const { phiPlus, phiMinus, psiPlus, psiMinus } = state.weights;
  for (const [name, weight] of Object.entries({ phiPlus, phiMinus, psiPlus, psiMinus })) {
    if (!isNumber(weight) || !(weight >= 0 && weight <= 1)) {
      throw new EbitError(
        'network',
        `The Bell weight ${name} is ${shownValue(weight)}; it is a probability, give one in [0, 1].`,
      );
    }
  }
  const sum = phiPlus + phiMinus + psiPlus + psiMinus;
  if (Math.abs(sum - 1) > WEIGHT_SUM_TOLERANCE) {
    throw new EbitError(
      'network',
      `The four Bell weights sum to ${sum}, not 1 (within 1e-9); divide them by their sum.`,
    );
  }
  return [
    phiPlus - phiMinus + psiPlus - psiMinus,
    -phiPlus + phiMinus + psiPlus - psiMinus,
    phiPlus + phiMinus - psiPlus - psiMinus,
  ];
}

/** A text such as '0.9' compares as a number, and would be one only in half of what follows. */
function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
