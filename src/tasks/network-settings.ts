import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { bellCorrelations } from '../network/bell-state.js';
import { COIN_BASES, FAIR } from '../network/coin.js';
import { type Network, network, networkSpec } from '../network/network.js';
import {
  type CoinSpec,
  type EbitSpec,
  networkSchema,
  type ProcessorSpec,
  type ShareSpec,
} from '../network/network-spec.js';
import { plural } from '../plural.js';
import { lazily } from '../schema.js';
import { cutShort } from '../shown-value.js';
import { writtenOnce } from './canonical.js';
import type { Naming } from './naming.js';
import { countSchema, finiteSchema } from './schemas.js';

/** The processors and what they share, with everything said. */
export interface NetworkSettings {
  readonly processors: readonly ProcessorSpec[];
  /** A number of them between the first two processors, qubit by qubit from 0 on, or each by its ends. */
  readonly ebits: number | readonly EbitSpec[];
  /** Of all of a number of ebits; those of a list have their own. */
  readonly fidelity?: number;
  /** A number of fair coins between two processors, on the qubits behind a number of ebits, or each by its ends. */
  readonly coins?: number | readonly CoinSpec[];
  /** States of two and more processors, each by its ends. */
  readonly shares?: readonly ShareSpec[];
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
    qubits: v.optional(countSchema),
  }),
);

/** What may be said of a network; `qubits` of every processor, where they are not listed. */
export interface PartialNetwork {
  readonly processors?: readonly ProcessorSpec[] | undefined;
  readonly ebits?: number | readonly EbitSpec[] | undefined;
  readonly fidelity?: number | undefined;
  readonly coins?: number | readonly CoinSpec[] | undefined;
  readonly shares?: readonly ShareSpec[] | undefined;
  readonly qubits?: number | undefined;
}

function completeProcessors(
  { processors, qubits }: PartialNetwork,
  parties: Readonly<Record<string, number>> | null,
  { code, nameOf }: Naming,
): readonly ProcessorSpec[] {
  if (processors !== undefined && qubits !== undefined) {
    const [one, other] = [nameOf('network.qubits'), nameOf('network.processors')];
    throw new EbitError(code, `"${one}" and "${other}" both say the same thing; give one of them.`);
  }
  if (processors !== undefined) return processors;
  if (parties === null) {
    throw new EbitError(
      code,
      `These data do not say which processors there are; list them in "${nameOf('network.processors')}".`,
    );
  }
  return Object.entries(parties).map(([name, features]) => ({ name, qubits: qubits ?? features }));
}

/** The names of processors for a sentence. */
function namesOf(processors: readonly ProcessorSpec[]): string {
  return processors.map(({ name }) => cutShort(name)).join(', ');
}

function completeEbits(
  { ebits: given, fidelity, shares = [] }: PartialNetwork,
  processors: readonly ProcessorSpec[],
  { code, nameOf }: Naming,
): Pick<NetworkSettings, 'ebits' | 'fidelity'> {
  // Who lists shares has said what is shared.
  const byCount = processors.length === 2 ? networkDefaults.ebits : undefined;
  const ebits = given ?? (processors.length === 1 || shares.length > 0 ? 0 : byCount);
  if (ebits === undefined || (typeof ebits === 'number' && ebits > 0 && processors.length !== 2)) {
    const names = namesOf(processors);
    throw new EbitError(
      code,
      `Between which of the processors ${names} are the ebits? List them, such as ${nameOf('network.ebits')} A.0:B.0,B.1:C.0, or give 0.`,
    );
  }
  if (typeof ebits === 'number') return { ebits, fidelity: fidelity ?? networkDefaults.fidelity };
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
  { coins = 0 }: PartialNetwork,
  ebits: NetworkSettings['ebits'],
  processors: readonly ProcessorSpec[],
  { code, nameOf }: Naming,
): Pick<NetworkSettings, 'coins'> {
  if (typeof coins !== 'number') {
    const said = coins.map(({ between, heads = FAIR, basis = COIN_BASES[0] }) => ({ between, heads, basis }));
    return said.length === 0 ? {} : { coins: said };
  }
  if (coins === 0) return {};
  if (processors.length !== 2 || typeof ebits !== 'number') {
    const why =
      processors.length === 2
        ? 'On which qubits are the coins, beside ebits that are listed?'
        : `Between which of the processors ${namesOf(processors)} are the coins?`;
    throw new EbitError(code, `${why} List them, such as ${nameOf('network.coins')} A.1:B.1, or give 0.`);
  }
  return { coins };
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
 * Returns the network that settings describe.
 *
 * @throws EbitError 'network' if a number is outside its range or an ebit or a coin does not fit
 */
export function networkOf(settings: NetworkSettings): Network {
  const { processors, ebits, fidelity = networkDefaults.fidelity, coins = [], shares = [] } = settings;
  if (typeof ebits !== 'number')
    return network({ processors, ebits, coins: listedCoins(processors, 0, coins), shares });
  // Without ebits no state would look at the fidelity, and a slip in it would pass unseen.
  bellCorrelations({ kind: 'werner', fidelity });
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
