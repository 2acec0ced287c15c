import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { checked } from '../schema.js';
import { cutShort } from '../shown-value.js';
import { type BellState, bellCorrelations } from './bell-state.js';
import { COIN_BASES, type CoinBasis, checkHeads, FAIR } from './coin.js';
import {
  type CoinSpec,
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

/** One half of an ebit or of a coin: a qubit of a processor, both by index. */
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

/**
 * A public coin: two qubits of different processors that hold the same random bit, which nobody chose. With h = heads,
 *
 *     rho = h |00><00| + (1 - h) |11><11|
 *         = 1/4 (1 + b P(x)1 + b 1(x)P + P(x)P),    b = 2h - 1, P = Z
 *
 * in the basis Z; in the basis X the same with P = X, |+> for 0 and |-> for 1. It is separable.
 */
export interface Coin {
  readonly ends: readonly [EbitEnd, EbitEnd];
  /** The probability of bit 0, between 0 and 1. */
  readonly heads: number;
  readonly basis: CoinBasis;
}

/** Processors and the ebits and coins that they share; every qubit outside of these starts in |0>. */
export interface Network {
  readonly processors: readonly Processor[];
  readonly ebits: readonly Ebit[];
  readonly coins: readonly Coin[];
}

export const MAX_PROCESSORS = 16;
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

/** What two qubits of different processors may share. */
const kinds = { ebit: 'an ebit', coin: 'a coin' } as const;
type Kind = keyof typeof kinds;

function endAt(kind: Kind, place: string, known: readonly Processor[]): EbitEnd {
  const parts = /^([^.]+)\.(0|[1-9][0-9]*)$/.exec(place);
  if (parts === null) {
    throw new EbitError(
      'network',
      `"${cutShort(place)}" is not the end of ${kinds[kind]}; write processor.qubit, such as "A.0".`,
    );
  }
  const processor = known.findIndex(({ name }) => name === parts[1]);
  if (processor < 0) {
    const names = known.map(({ name }) => `"${cutShort(name)}"`).join(', ');
    const hint = nearestHint(
      parts[1],
      known.map(({ name }) => name),
    );
    throw new EbitError(
      'network',
      `The ${kind} end "${cutShort(place)}" names no processor of the network; there are ${names}.${hint}`,
    );
  }
  const qubit = Number(parts[2]);
  if (qubit >= known[processor].qubits) {
    throw new EbitError(
      'network',
      `The ${kind} end "${place}" is beyond the last qubit of its processor, ${known[processor].qubits - 1}.`,
    );
  }
  return { processor, qubit };
}

/** The ends of an ebit or a coin, whose qubits are entered among those that are taken. */
function endsOf(
  kind: Kind,
  between: readonly [string, string],
  known: readonly Processor[],
  taken: Map<string, Kind>,
): readonly [EbitEnd, EbitEnd] {
  const ends = [endAt(kind, between[0], known), endAt(kind, between[1], known)] as const;
  if (ends[0].processor === ends[1].processor) {
    throw new EbitError(
      'network',
      `The ${kind} between ${between.join(' and ')} lies inside one processor; ${kinds[kind]} joins two of them.`,
    );
  }
  for (const place of between) {
    const before = taken.get(place);
    if (before !== undefined) {
      const both = before === kind ? `two ${kind}s` : `${kinds[before]} and ${kinds[kind]}`;
      throw new EbitError('network', `Qubit ${place} is in ${both}; a qubit can hold one half only.`);
    }
    taken.set(place, kind);
  }
  return ends;
}

function bellState(spec: EbitSpec): BellState {
  if (spec.weights === undefined) return { kind: 'werner', fidelity: spec.fidelity ?? 1 };
  if (spec.fidelity === undefined) return { kind: 'weights', weights: spec.weights };
  throw new EbitError(
    'network',
    `The ebit between ${spec.between.join(' and ')} has both a fidelity and weights; give one of them.`,
  );
}

function ebits(specs: readonly EbitSpec[], known: readonly Processor[], taken: Map<string, Kind>): Ebit[] {
  return specs.map((spec) => {
    const ends = endsOf('ebit', spec.between, known, taken);
    const state = bellState(spec);
    return { ends, correlations: bellCorrelations(state), state };
  });
}

function coins(specs: readonly CoinSpec[], known: readonly Processor[], taken: Map<string, Kind>): Coin[] {
  return specs.map(({ between, heads = FAIR, basis = COIN_BASES[0] }) => {
    const ends = endsOf('coin', between, known, taken);
    checkHeads(heads);
    return { ends, heads, basis };
  });
}

/**
 * Returns a network of processors that share ebits and coins.
 *
 * An ebit is a Bell-diagonal state of two qubits,
 *
 *     rho = 1/4 sum_P t_P P(x)P,    P in I, X, Y, Z
 *
 * given by its fidelity F in [1/4, 1], t = (1, f, -f, f) with f = (4F-1)/3, or by the weights of the four Bell states.
 *
 * A coin is a random bit that two qubits of different processors both hold, with the probability `heads` of 0,
 *
 *     rho = heads |00><00| + (1 - heads) |11><11|
 *
 * or the same between |+> and |-> in the basis X. It is correlation without entanglement.
 *
 * @param spec - 1 to 16 processors of 1 to 10 qubits, and the ebits and coins between them; loops and parallel ones are
 *   welcome
 * @throws EbitError 'network' for an unknown key, a bad or repeated name, a number outside its range, an unknown
 *   processor or qubit, a qubit that holds two halves, or an ebit or a coin inside one processor
 * @example
 * const { ebits } = network({
 *   processors: [{ name: 'A', qubits: 4 }, { name: 'B', qubits: 2, readoutError: 0.01 }],
 *   ebits: [{ between: ['A.0', 'B.0'], fidelity: 1 }],
 * });
 * ebits[0].correlations; // [1, -1, 1]
 * const processors = [{ name: 'A', qubits: 2 }, { name: 'B', qubits: 2 }];
 * network({ processors, coins: [{ between: ['A.0', 'B.0'] }] }).coins[0].heads; // 0.5
 */
export function network(spec: NetworkSpec): Network {
  const checkedSpec = checked(networkSchema, spec, 'network', 'The network');
  const known = processors(checkedSpec.processors);
  const taken = new Map<string, Kind>();
  return {
    processors: known,
    ebits: ebits(checkedSpec.ebits ?? [], known, taken),
    coins: coins(checkedSpec.coins ?? [], known, taken),
  };
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
  const { processors, ebits, coins } = network;
  const between = (kind: Kind, ends: Ebit['ends']) => {
    const place = ({ processor, qubit }: EbitEnd) => {
      if (processor < processors.length) return `${processors[processor].name}.${qubit}`;
      throw new EbitError(
        'network',
        `${kinds[kind].replace('a', 'A')} of the network ends at processor ${processor}, but there are ${processors.length}, counted from 0.`,
      );
    };
    return [place(ends[0]), place(ends[1])] as const;
  };
  const spec = {
    processors: processors.map(({ name, qubits, readout: { flip0, flip1 } }) => {
      if (flip0 === 0 && flip1 === 0) return { name, qubits };
      return { name, qubits, readoutError: flip0 === flip1 ? flip0 : { flip0, flip1 } };
    }),
    ebits: ebits.map(({ ends, state }) => {
      const places = between('ebit', ends);
      return state.kind === 'werner'
        ? { between: places, fidelity: state.fidelity }
        : { between: places, weights: state.weights };
    }),
  };
  // A network without coins is described as before there were any.
  if (coins.length === 0) return spec;
  return { ...spec, coins: coins.map(({ ends, heads, basis }) => ({ between: between('coin', ends), heads, basis })) };
}
