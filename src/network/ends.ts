// The qubits at which things are shared: places such as A.0, as a person writes them and as indices.
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { plural } from '../plural.js';
import { cutShort } from '../shown-value.js';

/** One end of something shared: a qubit of a processor, both by index. */
export interface EbitEnd {
  readonly processor: number;
  readonly qubit: number;
}

/** Two ends or more, each at a processor of its own. */
export type Ends = readonly [EbitEnd, EbitEnd, ...EbitEnd[]];

/** What qubits of different processors may share. */
export const kinds = { ebit: 'an ebit', coin: 'a coin', share: 'a share' } as const;
export type Kind = keyof typeof kinds;

/** What an end is looked up in. */
type Known = readonly { readonly name: string; readonly qubits: number }[];

/** `A.0 and B.0`, `A.0, B.0 and C.0`. */
export function placesText(between: readonly string[]): string {
  const shown = between.map(cutShort);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function endAt(kind: Kind, place: string, known: Known): EbitEnd {
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

/**
 * The ends of something shared, whose qubits are entered among those that are taken.
 *
 * @param most - how many there may be; there are at least two
 * @throws EbitError 'network' for another number of places, an unknown one, two at one processor, and a qubit that is taken
 */
export function endsOf(
  kind: Kind,
  between: readonly string[],
  known: Known,
  taken: Map<string, Kind>,
  most: number,
): Ends {
  if (between.length < 2 || between.length > most) {
    throw new EbitError(
      'network',
      `${kinds[kind].replace('a', 'A')} between ${plural(between.length, 'place')}: give 2 to ${most} of them, each at a processor of its own.`,
    );
  }
  const ends = between.map((place) => endAt(kind, place, known));
  ends.forEach(({ processor }, i) => {
    const first = ends.findIndex((end) => end.processor === processor);
    if (first === i) return;
    const what = `The ${kind} between ${placesText(between)}`;
    throw new EbitError(
      'network',
      ends.length === 2
        ? `${what} lies inside one processor; ${kinds[kind]} joins two of them.`
        : `${what} has both ${between[first]} and ${between[i]} inside one processor; ${kinds[kind]} has one end a processor.`,
    );
  });
  for (const place of between) {
    const before = taken.get(place);
    if (before !== undefined) {
      const both = before === kind ? `two ${kind}s` : `${kinds[before]} and ${kinds[kind]}`;
      throw new EbitError('network', `Qubit ${place} is in ${both}; a qubit can hold one half only.`);
    }
    taken.set(place, kind);
  }
  return ends as [EbitEnd, EbitEnd, ...EbitEnd[]];
}
