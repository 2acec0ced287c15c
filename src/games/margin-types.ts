import type { Certificate } from './certificate.js';
import type { ClassicalMargin } from './classical-margin.js';
import type { Vectors } from './quantum-ceiling.js';

/** The largest margins in an XOR game, each between what reaches it and what proves that nothing exceeds it. */
export interface Margins {
  /** With any coins. */
  readonly classical: ClassicalMargin;
  /** With any number of ebits. */
  readonly quantum: QuantumMargin;
}

/** What ebits reach for certain in every pair, and what they cannot exceed. */
export interface QuantumMargin {
  /** The least y u_a . v_b of the vectors. */
  readonly lower: number;
  /** What the certificate proves of the game with the pairs asked as in `distribution`. */
  readonly upper: number;
  readonly vectors: Vectors;
  /** How often each pair is asked, [a x b], row-major. */
  readonly distribution: Float64Array;
  /** See `checkCertificate`; of the game whose weights are `distribution` times the labels. */
  readonly certificate: Certificate;
}
