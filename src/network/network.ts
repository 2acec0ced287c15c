import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { checked } from '../schema.js';
import { cutShort } from '../shown-value.js';
import { type BellState, bellCorrelations } from './bell-state.js';
import {
  type EbitSpec,
  madeNetworkSchema,
  type NetworkSpec,
  networkSchema,
  type ProcessorSpec,
} from './network-spec.js';

/** How often a processor's bit is read wrongly; both probabilities lie in [0, 1/2]. */
export interface ReadoutError {
  /** The probability to read 1 where the outcome is 0. */
  readonly flip0: number;
  /** The probability to read 0 where the outcome is 1. */
  readonly flip1: number;
}

/** One quantum processor: it computes alone and ends in one bit. */
export interface Processor {
  readonly name: string;
  readonly qubits: number;
  readonly readout: ReadoutError;
}

/** One half of an ebit: a qubit of a processor, both by index. */
export interface EbitEnd {
  readonly processor: number;
  readonly qubit: number;
}

/** Two qubits of different processors in a Bell-diagonal state 1/4 (1 + sum_P t_P P(x)P). */
export interface Ebit {
  readonly ends: readonly [EbitEnd, EbitEnd];
  /** (t_X, t_Y, t_Z); |Phi+> is (1, -1, 1). */
  readonly correlations: readonly [number, number, number];
  /** What the correlations were made from, so that a file says again exactly what the user said. */
  readonly state: BellState;
}

/** Processors and the ebits that they share; every qubit outside an ebit starts in |0>. */
export interface Network {
  readonly processors: readonly Processor[];
  readonly ebits: readonly Ebit[];
}

export const MAX_PROCESSORS = 8;
export const MAX_PROCESSOR_QUBITS = 10;
/** Beyond 1/2 a bit is read wrongly more often than not: its values are swapped, or a fidelity was given instead. */
export const MAX_READOUT_ERROR = 0.5;

/** Names are keys of a model file's parameters and words of a command line, hence no dots, commas or numbers first. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
/** The key of the weights, beside the processors' names, in a model file's parameters. */
const RESERVED_NAME = 'weights';

function readoutError(spec: ProcessorSpec): ReadoutError {
  const given = spec.readoutError ?? 0;
  const { flip0, flip1 } = typeof given === 'number' ? { flip0: given, flip1: given } : given;
  for (const flip of [flip0, flip1]) {
    if (!(flip >= 0 && flip <= MAX_READOUT_ERROR)) {
      throw new EbitError(
        'network',
        `Processor "${spec.name}" has a readout error of ${flip}; give a probability in [0, 1/2], ` +
          'since a bit that is wrong more often than right is better read with its values swapped.',
      );
    }
  }
  return { flip0, flip1 };
}

function processors(specs: readonly ProcessorSpec[]): Processor[] {
  if (specs.length < 1 || specs.length > MAX_PROCESSORS) {
    throw new EbitError('network', `A network has 1 to ${MAX_PROCESSORS} processors, not ${specs.length}.`);
  }
  const names = new Set<string>();
  return specs.map((spec) => {
    const { name, qubits } = spec;
    if (!NAME.test(name) || name === RESERVED_NAME) {
      throw new EbitError(
        'network',
        `"${cutShort(name)}" cannot name a processor; use a letter, then letters, digits, "-" or "_", and not "${RESERVED_NAME}".`,
      );
    }
    if (names.has(name)) {
      throw new EbitError('network', `Two processors are called "${name}"; give each a name of its own.`);
    }
    names.add(name);
    if (!Number.isInteger(qubits) || qubits < 1 || qubits > MAX_PROCESSOR_QUBITS) {
      throw new EbitError(
        'network',
        `Processor "${name}" has ${qubits} qubits; give an integer from 1 to ${MAX_PROCESSOR_QUBITS}.`,
      );
    }
    return { name, qubits, readout: readoutError(spec) };
  });
}

function ebitEnd(place: string, known: readonly Processor[]): EbitEnd {
  const parts = /^([^.]+)\.(0|[1-9][0-9]*)$/.exec(place);
  if (parts === null) {
    throw new EbitError(
      'network',
      `"${cutShort(place)}" is not the end of an ebit; write processor.qubit, such as "A.0".`,
    );
  }
  const processor = known.findIndex(({ name }) => name === parts[1]);
  if (processor < 0) {
    const names = known.map(({ name }) => `"${name}"`).join(', ');
    const hint = nearestHint(
      parts[1],
      known.map(({ name }) => name),
    );
    throw new EbitError(
      'network',
      `The ebit end "${cutShort(place)}" names no processor of the network; there are ${names}.${hint}`,
    );
  }
  const qubit = Number(parts[2]);
  if (qubit >= known[processor].qubits) {
    throw new EbitError(
      'network',
      `The ebit end "${place}" is beyond the last qubit of its processor, ${known[processor].qubits - 1}.`,
    );
  }
  return { processor, qubit };
}

function bellState(spec: EbitSpec): BellState {
  if (spec.weights === undefined) return { kind: 'werner', fidelity: spec.fidelity ?? 1 };
  if (spec.fidelity === undefined) return { kind: 'weights', weights: spec.weights };
  throw new EbitError(
    'network',
    `The ebit between ${spec.between.join(' and ')} has both a fidelity and weights; give one of them.`,
  );
}

function ebits(specs: readonly EbitSpec[], known: readonly Processor[]): Ebit[] {
  const taken = new Set<string>();
  return specs.map((spec) => {
    const ends = [ebitEnd(spec.between[0], known), ebitEnd(spec.between[1], known)] as const;
    if (ends[0].processor === ends[1].processor) {
      throw new EbitError(
        'network',
        `The ebit between ${spec.between.join(' and ')} lies inside one processor; an ebit joins two of them.`,
      );
    }
    for (const place of spec.between) {
      if (taken.has(place)) {
        throw new EbitError('network', `Qubit ${place} is in two ebits; a qubit can hold one half only.`);
      }
      taken.add(place);
    }
    const state = bellState(spec);
    return { ends, correlations: bellCorrelations(state), state };
  });
}

/**
 * Returns a network of processors that share ebits.
 *
 * An ebit is a Bell-diagonal state of two qubits,
 *
 *     rho = 1/4 sum_P t_P P(x)P,    P in I, X, Y, Z
 *
 * given by its fidelity F in [1/4, 1], t = (1, f, -f, f) with f = (4F-1)/3, or by the weights of the four Bell states.
 *
 * @param spec - 1 to 8 processors of 1 to 10 qubits, and the ebits between them; loops and parallel ebits are welcome
 * @throws EbitError 'network' for an unknown key, a bad or repeated name, a number outside its range, an unknown
 *   processor or qubit, a qubit in two ebits, or an ebit inside one processor
 * @example
 * const { ebits } = network({
 *   processors: [{ name: 'A', qubits: 4 }, { name: 'B', qubits: 2, readoutError: 0.01 }],
 *   ebits: [{ between: ['A.0', 'B.0'], fidelity: 1 }],
 * });
 * ebits[0].correlations; // [1, -1, 1]
 */
export function network(spec: NetworkSpec): Network {
  const checkedSpec = checked(networkSchema, spec, 'network', 'The network');
  const known = processors(checkedSpec.processors);
  return { processors: known, ebits: ebits(checkedSpec.ebits ?? [], known) };
}

/**
 * Returns the description from which `network` makes the same network again, number for number.
 *
 * @param network - what {@link network} or `bellNetwork` returns
 * @throws EbitError 'network' for what is no network, such as a description of one
 * @example
 * networkSpec(bellNetwork({ ebits: 1 })).ebits; // [{ between: ['A.0', 'B.0'], fidelity: 1 }]
 */
export function networkSpec(network: Network): NetworkSpec {
  if (!v.is(madeNetworkSchema, network)) {
    throw new EbitError('network', 'That is no network; give what network() or bellNetwork() returns.');
  }
  const { processors, ebits } = network;
  return {
    processors: processors.map(({ name, qubits, readout: { flip0, flip1 } }) => {
      if (flip0 === 0 && flip1 === 0) return { name, qubits };
      return { name, qubits, readoutError: flip0 === flip1 ? flip0 : { flip0, flip1 } };
    }),
    ebits: ebits.map(({ ends, state }) => {
      const place = ({ processor, qubit }: EbitEnd) => {
        if (processor < processors.length) return `${processors[processor].name}.${qubit}`;
        throw new EbitError(
          'network',
          `An ebit of the network ends at processor ${processor}, but there are ${processors.length}, counted from 0.`,
        );
      };
      const between = [place(ends[0]), place(ends[1])] as const;
      return state.kind === 'werner' ? { between, fidelity: state.fidelity } : { between, weights: state.weights };
    }),
  };
}
