import * as v from 'valibot';
import { partyNames } from '../data/deal.js';
import { EbitError } from '../errors.js';
import { bellCorrelations } from '../network/bell-state.js';
import { COIN_BASES, FAIR } from '../network/coin.js';
import { GATE_KINDS, type GateNoiseSpec, gateNoiseSchema } from '../network/gate-noise.js';
import { MAX_PROCESSORS, type Network, network, networkSpec } from '../network/network.js';
import {
  type CoinSpec,
  type EbitSpec,
  networkSchema,
  type ProcessorSpec,
  type ShareSpec,
} from '../network/network-spec.js';
import { TOPOLOGIES, type Topology, topology } from '../network/topology.js';
import { plural } from '../plural.js';
import { lazily } from '../schema.js';
import { cutShort } from '../shown-value.js';
import { writtenOnce } from './canonical.js';
import type { Naming } from './naming.js';
import { countSchema, finiteSchema, positiveSchema } from './schemas.js';

/** The processors and what they share, with everything said. */
export interface NetworkSettings {
  readonly processors: readonly ProcessorSpec[];
  /**
   * A number of them between two processors, qubit by qubit from 0 on, or on each edge of the topology; or each by its ends.
   */
  readonly ebits: number | readonly EbitSpec[];
  /** Which processors are joined by a number of ebits and of coins; not there for two, unless told. */
  readonly topology?: Topology;
  /** Of all of a number of ebits; those of a list have their own. */
  readonly fidelity?: number;
  /**
   * A number of fair coins between two processors, on the qubits behind a number of ebits, or on each edge of the topology; or
   * each by its ends.
   */
  readonly coins?: number | readonly CoinSpec[];
  /** States of two and more processors, each by its ends. */
  readonly shares?: readonly ShareSpec[];
  /** Behind the gates of every processor; none of them lists its own then. */
  readonly noise?: readonly GateNoiseSpec[];
}

/** What holds unless told: pure ebits; one between two processors; a processor has one qubit for each of its features. */
export const networkDefaults = { ebits: 1, fidelity: 1 } as const;

/** The shape of what may be said of a network. */
export const partialNetworkSchema = lazily(() =>
  v.strictObject({
    processors: v.optional(networkSchema.entries.processors),
    ebits: v.optional(v.union([countSchema, v.unwrap(networkSchema.entries.ebits)])),
    fidelity: v.optional(finiteSchema),
    coins: v.optional(v.union([countSchema, v.unwrap(networkSchema.entries.coins)])),
    shares: networkSchema.entries.shares,
    noise: v.optional(v.array(gateNoiseSchema)),
    qubits: v.optional(v.union([countSchema, v.array(countSchema)])),
    parties: v.optional(positiveSchema),
    topology: v.optional(v.picklist(TOPOLOGIES)),
  }),
);

/**
 * What may be said of a network; `qubits` of every processor, or of each in turn, where they are not listed, and `parties`, how
 * many there are, where the data do not say it.
 */
export interface PartialNetwork {
  readonly processors?: readonly ProcessorSpec[] | undefined;
  readonly ebits?: number | readonly EbitSpec[] | undefined;
  readonly fidelity?: number | undefined;
  readonly coins?: number | readonly CoinSpec[] | undefined;
  readonly shares?: readonly ShareSpec[] | undefined;
  readonly noise?: readonly GateNoiseSpec[] | undefined;
  readonly qubits?: number | readonly number[] | undefined;
  readonly parties?: number | undefined;
  readonly topology?: Topology | undefined;
}

/** @throws EbitError for another number of parties than there are */
function checkParties(said: number | undefined, count: number, what: string, { code, nameOf }: Naming): void {
  if (said === undefined || said === count) return;
  const name = nameOf('network.parties');
  throw new EbitError(code, `"${name}" is ${said}, and ${what} ${count}; leave out "${name}", or make them agree.`);
}

function completeProcessors(
  { processors, qubits, parties: said }: PartialNetwork,
  parties: Readonly<Record<string, number>> | null,
  naming: Naming,
): readonly ProcessorSpec[] {
  const { code, nameOf } = naming;
  if (processors !== undefined && qubits !== undefined) {
    const [one, other] = [nameOf('network.qubits'), nameOf('network.processors')];
    throw new EbitError(code, `"${one}" and "${other}" both say the same thing; give one of them.`);
  }
  if (processors !== undefined) {
    checkParties(said, processors.length, `"${nameOf('network.processors')}" lists`, naming);
    return processors;
  }
  if (parties !== null) checkParties(said, Object.keys(parties).length, 'the data are for', naming);
  const named = said === undefined ? undefined : partyNames(said, MAX_PROCESSORS);
  const names = parties === null ? named : Object.keys(parties);
  if (names === undefined || (parties === null && qubits === undefined)) {
    throw new EbitError(
      code,
      `These data do not say which processors there are; list them in "${nameOf('network.processors')}", or give ` +
        `"${nameOf('network.parties')}" and "${nameOf('network.qubits')}".`,
    );
  }
  if (Array.isArray(qubits) && qubits.length !== names.length) {
    const name = nameOf('network.qubits');
    throw new EbitError(
      code,
      `"${name}" lists ${qubits.length} numbers for ${plural(names.length, 'processor')}; give one for each, or one for all.`,
    );
  }
  const sizes = Array.isArray(qubits) ? (qubits as readonly number[]) : names.map(() => qubits as number | undefined);
  return names.map((name, p) => ({ name, qubits: sizes[p] ?? parties?.[name] ?? 0 }));
}

/** The names of processors for a sentence. */
function namesOf(processors: readonly ProcessorSpec[]): string {
  return processors.map(({ name }) => cutShort(name)).join(', ');
}

function completeEbits(
  { ebits: given, fidelity, topology: kind, shares = [] }: PartialNetwork,
  processors: readonly ProcessorSpec[],
  { code, nameOf }: Naming,
): Pick<NetworkSettings, 'ebits' | 'fidelity' | 'topology'> {
  if (kind !== undefined && typeof given === 'object') {
    const [one, other] = [nameOf('network.topology'), nameOf('network.ebits')];
    throw new EbitError(
      code,
      `"${one}" and the list in "${other}" both say who is joined; give "${other}" a number, or leave out "${one}".`,
    );
  }
  const isPlain = kind !== undefined || processors.length === 2;
  // Who lists shares and no topology has said what is shared.
  const byCount = isPlain ? networkDefaults.ebits : undefined;
  const ebits = given ?? (processors.length === 1 || (kind === undefined && shares.length > 0) ? 0 : byCount);
  if (ebits === undefined || (typeof ebits === 'number' && ebits > 0 && !isPlain)) {
    const names = namesOf(processors);
    throw new EbitError(
      code,
      `Between which of the processors ${names} are the ebits? List them, such as ${nameOf('network.ebits')} A.0:B.0,B.1:C.0, ` +
        `give ${nameOf('network.topology')} ${TOPOLOGIES.join(', ')}, or give 0.`,
    );
  }
  const joined = kind === undefined ? {} : { topology: kind };
  if (typeof ebits === 'number') return { ebits, fidelity: fidelity ?? networkDefaults.fidelity, ...joined };
  const hasState = ({ weights, correlations, state }: EbitSpec) =>
    weights !== undefined || correlations !== undefined || state !== undefined;
  const own = ebits.find((ebit) => ebit.fidelity !== undefined || hasState(ebit));
  if (fidelity !== undefined && own !== undefined) {
    throw new EbitError(
      code,
      `The ebit between ${own.between.join(' and ')} has a state of its own; drop it there, or drop ${nameOf('network.fidelity')}.`,
    );
  }
  return {
    ebits: ebits.map((ebit) =>
      hasState(ebit) ? ebit : { ...ebit, fidelity: ebit.fidelity ?? fidelity ?? networkDefaults.fidelity },
    ),
  };
}

/** Nothing where there are no coins: such a network is said as before there were any. */
function completeCoins(
  { coins = 0, topology: kind }: PartialNetwork,
  ebits: NetworkSettings['ebits'],
  processors: readonly ProcessorSpec[],
  { code, nameOf }: Naming,
): Pick<NetworkSettings, 'coins'> {
  if (typeof coins !== 'number') {
    const said = coins.map(({ between, heads = FAIR, basis = COIN_BASES[0] }) => ({ between, heads, basis }));
    return said.length === 0 ? {} : { coins: said };
  }
  if (coins === 0) return {};
  if (kind === undefined && (processors.length !== 2 || typeof ebits !== 'number')) {
    const why =
      processors.length === 2
        ? 'On which qubits are the coins, beside ebits that are listed?'
        : `Between which of the processors ${namesOf(processors)} are the coins?`;
    throw new EbitError(code, `${why} List them, such as ${nameOf('network.coins')} A.1:B.1, or give 0.`);
  }
  return { coins };
}

/** Nothing where there is none: such a network is said as before there was any. */
function completeNoise(
  { noise = [] }: PartialNetwork,
  processors: readonly ProcessorSpec[],
  { code, nameOf }: Naming,
): Pick<NetworkSettings, 'noise'> {
  if (noise.length === 0) return {};
  const own = processors.find((processor) => processor.noise !== undefined);
  if (own === undefined) return { noise: noise.map((one) => ({ ...one, after: one.after ?? GATE_KINDS[0] })) };
  throw new EbitError(
    code,
    `Processor "${cutShort(own.name)}" has noise of its own; drop it there, or drop ${nameOf('network.noise')}.`,
  );
}

/**
 * Fills in what is left open of a network.
 *
 * @param settings - that fit {@link partialNetworkSchema}
 * @param parties - how many features each party holds, for the processors where they are not listed
 * @throws EbitError `naming.code` if it is not said which processors there are or between which of them the ebits and the
 *   coins are, or if two settings say the same thing; what the numbers mean is checked by {@link networkOf}
 */
export function completeNetwork(
  settings: PartialNetwork,
  parties: Readonly<Record<string, number>> | null,
  naming: Naming,
): NetworkSettings {
  const processors = completeProcessors(settings, parties, naming);
  const shared = completeEbits(settings, processors, naming);
  const { shares = [] } = settings;
  return {
    processors,
    ...shared,
    ...completeCoins(settings, shared.ebits, processors, naming),
    // Nothing where there are none: such a network is said as before there were any.
    ...(shares.length === 0 ? {} : { shares }),
    ...completeNoise(settings, processors, naming),
  };
}

/** What a number of ebits or coins is short for: one a qubit of the first two processors, from `first` on. */
function sideBySide(processors: readonly ProcessorSpec[], first: number, count: number) {
  return Array.from({ length: count }, (_, j) => ({
    between: [`${processors[0].name}.${first + j}`, `${processors[1].name}.${first + j}`] as const,
  }));
}

function listedCoins(
  processors: readonly ProcessorSpec[],
  first: number,
  coins: number | readonly CoinSpec[],
): readonly CoinSpec[] {
  return typeof coins === 'number' ? sideBySide(processors, first, coins) : coins;
}

/**
 * A number of ebits, and behind them of coins, on each edge of a topology: it gives the places of all, and of those of one pair
 * of processors the first are ebits.
 */
function joinedNetwork(
  kind: Topology,
  processors: readonly ProcessorSpec[],
  {
    ebits,
    coins,
    fidelity,
    shares,
  }: { ebits: number; coins: number | readonly CoinSpec[]; fidelity: number; shares: readonly ShareSpec[] },
): Network {
  const listed = typeof coins === 'number' ? [] : coins;
  const each = ebits + (typeof coins === 'number' ? coins : 0);
  const sizes = processors.map(({ qubits }) => qubits);
  const shape = each === 0 ? [] : topology(kind, sizes.length, { qubits: sizes, ebitsPerEdge: each }).ebits;
  const before = new Map<string, number>();
  const pairs = shape.map(({ ends }) => {
    const between = ends.map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`) as [string, string];
    const edge = ends.map(({ processor }) => processor).join();
    const place = before.get(edge) ?? 0;
    before.set(edge, place + 1);
    return { between, isEbit: place % each < ebits };
  });
  return network({
    processors,
    ebits: pairs.filter(({ isEbit }) => isEbit).map(({ between }): EbitSpec => ({ between, fidelity })),
    coins: [...pairs.filter(({ isEbit }) => !isEbit).map(({ between }) => ({ between })), ...listed],
    shares,
  });
}

/**
 * Returns the network that settings describe.
 *
 * @throws EbitError 'network' if a number is outside its range or an ebit or a coin does not fit
 */
export function networkOf(settings: NetworkSettings): Network {
  const { ebits, fidelity = networkDefaults.fidelity, coins = [], shares = [], noise, topology: kind } = settings;
  const processors = noise === undefined ? settings.processors : settings.processors.map((one) => ({ ...one, noise }));
  if (typeof ebits !== 'number')
    return network({ processors, ebits, coins: listedCoins(processors, 0, coins), shares });
  // Without ebits no state would look at the fidelity, and a slip in it would pass unseen.
  bellCorrelations({ kind: 'werner', fidelity });
  if (kind !== undefined) {
    return joinedNetwork(kind, processors, { ebits, coins, fidelity, shares });
  }
  const room = Math.min(...processors.map(({ qubits }) => qubits));
  const sizes = processors.map(({ qubits }) => qubits).join(' and ');
  if (ebits > room) {
    throw new EbitError(
      'network',
      `${ebits} ebits do not fit between processors of ${sizes} qubits; give at most ${room}.`,
    );
  }
  if (typeof coins === 'number' && ebits + coins > room) {
    const beside = ebits === 0 ? '' : ` beside ${plural(ebits, 'ebit')}`;
    throw new EbitError(
      'network',
      `${coins} coins do not fit between processors of ${sizes} qubits${beside}; give at most ${room - ebits}.`,
    );
  }
  return network({
    processors,
    ebits: sideBySide(processors, 0, ebits).map((ebit): EbitSpec => ({ ...ebit, fidelity })),
    coins: listedCoins(processors, ebits, coins),
    shares,
  });
}

/** Returns the settings of a network that was made. @throws EbitError 'network' for what is no network */
export function settingsOfNetwork(made: Network): NetworkSettings {
  const { ebits = [], ...rest } = networkSpec(made);
  return { ...rest, ebits };
}

/** On what a network's numbers depend, whichever way it was said. @throws EbitError as {@link networkOf} */
export const networkIdentity = writtenOnce((settings: NetworkSettings) => networkSpec(networkOf(settings)));
