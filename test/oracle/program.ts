// What the oracles read: plain objects, so that a model of src fits them without either side importing the other.
import type { DenseCircuit } from './dense.js';

/** One processor's program: mixing, then the embedding of its features, then the trainable circuit. */
export interface OracleProgram {
  readonly mixing: DenseCircuit | null;
  /** `unitary`: the features are a matrix, row-major, each entry (re, im). */
  readonly embedding: { readonly kind: 'circuit'; readonly circuit: DenseCircuit } | { readonly kind: 'unitary' };
  readonly trainable: DenseCircuit;
  /** The qubits that are measured at the end, the first the most significant bit of the processor's own. */
  readonly readouts: readonly number[];
  readonly features: number;
}

export interface OracleEnd {
  readonly processor: number;
  readonly qubit: number;
}

export interface OracleNetwork {
  readonly processors: readonly {
    readonly qubits: number;
    readonly readout: { readonly flip0: number; readonly flip1: number };
  }[];
  readonly ebits: readonly {
    readonly ends: readonly [OracleEnd, OracleEnd];
    /** (t_X, t_Y, t_Z) in 1/4 (1 + sum_P t_P P(x)P) */
    readonly correlations: readonly [number, number, number];
  }[];
  /** A random bit that all its qubits hold, 0 with probability `heads`; between |+> and |-> in the basis X. */
  readonly coins?: readonly {
    readonly ends: readonly OracleEnd[];
    readonly heads: number;
    readonly basis: 'Z' | 'X';
  }[];
}

/** What processors run, whatever they share. */
export interface OraclePrograms {
  readonly programs: readonly OracleProgram[];
}

/** A network and what each of its processors runs. */
export interface OracleModel extends OraclePrograms {
  readonly network: OracleNetwork;
}

/** How many bits an outcome has. */
export function bitsIn({ programs }: OraclePrograms): number {
  return programs.reduce((sum, { readouts }) => sum + readouts.length, 0);
}

/** The part of a row that belongs to each processor. */
export function featuresByProcessor(model: OraclePrograms, row: ArrayLike<number>): readonly (readonly number[])[] {
  let start = 0;
  return model.programs.map(({ features }) => {
    start += features;
    return Array.from({ length: features }, (_, i) => row[start - features + i]);
  });
}
