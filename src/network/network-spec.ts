import * as v from 'valibot';
import type { BellWeights } from './bell-state.js';
import { COIN_BASES, type CoinBasis } from './coin.js';
import { type GateNoiseSpec, gateNoiseSchema, madeGateNoiseSchema } from './gate-noise.js';
import type { Memory } from './memory.js';
import { SHARE_STATES, type ShareStateName } from './share.js';
import type { ComplexEntry, PauliTable } from './two-qubit-state.js';

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
  /**
   * How long its qubits keep a state, in seconds: `t1` until populations, `t2` until coherences have gone to 1/e, t2 at most
   * 2 t1. It acts on ends of ebits and shares that have an `age`.
   */
  readonly memory?: Memory;
  /** Noise behind its gates, one kind after another; none unless told. */
  readonly noise?: readonly GateNoiseSpec[];
}

/**
 * One ebit as a person describes it: its two qubits, and one of a fidelity, Bell weights, correlations and a state; |Phi+>
 * unless told.
 */
export interface EbitSpec {
  /** Two qubits written `processor.qubit`, such as `['A.0', 'B.0']`. */
  readonly between: readonly [string, string];
  readonly fidelity?: number;
  readonly weights?: BellWeights;
  /** Tr[rho P(x)Q], 4 x 4: rows P at the first qubit, columns Q at the second, each I, X, Y, Z. */
  readonly correlations?: PauliTable;
  /** The density matrix, 4 x 4 over 00, 01, 10, 11, the first qubit's bit first; entries are numbers or `[real, imaginary]`. */
  readonly state?: readonly (readonly ComplexEntry[])[];
  /** How long the halves wait before they are used, in seconds: one number, or one an end; 0 unless told. */
  readonly age?: number | readonly number[];
}

/** One public coin as a person describes it: its qubits; fair and in the basis Z unless told. */
export interface CoinSpec {
  /** Two qubits or more, each of another processor, written `processor.qubit`, such as `['A.0', 'B.0']`. */
  readonly between: readonly string[];
  /** The probability of bit 0, between 0 and 1; 1/2 unless told. */
  readonly heads?: number;
  /** `'Z'`: the bit is |0> or |1> on both qubits; `'X'`: |+> or |->. */
  readonly basis?: CoinBasis;
}

/**
 * One stabiliser state over two to eight processors as a person describes it: its qubits, and one of a name, generators and a
 * graph.
 */
export interface ShareSpec {
  /** Two to eight qubits, each of another processor, written `processor.qubit`, such as `['A.0', 'B.0', 'C.0']`. */
  readonly between: readonly string[];
  /** `'ghz'`: (|0...0> + |1...1>) / sqrt 2. */
  readonly state?: ShareStateName;
  /** Pauli strings that keep the state, one letter a qubit, such as `['XXX', 'ZZI', '-IZZ']`; fewer than qubits: a mixed state. */
  readonly generators?: readonly string[];
  /** A graph state: |+> at every qubit, then a CZ along each edge, such as `[[0, 1], [1, 2]]`, places of `between` from 0 on. */
  readonly graph?: readonly (readonly [number, number])[];
  /** Multiplies every coefficient but the trace; in [0, 1], 1 unless told. */
  readonly visibility?: number;
  /** How long the ends wait before they are used, in seconds: one number, or one an end; 0 unless told. */
  readonly age?: number | readonly number[];
}

/** A whole network as a person, or a model file, describes it. */
export interface NetworkSpec {
  readonly processors: readonly ProcessorSpec[];
  readonly ebits?: readonly EbitSpec[];
  readonly coins?: readonly CoinSpec[];
  readonly shares?: readonly ShareSpec[];
}

const finite = v.pipe(v.number(), v.finite());
const four = <const Item extends v.GenericSchema>(item: Item) => v.strictTuple([item, item, item, item]);
const pauliTable = four(four(finite));
const complexMatrix = four(four(v.union([finite, v.strictTuple([finite, finite])])));
const edges = v.array(v.strictTuple([finite, finite]));
const age = v.union([finite, v.array(finite)]);
const memory = v.strictObject({ t1: finite, t2: finite });
const bellWeights = v.strictObject({ phiPlus: finite, phiMinus: finite, psiPlus: finite, psiMinus: finite });

/** The shape of a {@link NetworkSpec} that came from outside; what the numbers mean is checked by `network`. */
export const networkSchema = v.strictObject({
  processors: v.array(
    v.strictObject({
      name: v.string(),
      qubits: finite,
      readoutError: v.optional(v.union([finite, v.strictObject({ flip0: finite, flip1: finite })])),
      memory: v.optional(memory),
      noise: v.optional(v.array(gateNoiseSchema)),
    }),
  ),
  ebits: v.optional(
    v.array(
      v.strictObject({
        between: v.strictTuple([v.string(), v.string()]),
        fidelity: v.optional(finite),
        weights: v.optional(bellWeights),
        correlations: v.optional(pauliTable),
        state: v.optional(complexMatrix),
        age: v.optional(age),
      }),
    ),
  ),
  coins: v.optional(
    v.array(
      v.strictObject({
        between: v.array(v.string()),
        heads: v.optional(finite),
        basis: v.optional(v.picklist(COIN_BASES)),
      }),
    ),
  ),
  shares: v.optional(
    v.array(
      v.strictObject({
        between: v.array(v.string()),
        state: v.optional(v.picklist(SHARE_STATES)),
        generators: v.optional(v.array(v.string())),
        graph: v.optional(edges),
        visibility: v.optional(finite),
        age: v.optional(age),
      }),
    ),
  ),
});

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const end = v.strictObject({ processor: index, qubit: index });
const ends = v.tupleWithRest([end, end], end);
const ages = v.optional(v.array(finite));

/** The shape of what `network` returns; whether it agrees with itself is for who takes it to check. */
export const madeNetworkSchema = v.strictObject({
  processors: v.array(
    v.strictObject({
      name: v.string(),
      qubits: finite,
      readout: v.strictObject({ flip0: finite, flip1: finite }),
      memory: v.optional(memory),
      noise: v.optional(v.array(madeGateNoiseSchema)),
    }),
  ),
  ebits: v.array(
    v.strictObject({
      ends: v.strictTuple([end, end]),
      correlations: v.strictTuple([finite, finite, finite]),
      state: v.variant('kind', [
        v.strictObject({ kind: v.literal('werner'), fidelity: finite }),
        v.strictObject({ kind: v.literal('weights'), weights: bellWeights }),
        v.strictObject({ kind: v.literal('correlations'), correlations: pauliTable }),
        v.strictObject({ kind: v.literal('matrix'), matrix: complexMatrix }),
      ]),
      ages,
    }),
  ),
  coins: v.array(v.strictObject({ ends, heads: finite, basis: v.picklist(COIN_BASES) })),
  shares: v.array(
    v.strictObject({
      ends,
      state: v.variant('kind', [
        v.strictObject({ kind: v.picklist(SHARE_STATES) }),
        v.strictObject({ kind: v.literal('generators'), generators: v.array(v.string()) }),
        v.strictObject({ kind: v.literal('graph'), edges }),
      ]),
      visibility: finite,
      ages,
    }),
  ),
});
