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
