/** Set where every runtime and browser was installed, so that one that is missing there is a fault, not a reason to skip. */
export const everywhere = process.env.EBIT_EVERYWHERE === '1';
