/**
 * What of the bits is asked for: `outcomes`, the correlators of all subsets, of which P(a) is made; `parity`, the one of all
 * bits as they are read, with their errors: the mean m of their product.
 *
 * With m and 1 in the place of P(a), and w and 0 in that of its weights, all that comes behind the correlators makes E = w m
 * and its gradient, and nothing grows with the number of outcomes.
 */
export type Asked = 'outcomes' | 'parity';
