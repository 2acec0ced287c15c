// The processors that every rival has: what is compared is what they share, under the same noise.
import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { type Network, network, networkSpec } from '../network/network.js';
import type { ProcessorSpec } from '../network/network-spec.js';
import { noiseLines } from '../network/words.js';
import { lazily } from '../schema.js';
import type { Naming } from '../tasks/naming.js';
import { completeNetwork, networkOf, type PartialNetwork, partialNetworkSchema } from '../tasks/network-settings.js';

/** What may be said of the processors that rivals have, the same for each: themselves, and noise behind all of their gates. */
export type RivalNetwork = Pick<PartialNetwork, 'processors' | 'noise'>;

/** The shape of a {@link RivalNetwork}, and of more that {@link rivalProcessors} refuses with its reason. */
export const rivalNetworkSchema = lazily(() => v.optional(partialNetworkSchema()));

const KNOWN: readonly string[] = ['processors', 'noise'] satisfies readonly (keyof RivalNetwork)[];

/**
 * Returns the processors of every rival with everything said; null where nothing was.
 *
 * @param qubits - of each party, where processors are not listed
 * @throws EbitError `naming.code` for what says what is shared, another number of processors than two, and noise said twice;
 *   'network' and 'range' as `network`
 */
export function rivalProcessors(
  given: RivalNetwork,
  qubits: Readonly<Record<string, number>> | null,
  naming: Naming,
): readonly ProcessorSpec[] | null {
  const { processors, noise = [] } = given;
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const stray = said.find(([name]) => !KNOWN.includes(name));
  if (stray !== undefined) {
    throw new EbitError(
      naming.code,
      `"${naming.nameOf(`network.${stray[0]}`)}" does not belong to the processors, which are the same for every rival, whatever it ` +
        'shares. Leave it out: give processors and noise alone, or train that one network by itself.',
    );
  }
  if (processors === undefined && noise.length === 0) return null;
  const complete = completeNetwork({ ...given, ebits: 0 }, qubits, naming);
  const { length: count } = complete.processors;
  if (count !== 2) {
    throw new EbitError(naming.code, `A comparison is about two processors, and ${count} are listed; list two.`);
  }
  return networkSpec(networkOf(complete)).processors;
}

function readoutLines({ processors }: Network): string[] {
  return processors
    .filter(({ readout: { flip0, flip1 } }) => flip0 !== 0 || flip1 !== 0)
    .map(
      ({ name, readout: { flip0, flip1 } }) =>
        `${name}: readout error ${flip0 === flip1 ? flip0 : `${flip0}/${flip1}`}`,
    );
}

/** What is noisy at a network's processors, `A, B: depolarizing (p 0.01) behind all gates; A: readout error 0.02`; null for nothing. */
export function processorNoiseText(on: Network): string | null {
  const lines = [...noiseLines(on), ...readoutLines(on)];
  return lines.length === 0 ? null : lines.join('; ');
}

/** One sentence about the noise that every rival has; none where nobody said anything of processors. */
export function rivalNoiseLines(processors: readonly ProcessorSpec[] | null): string[] {
  if (processors === null) return [];
  const text = processorNoiseText(network({ processors }));
  return [text === null ? 'Noise: none, at the processors given, every rival.' : `Noise: ${text}; every rival.`];
}
