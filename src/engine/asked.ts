/**
 * What of the bits is asked for: `outcomes`, the correlators of all subsets, of which P(a) is made; `parity`, the one of all
 * bits as they are read, with their errors: the mean of their product.
 *
 * A parity is a bit of its own, whose two outcomes +1 and -1 have the weights w and -w: all that comes behind the correlators
 * takes it for that, and nothing grows with the number of outcomes.
 */
export type Asked = 'outcomes' | 'parity';
