import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { bellCorrelations } from '../network/bell-state.js';
import { COIN_BASES, FAIR } from '../network/coin.js';
import { GATE_KINDS, type GateNoiseSpec, gateNoiseSchema } from '../network/gate-noise.js';
import { type Network, network, networkSpec } from '../network/network.js';
import { type CoinSpec, type EbitSpec, networkSchema, type ProcessorSpec } from '../network/network-spec.js';
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
    qubits: v.optional(countSchema),
    noise: v.optional(v.array(gateNoiseSchema)),
  }),
);

/** What may be said of a network; `qubits` of every processor, where they are not listed. */
export interface PartialNetwork {
  readonly processors?: readonly ProcessorSpec[] | undefined;
  readonly ebits?: number | readonly EbitSpec[] | undefined;
  readonly fidelity?: number | undefined;
  readonly coins?: number | readonly CoinSpec[] | undefined;
  readonly qubits?: number | undefined;
  readonly noise?: readonly GateNoiseSpec[] | undefined;
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
  { ebits: given, fidelity }: PartialNetwork,
  processors: readonly ProcessorSpec[],
  { code, nameOf }: Naming,
): Pick<NetworkSettings, 'ebits' | 'fidelity'> {
  const ebits = given ?? (processors.length === 1 ? 0 : processors.length === 2 ? networkDefaults.ebits : undefined);
  if (ebits === undefined || (typeof ebits === 'number' && ebits > 0 && processors.length !== 2)) {
    const names = namesOf(processors);
    throw new EbitError(
      code,
      `Between which of the processors ${names} are the ebits? List them, such as ${nameOf('network.ebits')} A.0:B.0,B.1:C.0, or give 0.`,
    );
  }
  if (typeof ebits === 'number') return { ebits, fidelity: fidelity ?? networkDefaults.fidelity };
  const own = ebits.find((ebit) => ebit.fidelity !== undefined || ebit.weights !== undefined);
  if (fidelity !== undefined && own !== undefined) {
    throw new EbitError(
      code,
      `The ebit between ${own.between.join(' and ')} has a state of its own; drop it there, or drop ${nameOf('network.fidelity')}.`,
    );
  }
  return {
    ebits: ebits.map((ebit) =>
      ebit.weights === undefined ? { ...ebit, fidelity: ebit.fidelity ?? fidelity ?? networkDefaults.fidelity } : ebit,
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
  return {
    processors,
    ...shared,
    ...completeCoins(settings, shared.ebits, processors, naming),
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
 * Returns the network that settings describe.
 *
 * @throws EbitError 'network' if a number is outside its range or an ebit or a coin does not fit
 */
export function networkOf(settings: NetworkSettings): Network {
  const { ebits, fidelity = networkDefaults.fidelity, coins = [], noise } = settings;
  const processors = noise === undefined ? settings.processors : settings.processors.map((one) => ({ ...one, noise }));
  if (typeof ebits !== 'number') return network({ processors, ebits, coins: listedCoins(processors, 0, coins) });
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
  });
}

/** Returns the settings of a network that was made. @throws EbitError 'network' for what is no network */
export function settingsOfNetwork(made: Network): NetworkSettings {
  const { ebits = [], ...rest } = networkSpec(made);
  return { ...rest, ebits };
}

/** On what a network's numbers depend, whichever way it was said. @throws EbitError as {@link networkOf} */
export const networkIdentity = writtenOnce((settings: NetworkSettings) => networkSpec(networkOf(settings)));
