import { PARTIES, partyNames } from '../data/deal.js';
import { MAX_PROCESSORS } from '../network/network.js';
import { type PartialData, sourceOf } from './data-settings.js';
import type { PartialNetwork } from './network-settings.js';

/** What may be said of a task, as far as it says how many parties there are. */
interface SaidParties {
  readonly data?: PartialData | undefined;
  readonly network?: PartialNetwork | null | undefined;
}

/**
 * Returns settings whose data say for how many parties they are, where their network says it and they can be for so many: a
 * study that varies `network.parties` need not vary the data too.
 */
export function withSaidParties<S extends SaidParties>(settings: S): S {
  const { data, network } = settings;
  const parties = network?.parties;
  if (parties === undefined || data?.kind === undefined) return settings;
  const saysWho =
    ('parties' in data && data.parties !== undefined) || ('columns' in data && data.columns !== undefined);
  if (saysWho || !Object.hasOwn(sourceOf({ kind: data.kind }).entries, 'parties')) return settings;
  return { ...settings, data: { ...data, parties } };
}

/** Of a processor that is described without data. */
const QUBITS = 4;

/** The parties of a network that is described without data, with four qubits each: the paper's two unless told. */
export function describedParties(network: PartialNetwork | undefined): Readonly<Record<string, number>> {
  const { processors, parties = processors?.length ?? PARTIES } = network ?? {};
  return Object.fromEntries(partyNames(parties, MAX_PROCESSORS).map((name) => [name, QUBITS]));
}
