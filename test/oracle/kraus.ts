// Channels by their Kraus operators, written down from their definitions: rho -> sum_k K_k rho K_k^+.
import { type Complex, gateMatrix, type Matrix, product } from './dense.js';

const real = (rows: readonly (readonly number[])[]): Matrix =>
  rows.map((row) => row.map((entry): Complex => [entry, 0]));
const scaled = (matrix: Matrix, factor: number): Matrix =>
  matrix.map((row) => row.map(([re, im]): Complex => [factor * re, factor * im]));

/** X, Y and Z with these probabilities, else nothing. */
function pauli(x: number, y: number, z: number): readonly Matrix[] {
  const named = [
    ['x', x],
    ['y', y],
    ['z', z],
  ] as const;
  return [
    scaled(
      real([
        [1, 0],
        [0, 1],
      ]),
      Math.sqrt(1 - x - y - z),
    ),
    ...named.map(([name, probability]) => scaled(gateMatrix(name, 0), Math.sqrt(probability))),
  ];
}

/** Keeps the populations and multiplies the coherence by sqrt(1 - gamma). */
function phaseDamping(gamma: number): readonly Matrix[] {
  return [
    real([
      [1, 0],
      [0, Math.sqrt(1 - gamma)],
    ]),
    real([
      [0, 0],
      [0, Math.sqrt(gamma)],
    ]),
  ];
}

/** |1> falls to |0> with probability gamma. */
function amplitudeDamping(gamma: number): readonly Matrix[] {
  return [
    real([
      [1, 0],
      [0, Math.sqrt(1 - gamma)],
    ]),
    real([
      [0, Math.sqrt(gamma)],
      [0, 0],
    ]),
  ];
}

/** One channel, then another. */
function followed(first: readonly Matrix[], second: readonly Matrix[]): readonly Matrix[] {
  return second.flatMap((later) => first.map((earlier) => product(later, earlier)));
}

/** A decay from |1> with the time constant t1, and a coherence that falls as exp(-time/t2), the decay's share included. */
function thermal(t1: number, t2: number, time: number): readonly Matrix[] {
  const decay = amplitudeDamping(1 - Math.exp(-time / t1));
  // exp(-time/t2) = sqrt(1 - gamma) exp(-time / 2 t1)
  return followed(decay, phaseDamping(1 - Math.exp(time / t1 - (2 * time) / t2)));
}

/** The names of each channel's numbers, and its Kraus operators by them. */
const table: Readonly<Record<string, readonly [readonly string[], (...values: number[]) => readonly Matrix[]]>> = {
  bitFlip: [['p'], (p) => pauli(p, 0, 0)],
  phaseFlip: [['p'], (p) => pauli(0, 0, p)],
  depolarizing: [['p'], (p) => pauli(p / 3, p / 3, p / 3)],
  pauli: [['pX', 'pY', 'pZ'], pauli],
  phaseDamping: [['g'], phaseDamping],
  amplitudeDamping: [['g'], amplitudeDamping],
  thermal: [['t1', 't2', 'time'], thermal],
};

/** The names of all channels. */
export const channelNames: readonly string[] = Object.keys(table);

function entryOf(channel: string) {
  const entry = table[channel];
  if (entry === undefined) throw new Error(`the oracle knows no channel ${channel}`);
  return entry;
}

/** What a channel's numbers are called, in their order. */
export function channelParameters(channel: string): readonly string[] {
  return entryOf(channel)[0];
}

/** The Kraus operators of a channel with these numbers. */
export function krausOperators(channel: string, values: readonly number[]): readonly Matrix[] {
  const [names, operators] = entryOf(channel);
  if (values.length !== names.length || !values.every(Number.isFinite)) {
    throw new Error(`the oracle knows no ${channel} of ${JSON.stringify(values)}`);
  }
  return operators(...values);
}
