import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { checked } from '../schema.js';
import { cutShort } from '../shown-value.js';
import { type BellState, bellCorrelations } from './bell-state.js';
import { COIN_BASES, type CoinBasis, checkHeads, FAIR } from './coin.js';
import { type EbitEnd, type Ends, endsOf, type Kind, kinds, placesText } from './ends.js';
import { type GateNoise, gateNoise, gateNoiseSpec } from './gate-noise.js';
import { agesOf, checkMemory, type Memory } from './memory.js';
import {
  type CoinSpec,
  type EbitSpec,
  madeNetworkSchema,
  type NetworkSpec,
  networkSchema,
  type ProcessorSpec,
  type ShareSpec,
} from './network-spec.js';
import { checkShare, MAX_SHARE_PARTIES, type Share, type ShareState } from './share.js';
import { checkedTable, type TwoQubitState } from './two-qubit-state.js';

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
  /** How long its qubits keep a state; not there where it was not told. */
  readonly memory?: Memory;
  /** Noise behind its gates, one kind after another; left out where there is none. */
  readonly noise?: readonly GateNoise[];
}

/** Two qubits of different processors in a state 1/4 sum_PQ T_PQ P(x)Q; a Bell-diagonal one has P = Q alone. */
export interface Ebit {
  readonly ends: readonly [EbitEnd, EbitEnd];
  /** (T_XX, T_YY, T_ZZ) before it waits; |Phi+> is (1, -1, 1). */
  readonly correlations: readonly [number, number, number];
  /** What the correlations were made from, so that a file says again exactly what the user said. */
  readonly state: BellState | TwoQubitState;
  /** How long each half waits before it is used, in seconds; not there where none waits. */
  readonly ages?: readonly number[];
}

/**
 * A public coin: qubits of different processors that hold the same random bit, which nobody chose. With h = heads,
 *
 *     rho = h |0..0><0..0| + (1 - h) |1..1><1..1|
 *         = 1/4 (1 + b P(x)1 + b 1(x)P + P(x)P),    b = 2h - 1, P = Z, for two
 *
 * in the basis Z; in the basis X the same with P = X, |+> for 0 and |-> for 1. It is separable.
 */
export interface Coin {
  readonly ends: Ends;
  /** The probability of bit 0, between 0 and 1. */
  readonly heads: number;
  readonly basis: CoinBasis;
}

/** Processors and the ebits, coins and shares that they have in common; every qubit outside of these starts in |0>. */
export interface Network {
  readonly processors: readonly Processor[];
  readonly ebits: readonly Ebit[];
  readonly coins: readonly Coin[];
  readonly shares: readonly Share[];
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
    const { name, qubits, noise = [] } = spec;
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
    const { memory } = spec;
    if (memory !== undefined) checkMemory(name, memory);
    return {
      name,
      qubits,
      readout: readoutError(spec),
      ...(memory === undefined ? {} : { memory: { t1: memory.t1, t2: memory.t2 } }),
      ...(noise.length === 0 ? {} : { noise: gateNoise(name, noise) }),
    };
  });
}

/** How a state may be said, and which of the ways a spec takes; null for none. */
function oneWay<Name extends string>(what: string, spec: { readonly [name in Name]?: unknown }, ways: readonly Name[]) {
  const given = ways.filter((name) => spec[name] !== undefined);
  if (given.length <= 1) return given[0] ?? null;
  throw new EbitError('network', `${what} has both ${given[0]} and ${given[1]}; give one of them.`);
}

function ebitState(what: string, spec: EbitSpec): BellState | TwoQubitState {
  oneWay(what, spec, ['fidelity', 'weights', 'correlations', 'state']);
  if (spec.weights !== undefined) return { kind: 'weights', weights: spec.weights };
  if (spec.correlations !== undefined) return { kind: 'correlations', correlations: spec.correlations };
  if (spec.state !== undefined) return { kind: 'matrix', matrix: spec.state };
  return { kind: 'werner', fidelity: spec.fidelity ?? 1 };
}

function correlationsOf(what: string, state: BellState | TwoQubitState): Ebit['correlations'] {
  if (state.kind === 'werner' || state.kind === 'weights') return bellCorrelations(state);
  const table = checkedTable(what, state);
  return [table[1][1], table[2][2], table[3][3]];
}

/** The ages of ends, which need a memory each in which they wait. */
function waiting(
  what: string,
  age: EbitSpec['age'],
  ends: readonly EbitEnd[],
  known: readonly Processor[],
): Pick<Ebit, 'ages'> {
  const ages = age === undefined ? null : agesOf(what, age, ends.length);
  if (ages === null) return {};
  const bare = ends.find(({ processor }, i) => ages[i] > 0 && known[processor].memory === undefined);
  if (bare === undefined) return { ages };
  const { name } = known[bare.processor];
  throw new EbitError(
    'network',
    `${what} has an age, but processor "${name}" has no memory in which it waits; give the processor memory: { t1, t2 } in ` +
      'seconds, or no age at this end.',
  );
}

function ebits(specs: readonly EbitSpec[], known: readonly Processor[], taken: Map<string, Kind>): Ebit[] {
  return specs.map((spec) => {
    const [a, b] = endsOf('ebit', spec.between, known, taken, 2);
    const what = `The ebit between ${placesText(spec.between)}`;
    const state = ebitState(what, spec);
    const ends = [a, b] as const;
    return { ends, correlations: correlationsOf(what, state), state, ...waiting(what, spec.age, ends, known) };
  });
}

function coins(specs: readonly CoinSpec[], known: readonly Processor[], taken: Map<string, Kind>): Coin[] {
  return specs.map(({ between, heads = FAIR, basis = COIN_BASES[0] }) => {
    const ends = endsOf('coin', between, known, taken, MAX_PROCESSORS);
    checkHeads(heads);
    return { ends, heads, basis };
  });
}

function shareState(what: string, spec: ShareSpec): ShareState {
  const ways = ['state', 'generators', 'graph'] as const;
  if (oneWay(what, spec, ways) === null) {
    throw new EbitError('network', `${what} has no state; give "state": "ghz", "generators" or a "graph".`);
  }
  if (spec.generators !== undefined) return { kind: 'generators', generators: spec.generators };
  if (spec.graph !== undefined) return { kind: 'graph', edges: spec.graph };
  return { kind: 'ghz' };
}

function shares(specs: readonly ShareSpec[], known: readonly Processor[], taken: Map<string, Kind>): Share[] {
  return specs.map((spec) => {
    const ends = endsOf('share', spec.between, known, taken, MAX_SHARE_PARTIES);
    const what = `The share between ${placesText(spec.between)}`;
    const state = shareState(what, spec);
    const visibility = spec.visibility ?? 1;
    checkShare(what, state, visibility, ends.length);
    return { ends, state, visibility, ...waiting(what, spec.age, ends, known) };
  });
}

/**
 * Returns a network of processors that share ebits, coins and states of several.
 *
 * An ebit is a Bell-diagonal state of two qubits,
 *
 *     rho = 1/4 sum_P t_P P(x)P,    P in I, X, Y, Z
 *
 * given by its fidelity F in [1/4, 1], t = (1, f, -f, f) with f = (4F-1)/3, or by the weights of the four Bell states; or any
 * other state of two qubits, given by its `correlations` or as a density matrix.
 *
 * A coin is a random bit that qubits of two or more processors all hold, with the probability `heads` of 0,
 *
 *     rho = heads |0..0><0..0| + (1 - heads) |1..1><1..1|
 *
 * or the same between |+> and |-> in the basis X. It is correlation without entanglement.
 *
 * A share is a stabiliser state of two to eight qubits with a visibility v,
 *
 *     rho = 2^-k (1 + v sum over its group of sign P_1 x ... x P_k)
 *
 * such as GHZ and graph states. Ends of ebits and shares with an `age` decay in the `memory` of their processors: a channel
 * `thermal` on each.
 *
 * `noise` of a processor stands behind its gates: each channel of the list acts, in the list's order, on every qubit that a
 * gate of its `after` touches, quantum controls included; behind a gate with conditions only where they hold.
 *
 * @param spec - 1 to 16 processors of 1 to 10 qubits, and the ebits, coins and shares between them; loops and parallel ones
 *   are welcome
 * @throws EbitError 'network' for an unknown key, a bad or repeated name, a number outside its range, an unknown
 *   processor or qubit, a qubit in two resources, a resource with two ends at one processor, a matrix that is no state,
 *   generators that do not commute, depend on or contradict each other, an age without a memory,
 *   or noise behind gates that are none; 'range' for a channel's number outside its range
 * @example
 * const { ebits } = network({
 *   processors: [{ name: 'A', qubits: 4 }, { name: 'B', qubits: 2, readoutError: 0.01 }],
 *   ebits: [{ between: ['A.0', 'B.0'], fidelity: 1 }],
 * });
 * ebits[0].correlations; // [1, -1, 1]
 * const processors = [{ name: 'A', qubits: 2 }, { name: 'B', qubits: 2 }];
 * network({ processors, coins: [{ between: ['A.0', 'B.0'] }] }).coins[0].heads; // 0.5
 * network({ processors, shares: [{ between: ['A.1', 'B.1'], state: 'ghz' }] }).shares[0].visibility; // 1
 */
export function network(spec: NetworkSpec): Network {
  const checkedSpec = checked(networkSchema, spec, 'network', 'The network');
  const known = processors(checkedSpec.processors);
  const taken = new Map<string, Kind>();
  return {
    processors: known,
    ebits: ebits(checkedSpec.ebits ?? [], known, taken),
    coins: coins(checkedSpec.coins ?? [], known, taken),
    shares: shares(checkedSpec.shares ?? [], known, taken),
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
  const { processors, ebits, coins, shares } = network;
  const placesOf = (kind: Kind, ends: readonly EbitEnd[]) =>
    ends.map(({ processor, qubit }) => {
      if (processor < processors.length) return `${processors[processor].name}.${qubit}`;
      throw new EbitError(
        'network',
        `${kinds[kind].replace('a', 'A')} of the network ends at processor ${processor}, but there are ${processors.length}, counted from 0.`,
      );
    });
  return {
    processors: processors.map(({ name, qubits, readout: { flip0, flip1 }, memory, noise = [] }) => ({
      name,
      qubits,
      ...(flip0 === 0 && flip1 === 0 ? {} : { readoutError: flip0 === flip1 ? flip0 : { flip0, flip1 } }),
      ...(memory === undefined ? {} : { memory }),
      ...(noise.length === 0 ? {} : { noise: noise.map(gateNoiseSpec) }),
    })),
    ebits: ebits.map(({ ends, state, ages }) => {
      const [a, b] = placesOf('ebit', ends);
      return { between: [a, b] as const, ...ebitWay(state), ...ageOf(ages) };
    }),
    // A network without coins and shares is described as before there were any.
    ...(coins.length === 0
      ? {}
      : { coins: coins.map(({ ends, heads, basis }) => ({ between: placesOf('coin', ends), heads, basis })) }),
    ...(shares.length === 0
      ? {}
      : {
          shares: shares.map(({ ends, state, visibility, ages }) => ({
            between: placesOf('share', ends),
            ...shareWay(state),
            visibility,
            ...ageOf(ages),
          })),
        }),
  };
}

function ebitWay(state: Ebit['state']): Omit<EbitSpec, 'between'> {
  if (state.kind === 'werner') return { fidelity: state.fidelity };
  if (state.kind === 'weights') return { weights: state.weights };
  return state.kind === 'correlations' ? { correlations: state.correlations } : { state: state.matrix };
}

function shareWay(state: ShareState): Omit<ShareSpec, 'between'> {
  if (state.kind === 'generators') return { generators: state.generators };
  return state.kind === 'graph' ? { graph: state.edges } : { state: state.kind };
}

function ageOf(ages: readonly number[] | undefined): Pick<EbitSpec, 'age'> {
  if (ages === undefined) return {};
  return { age: ages.every((age) => age === ages[0]) ? ages[0] : ages };
}
