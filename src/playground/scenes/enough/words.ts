// The sentences of the scene of ranks, made of the ranks that were found.
import { EBITS, type FoundRank, PAPER_INPUTS, type PublishedRank } from '../../questions/enough/asked.js';
import { MOST_DEPTH, topOf } from './cells.js';

/** `nothing`, `1 ebit`, `4 ebits`. */
export function sharedText(ebits: number): string {
  if (ebits === 0) return 'nothing shared';
  return ebits === 1 ? '1 ebit' : `${ebits} ebits`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** Networks whose curves stop alike: 1, 2 ebits. */
function named(ebits: readonly number[]): string {
  const some = ebits.filter((count) => count > 0);
  const last = some[some.length - 1];
  const words = some.length === 0 ? [] : [`${listed(some.map(String))} ${last === 1 ? 'ebit' : 'ebits'}`];
  return listed([...(ebits.includes(0) ? ['nothing shared'] : []), ...words]);
}

interface Stop {
  readonly ebits: number;
  readonly highest: FoundRank;
  /** Whether deeper circuits were tried and did not go higher. */
  readonly isPlateau: boolean;
}

/** The highest rank of every network that has one. */
export function stopsOf(ranks: readonly FoundRank[]): Stop[] {
  return EBITS.flatMap((ebits) => {
    const own = ranks.filter((one) => one.ebits === ebits);
    const top = topOf(own);
    if (top === null) return [];
    return [{ ebits, highest: top.highest, isPlateau: own.some(({ depth }) => depth > top.highest.depth) }];
  });
}

/** Stops with the same rank at the same depth, together. */
function groups(stops: readonly Stop[]): Stop[][] {
  const all: Stop[][] = [];
  for (const stop of stops) {
    const { rank, depth } = stop.highest;
    const same = all.find(([one]) => one.highest.rank === rank && one.highest.depth === depth);
    if (same === undefined) all.push([stop]);
    else same.push(stop);
  }
  return all;
}

const names = (group: readonly Stop[]) => named(group.map(({ ebits }) => ebits));

/** Says where the curves stop for one N, and whose limit that is. */
export function stopWords(inputs: number, ranks: readonly FoundRank[]): string {
  const stops = stopsOf(ranks);
  const capped = groups(stops.filter(({ highest }) => highest.atCap));
  const free = groups(stops.filter(({ highest }) => !highest.atCap));
  const cappedWords = capped.map((group) => {
    const [{ highest, isPlateau }] = group;
    const factor = highest.dof === 1 ? 'N' : `${highest.dof}N`;
    return `${highest.rank} = ${factor}${isPlateau ? ` from ${highest.depth} layers on` : ''} with ${names(group)}`;
  });
  const freeWords = free.map((group) => {
    const [{ highest, isPlateau }] = group;
    return `${highest.rank}${isPlateau ? ` from ${highest.depth} layers on` : ` at ${MOST_DEPTH} layers`} with ${names(group)}`;
  });
  const sentences: string[] = [];
  if (cappedWords.length > 0) {
    sentences.push(
      `With N = ${inputs} the rank stops at ${listed(cappedWords)}: the sample’s limit, not the circuit’s.`,
    );
  }
  if (freeWords.length > 0) {
    const angles = ranks.find(({ depth }) => depth === MOST_DEPTH)?.angles;
    const own = free.every(([{ isPlateau }]) => isPlateau)
      ? `: the circuit’s own limit, for all its ${angles} angles at ${MOST_DEPTH} layers`
      : '';
    const start = cappedWords.length > 0 ? 'It goes on to' : `With N = ${inputs} it reaches`;
    sentences.push(`${start} ${listed(freeWords)}${own}.`);
  }
  if (capped.length === 0 && free.length === 1 && free[0].length === EBITS.length) {
    sentences.push('More ebits take nothing away.');
  }
  return sentences.join(' ');
}

/** How many of the paper's ranks were met, of those that were looked at; null where none was. */
export function publishedWords(ranks: readonly FoundRank[], published: readonly PublishedRank[]): string | null {
  const both = ranks.flatMap((one) => {
    if (one.inputs !== PAPER_INPUTS) return [];
    const printed = published.find(({ ebits, depth }) => ebits === one.ebits && depth === one.depth);
    return printed === undefined ? [] : [printed.rank === one.rank];
  });
  if (both.length === 0) return null;
  const met = both.filter(Boolean).length;
  return met === both.length
    ? `All ${met} published ranks that are compared are met.`
    : `${met} of ${both.length} published ranks that are compared are met.`;
}
