// Which pair of which link becomes which ebit of a network.
import { EbitError } from '../errors.js';
import type { Network } from '../network/network.js';
import { plural } from '../plural.js';
import { cutShort } from '../shown-value.js';
import type { Link } from './link.js';

/** The pair that an ebit is. */
export interface EbitPair {
  /** Of the pair, among those of a shot. */
  readonly place: number;
  /** Whether the link names the ebit's ends the other way round. */
  readonly isTurned: boolean;
}

/** An ebit's two ends as people write them, and the names of its processors. */
function endsOf({ processors, ebits }: Network, ebit: number): { places: string[]; names: string[] } {
  const { ends } = ebits[ebit];
  const names = ends.map(({ processor }) => processors[processor].name);
  return { names, places: ends.map(({ qubit }, end) => `${names[end]}.${qubit}`) };
}

/** Whether a link's ends are an ebit's, and which way round; null where they are not. */
function turnOf({ between }: Link, network: Network, ebit: number): boolean | null {
  if (between === null) return false;
  const { places, names } = endsOf(network, ebit);
  const own = between.some((end) => end.includes('.')) ? places : names;
  if (own[0] === between[0] && own[1] === between[1]) return false;
  return own[0] === between[1] && own[1] === between[0] ? true : null;
}

/**
 * Returns for every ebit of a network the pair that it is: link by link, a link's pairs go to the first ebits between its ends
 * that have none yet; those of a link that does not name its ends to the first of all.
 *
 * @throws EbitError 'network' where pairs and ebits are not as many, or a link has more pairs than there are ebits between its ends
 */
export function pairsOfEbits(network: Network, links: readonly Link[]): EbitPair[] {
  const found = new Map<number, EbitPair>();
  let place = 0;
  for (const link of links) {
    for (let pair = 0; pair < link.pairs; pair++) {
      const turns = network.ebits.map((_, ebit) => (found.has(ebit) ? null : turnOf(link, network, ebit)));
      const ebit = turns.findIndex((turn) => turn !== null);
      if (ebit < 0) {
        const ends =
          link.between === null ? 'anywhere' : `between ${link.between.map((end) => cutShort(end)).join(' and ')}`;
        throw new EbitError(
          'network',
          `The links make a pair for which the network has no ebit ${ends}; it has ${plural(network.ebits.length, 'ebit')}. ` +
            'Give as many pairs as there are ebits, and links the ends of theirs.',
        );
      }
      found.set(ebit, { place: place++, isTurned: turns[ebit] === true });
    }
  }
  return network.ebits.map((_, ebit) => {
    const own = found.get(ebit);
    if (own !== undefined) return own;
    const ends = endsOf(network, ebit).places.join(' and ');
    throw new EbitError('network', `No link makes the ebit between ${ends}; give one more pair of a link.`);
  });
}
