// The channel table: one record holds every fact about a kind of noise on one qubit. Builder, engines, drawing and export
// read it, and the tests loop over it and check the fields against each other, so a channel added here arrives tested.
import { exp } from '../core/math.js';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';
import type { Complex } from './gates.js';

/** Names of the channels in the table. */
export type ChannelName =
  | 'bitFlip'
  | 'phaseFlip'
  | 'depolarizing'
  | 'pauli'
  | 'phaseDamping'
  | 'amplitudeDamping'
  | 'thermal';

/** A 2 x 2 matrix, row by row. */
export type Kraus = readonly (readonly [Complex, Complex])[];

/** One parameter of a channel. */
export interface ChannelParameter {
  readonly name: string;
  /** Its unit where it has one; probabilities and strengths have none. */
  readonly unit: 's' | null;
  readonly help: string;
}

/** Everything there is to know about a channel. */
export interface Channel {
  readonly name: ChannelName;
  /** The order in which an operation's values stand. */
  readonly parameters: readonly ChannelParameter[];
  /** What is wrong with values that are finite numbers, as the rest of a sentence with limit and mend; null if nothing. */
  readonly fault: (values: readonly number[]) => string | null;
  /** Operators K with rho -> sum K rho K^+. */
  readonly kraus: (values: readonly number[]) => readonly Kraus[];
  /**
   * The Pauli transfer matrix R, 4 x 4, row-major, rows and columns I, X, Y, Z: with rho = 1/2 sum_Q c_Q Q the channel makes
   * c'_P = sum_Q R_PQ c_Q. An observable goes backwards by its transpose.
   */
  readonly transfer: (values: readonly number[]) => readonly number[];
  /** PennyLane's operation that takes the same values; null where there is none that is as exact. */
  readonly pennyLane: string | null;
  /** The function of qiskit_aer.noise that makes it; `depolarizing_error` takes 4p/3, `pauli_error` a list. */
  readonly qiskit: string;
  /** Its label in a drawing. */
  readonly symbol: string;
  /** One line for people. */
  readonly help: string;
}

const zero: Complex = [0, 0];
const real = (a: number, b: number, c: number, d: number): Kraus => [
  [
    [a, 0],
    [b, 0],
  ],
  [
    [c, 0],
    [d, 0],
  ],
];
const diagonal = (x: number, y: number, z: number): readonly number[] => [
  1,
  0,
  0,
  0,
  0,
  x,
  0,
  0,
  0,
  0,
  y,
  0,
  0,
  0,
  0,
  z,
];
const scaledY = (a: number): Kraus => [
  [zero, [0, -a]],
  [[0, a], zero],
];

/** sqrt(p_P) P for the four Paulis. */
function pauliKraus(pX: number, pY: number, pZ: number): readonly Kraus[] {
  const [i, x, y, z] = [1 - pX - pY - pZ, pX, pY, pZ].map((p) => Math.sqrt(Math.max(0, p)));
  return [real(i, 0, 0, i), real(0, x, x, 0), scaledY(y), real(z, 0, 0, -z)];
}

/** |1> stays with probability `kept`; coherences are scaled by `coherence`, at most sqrt(kept), in all. */
interface Damping {
  readonly kept: number;
  readonly coherence: number;
}

function dampingKraus({ kept, coherence }: Damping): readonly Kraus[] {
  const amplitude = Math.sqrt(kept);
  // What dephasing adds to the damping's own; a phase flip of probability (1 - added) / 2 scales coherences as much.
  const added = kept === 0 ? 1 : Math.min(1, coherence / amplitude);
  const [same, flipped] = [Math.sqrt((1 + added) / 2), Math.sqrt((1 - added) / 2)];
  const decayed = Math.sqrt(1 - kept);
  return [real(same, 0, 0, same * amplitude), real(flipped, 0, 0, -flipped * amplitude), real(0, decayed, 0, 0)];
}

const dampingTransfer = ({ kept, coherence }: Damping): readonly number[] => [
  ...[1, 0, 0, 0],
  ...[0, coherence, 0, 0],
  ...[0, 0, coherence, 0],
  ...[1 - kept, 0, 0, kept],
];

const isProbability = (p: number): boolean => p >= 0 && p <= 1;
const probability =
  (name: string) =>
  ([p]: readonly number[]) =>
    isProbability(p) ? null : `${name} = ${p}; give a number in [0, 1]`;
const strength = (name: string, help: string): readonly ChannelParameter[] => [{ name, unit: null, help }];

/** How far probabilities may sum above 1: what rounding makes of decimals that sum to 1. */
const SUM_TOLERANCE = 1e-12;

/** Both are taken from the exponentials themselves: behind 1 - g a long wait would have lost what coherence is left. */
function thermalDamping([t1, t2, time]: readonly number[]): Damping {
  return { kept: exp(-time / t1), coherence: exp(-time / t2) };
}

/** A record whose operators are made of right values alone. @throws EbitError as {@link checkChannel} */
function record(channel: Channel): Channel {
  const { name, kraus, transfer } = channel;
  const checked = (values: readonly number[]): readonly number[] => {
    checkChannel('The channel', name, values);
    return values;
  };
  return { ...channel, kraus: (values) => kraus(checked(values)), transfer: (values) => transfer(checked(values)) };
}

/**
 * The table, in the order in which help lists it. Its functions throw EbitError 'circuit', 'not-finite' or 'range' for values
 * that are not the channel's.
 *
 * @example
 * channels.depolarizing.help; // 'With probability p one of X, Y and Z, each as likely: rho -> (1-p) rho + p/3 (X rho X + Y rho Y + Z rho Z).'
 * channels.amplitudeDamping.transfer([0.36]); // [1, 0, 0, 0, 0, 0.8, 0, 0, 0, 0, 0.8, 0, 0.36, 0, 0, 0.64]
 * @see Nielsen and Chuang, Quantum Computation and Quantum Information (2000), section 8.3; the definitions are those of
 *   PennyLane, https://docs.pennylane.ai/en/stable/introduction/operations.html#noisy-channels
 */
export const channels: Readonly<Record<ChannelName, Channel>> = {
  bitFlip: record({
    name: 'bitFlip',
    parameters: strength('p', 'probability of X, in [0, 1]'),
    fault: probability('p'),
    kraus: ([p]) => pauliKraus(p, 0, 0).slice(0, 2),
    transfer: ([p]) => diagonal(1, 1 - 2 * p, 1 - 2 * p),
    pennyLane: 'BitFlip',
    qiskit: 'pauli_error',
    symbol: 'BF',
    help: 'X with probability p.',
  }),
  phaseFlip: record({
    name: 'phaseFlip',
    parameters: strength('p', 'probability of Z, in [0, 1]'),
    fault: probability('p'),
    kraus: ([p]) => [pauliKraus(0, 0, p)[0], pauliKraus(0, 0, p)[3]],
    transfer: ([p]) => diagonal(1 - 2 * p, 1 - 2 * p, 1),
    pennyLane: 'PhaseFlip',
    qiskit: 'pauli_error',
    symbol: 'PF',
    help: 'Z with probability p.',
  }),
  depolarizing: record({
    name: 'depolarizing',
    parameters: strength('p', 'probability of an error, in [0, 1]'),
    fault: probability('p'),
    kraus: ([p]) => pauliKraus(p / 3, p / 3, p / 3),
    transfer: ([p]) => diagonal(1 - (4 * p) / 3, 1 - (4 * p) / 3, 1 - (4 * p) / 3),
    pennyLane: 'DepolarizingChannel',
    qiskit: 'depolarizing_error',
    symbol: 'DP',
    help: 'With probability p one of X, Y and Z, each as likely: rho -> (1-p) rho + p/3 (X rho X + Y rho Y + Z rho Z).',
  }),
  pauli: record({
    name: 'pauli',
    parameters: ['pX', 'pY', 'pZ'].map((name) => ({ name, unit: null, help: `probability of ${name[1]}` })),
    fault: (values) => {
      const sum = values.reduce((total, p) => total + p, 0);
      if (!values.every(isProbability)) return `probabilities ${values.join(', ')}; give each in [0, 1]`;
      return sum <= 1 + SUM_TOLERANCE
        ? null
        : `probabilities that sum to ${sum}; give pX, pY and pZ with a sum of at most 1`;
    },
    kraus: ([pX, pY, pZ]) => pauliKraus(pX, pY, pZ),
    transfer: ([pX, pY, pZ]) => diagonal(1 - 2 * (pY + pZ), 1 - 2 * (pX + pZ), 1 - 2 * (pX + pY)),
    pennyLane: null,
    qiskit: 'pauli_error',
    symbol: 'PC',
    help: 'X, Y or Z with the probabilities pX, pY and pZ.',
  }),
  phaseDamping: record({
    name: 'phaseDamping',
    parameters: strength('g', 'how much of the coherence goes, in [0, 1]: it is scaled by sqrt(1-g)'),
    fault: probability('g'),
    kraus: ([g]) => [real(1, 0, 0, Math.sqrt(1 - g)), real(0, 0, 0, Math.sqrt(g))],
    transfer: ([g]) => diagonal(Math.sqrt(1 - g), Math.sqrt(1 - g), 1),
    pennyLane: 'PhaseDamping',
    qiskit: 'phase_damping_error',
    symbol: 'PD',
    help: 'Loses coherence, no population: K0 = diag(1, sqrt(1-g)), K1 = diag(0, sqrt(g)).',
  }),
  amplitudeDamping: record({
    name: 'amplitudeDamping',
    parameters: strength('g', 'probability that |1> decays to |0>, in [0, 1]'),
    fault: probability('g'),
    kraus: ([g]) => [real(1, 0, 0, Math.sqrt(1 - g)), real(0, Math.sqrt(g), 0, 0)],
    transfer: ([g]) => dampingTransfer({ kept: 1 - g, coherence: Math.sqrt(1 - g) }),
    pennyLane: 'AmplitudeDamping',
    qiskit: 'amplitude_damping_error',
    symbol: 'AD',
    help: '|1> decays to |0>: K0 = diag(1, sqrt(1-g)), K1 = sqrt(g) |0><1|.',
  }),
  thermal: record({
    name: 'thermal',
    parameters: [
      { name: 't1', unit: 's', help: 'relaxation time, above 0' },
      { name: 't2', unit: 's', help: 'coherence time, above 0 and at most 2 t1' },
      { name: 'time', unit: 's', help: 'how long the qubit waits, at least 0' },
    ],
    fault: ([t1, t2, time]) => {
      if (!(t1 > 0)) return `t1 = ${t1}; give a time above 0`;
      if (!(t2 > 0)) return `t2 = ${t2}; give a time above 0`;
      if (t2 > 2 * t1)
        return `t2 = ${t2} above 2 t1 = ${2 * t1}; coherence cannot outlive the populations, give a t2 of at most that`;
      return time >= 0 ? null : `time = ${time}; give a time of at least 0`;
    },
    kraus: (values) => dampingKraus(thermalDamping(values)),
    transfer: (values) => dampingTransfer(thermalDamping(values)),
    // ThermalRelaxationError loses digits in long waits.
    pennyLane: null,
    qiskit: 'thermal_relaxation_error',
    symbol: 'TH',
    help: 'A qubit that waits: damping by g = 1 - exp(-time/t1), coherences scaled by exp(-time/t2) in all.',
  }),
};

/** The channels' names, in the table's order. */
export const channelNames = Object.keys(channels) as ChannelName[];

/** A channel's values by name, for people: `t1 0.001 s, t2 0.0005 s, time 0.00002 s`. */
export function channelText(
  name: ChannelName,
  values: readonly number[],
  number: (value: number) => string = String,
): string {
  return channels[name].parameters
    .map(({ name: parameter, unit }, i) => `${parameter} ${number(values[i])}${unit === null ? '' : ` ${unit}`}`)
    .join(', ');
}

/** Whether a value names a channel. */
export function isChannelName(value: unknown): value is ChannelName {
  return typeof value === 'string' && Object.hasOwn(channels, value);
}

/**
 * Throws unless the values are right for the channel.
 *
 * @param what - as the beginning of a sentence: "The channel behind h"
 * @throws EbitError 'circuit' for an unknown channel and another number of values, 'not-finite' for one that is no finite
 *   number, 'range' for one outside its range
 */
export function checkChannel(what: string, name: unknown, values: readonly number[]): void {
  if (!isChannelName(name)) {
    const hint = typeof name === 'string' ? nearestHint(name, channelNames) : '';
    const shown = typeof name === 'string' ? `"${cutShort(name)}"` : shownValue(name);
    throw new EbitError('circuit', `${what} is ${shown}; the channels are ${channelNames.join(', ')}.${hint}`);
  }
  const { parameters, fault } = channels[name];
  if (!Array.isArray(values) || values.length !== parameters.length) {
    const names = parameters.map((parameter) => parameter.name).join(', ');
    throw new EbitError('circuit', `${what}, ${name}, has the values ${shownValue(values)}; give ${names}.`);
  }
  values.forEach((value, i) => {
    if (typeof value === 'number' && Number.isFinite(value)) return;
    throw new EbitError(
      'not-finite',
      `${what}, ${name}, has ${parameters[i].name} = ${shownValue(value)}; give a finite number.`,
    );
  });
  const wrong = fault(values);
  if (wrong !== null) throw new EbitError('range', `${what}, ${name}, has ${wrong}.`);
}
