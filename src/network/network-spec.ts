import * as v from 'valibot';
import type { BellWeights } from './bell-state.js';
import { COIN_BASES, type CoinBasis } from './coin.js';
import { type GateNoiseSpec, gateNoiseSchema, madeGateNoiseSchema } from './gate-noise.js';

/** One processor as a person describes it. */
export interface ProcessorSpec {
  /** A letter, then letters, digits, `-` and `_`; unique in the network. */
  readonly name: string;
  /** 1 to 10. */
  readonly qubits: number;
  /**
   * The probability that the processor's bit is read wrongly: one number for both values, or `flip0` for a 0 read as 1
   * and `flip1` for a 1 read as 0. Each in [0, 1/2]; none unless told.
   */
  readonly readoutError?: number | { readonly flip0: number; readonly flip1: number };
  /** Noise behind its gates, one kind after another; none unless told. */
  readonly noise?: readonly GateNoiseSpec[];
}

/** One ebit as a person describes it: its two qubits, and a fidelity or Bell weights; |Phi+> unless told. */
export interface EbitSpec {
  /** Two qubits written `processor.qubit`, such as `['A.0', 'B.0']`. */
  readonly between: readonly [string, string];
  readonly fidelity?: number;
  readonly weights?: BellWeights;
}

/** One public coin as a person describes it: its two qubits; fair and in the basis Z unless told. */
export interface CoinSpec {
  /** Two qubits written `processor.qubit`, such as `['A.0', 'B.0']`. */
  readonly between: readonly [string, string];
  /** The probability of bit 0, between 0 and 1; 1/2 unless told. */
  readonly heads?: number;
  /** `'Z'`: the bit is |0> or |1> on both qubits; `'X'`: |+> or |->. */
  readonly basis?: CoinBasis;
}

/** A whole network as a person, or a model file, describes it. */
export interface NetworkSpec {
  readonly processors: readonly ProcessorSpec[];
  readonly ebits?: readonly EbitSpec[];
  readonly coins?: readonly CoinSpec[];
}

const finite = v.pipe(v.number(), v.finite());
const bellWeights = v.strictObject({ phiPlus: finite, phiMinus: finite, psiPlus: finite, psiMinus: finite });

/** The shape of a {@link NetworkSpec} that came from outside; what the numbers mean is checked by `network`. */
export const networkSchema = v.strictObject({
  processors: v.array(
    v.strictObject({
      name: v.string(),
      qubits: finite,
      readoutError: v.optional(v.union([finite, v.strictObject({ flip0: finite, flip1: finite })])),
      noise: v.optional(v.array(gateNoiseSchema)),
    }),
  ),
  ebits: v.optional(
    v.array(
      v.strictObject({
        between: v.strictTuple([v.string(), v.string()]),
        fidelity: v.optional(finite),
        weights: v.optional(bellWeights),
      }),
    ),
  ),
  coins: v.optional(
    v.array(
      v.strictObject({
        between: v.strictTuple([v.string(), v.string()]),
        heads: v.optional(finite),
        basis: v.optional(v.picklist(COIN_BASES)),
      }),
    ),
  ),
});

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const end = v.strictObject({ processor: index, qubit: index });
const ends = v.strictTuple([end, end]);

/** The shape of what `network` returns; whether it agrees with itself is for who takes it to check. */
export const madeNetworkSchema = v.strictObject({
  processors: v.array(
    v.strictObject({
      name: v.string(),
      qubits: finite,
      readout: v.strictObject({ flip0: finite, flip1: finite }),
      noise: v.optional(v.array(madeGateNoiseSchema)),
    }),
  ),
  ebits: v.array(
    v.strictObject({
      ends,
      correlations: v.strictTuple([finite, finite, finite]),
      state: v.variant('kind', [
        v.strictObject({ kind: v.literal('werner'), fidelity: finite }),
        v.strictObject({ kind: v.literal('weights'), weights: bellWeights }),
      ]),
    }),
  ),
  coins: v.array(v.strictObject({ ends, heads: finite, basis: v.picklist(COIN_BASES) })),
});
