import { EBITS } from './cells.js';
import type { FoundRank } from './survey.js';

/** What is known of one network at some settings. */
export interface Plateau {
  readonly ebits: number;
  /** Null before any rank was found. */
  readonly highest: FoundRank | null;
}

/** The highest rank of every network so far. */
export function plateaus(ranks: readonly FoundRank[]): Plateau[] {
  return EBITS.map((ebits) => {
    let highest: FoundRank | null = null;
    for (const rank of ranks) if (rank.ebits === ebits && rank.rank > (highest?.rank ?? -1)) highest = rank;
    return { ebits, highest };
  });
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** Says which networks sit on their caps, and what that means. */
export function plateauWords(ranks: readonly FoundRank[], inputs: number): string {
  if (ranks.length === 0) return '';
  const capped = plateaus(ranks).filter(({ highest }) => highest?.atCap);
  if (capped.length === 0) {
    return `With N = ${inputs} no rank has reached its cap so far: what is seen is the circuit’s.`;
  }
  const names = capped.map(({ ebits, highest }) => `Bell-${ebits} (${highest?.rank})`);
  return (
    `With N = ${inputs} the rank of ${listed(names)} sits on its cap: more layers change nothing there, more inputs do. ` +
    'It tells of the sample, not of the circuit.'
  );
}
