/** What the rounding of a pair's numbers may add up to. */
const ROUNDING = 1e-12;

/** Whether a Werner pair of this fidelity is entangled: above 1/2; up to there a mixture of product states is the same. */
export function isEntangled(fidelity: number): boolean {
  return fidelity > 1 / 2 + ROUNDING;
}

/** What two parties share, after `with`: `one ebit`, `2 pairs of fidelity 0.4 (separable)`, `nothing shared`. */
export function sharedText({ ebits, fidelity }: { readonly ebits: number; readonly fidelity: number }): string {
  if (ebits === 0) return 'nothing shared';
  const count = ebits === 1 ? 'one' : String(ebits);
  if (fidelity === 1) return ebits === 1 ? 'one ebit' : `${count} ebits`;
  const pairs = `${count} ${ebits === 1 ? 'pair' : 'pairs'} of fidelity ${fidelity}`;
  return isEntangled(fidelity) ? pairs : `${pairs} (separable)`;
}
